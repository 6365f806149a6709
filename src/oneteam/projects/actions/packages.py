"""Work packages: who leads one, who takes part, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi, both
from oneteam.base.text import say, span
from oneteam.base.workflow import save_version

from .. import queries, rules
from ..enums import Changed
from ..models import Partner, Project, WorkPackage
from ._common import tell
from .changes import check_why, concern, log
from .parts import ask_again


@transaction.atomic
def add_package(
    *, person: Any, project: Project, name: Bi, lead: Partner, partners: Sequence[Partner], starts_on: date, ends_on: date,
) -> WorkPackage:  # fmt: skip
    require(rules.may_lead(person, project))
    _check(project, name, lead, partners, starts_on, ends_on)
    package = WorkPackage.objects.create(
        project=project, circle=project.circle, name=name, lead=lead, partners=_numbers(lead, partners),
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    tell(project, "package_added", person, name=name.as_dict())
    _tell(package, [lead, *partners], person)
    reopen(lead, project, person)
    return package


@transaction.atomic
def change_package(
    *, person: Any, package: WorkPackage, version: int, name: Bi, lead: Partner, partners: Sequence[Partner],
    starts_on: date, ends_on: date, why: str = "",
) -> None:  # fmt: skip
    """Over the version that the person saw. Told to whom it concerns, before or after; who leads it now agrees anew."""
    project = queries.one(package.project.code).get()
    require(rules.may_lead(person, project) and package.ended_on is None)
    _check(project, name, lead, partners, starts_on, ends_on)
    by_number = {one.pk: one for one in queries.parts(project)}
    before, after = [by_number[one] for one in package.partners if one in by_number], list(partners)
    rows = [
        (Changed.NAME, package.name, name),
        (Changed.LED_BY, package.lead.organisation.name, lead.organisation.name),
        (Changed.TAKE_PART, _named(before), _named([one for one in after if one != lead])),
        (Changed.TIME, (package.starts_on, package.ends_on), (starts_on, ends_on)),
    ]
    if all(old == new for _what, old, new in rows):
        return
    check_why(why)
    leads_anew = package.lead_id != lead.pk
    was_led_by = by_number[package.lead_id]
    save_version(
        package, version, name=name, lead=lead, partners=_numbers(lead, after), starts_on=starts_on, ends_on=ends_on
    )  # fmt: skip
    log(project, person, name, rows, why)
    tell(project, "package_changed", person, name=name.as_dict())
    _tell(package, {one.pk: one for one in [was_led_by, lead, *before, *after]}.values(), person)
    if leads_anew:
        reopen(lead, project, person)


def reopen(partner: Partner, project: Project, person: Any) -> None:
    """A part that grew is agreed to anew, unless whoever changed it speaks for the partner."""
    if not rules.speaks(person, partner.organisation_id):
        grown = {"agreed_by": None, "agreed_at": None, "version": F("version") + 1}
        Partner.objects.filter(pk=partner.pk).update(**grown)
        ask_again(partner, project, person)


@transaction.atomic
def end_package(*, person: Any, package: WorkPackage, why: str) -> None:
    """Done, or given up: it stays in the matrix with its day."""
    project = queries.one(package.project.code).get()
    require(rules.may_lead(person, project))
    check_why(why)
    today = timezone.localdate()
    if not WorkPackage.objects.filter(pk=package.pk, ended_on=None).update(
        ended_on=today, version=package.version + 1
    ):
        raise Refused(_("This work package has ended already."))
    log(project, person, package.name, [(Changed.ENDED, Bi(), today)], why)
    tell(project, "package_ended", person, name=package.name.as_dict())
    concerned = [one for one in queries.parts(project) if one.pk in {package.lead_id, *package.partners}]
    _tell(package, concerned, person)


def _named(partners: Sequence[Partner]) -> Bi:
    return both(lambda: ", ".join(str(one.organisation) for one in partners))


def _numbers(lead: Partner, partners: Sequence[Partner]) -> list[int]:
    return sorted({one.pk for one in partners} - {lead.pk})


def _tell(package: WorkPackage, partners: Any, person: Any) -> None:
    with walls.system("whom a work package concerns"):
        concern("package", partners, person, project=package.project.code, package=package.code)


def _check(
    project: Project, name: Bi, lead: Partner, partners: Sequence[Partner], starts_on: date, ends_on: date
) -> None:  # fmt: skip
    if not name:
        raise invalid("name", _("Please write what the work package is."))
    if any(one.left_on is not None or one.project_id != project.pk for one in (lead, *partners)):
        raise invalid("lead", _("Please choose partners that take part now."))
    if ends_on < starts_on:
        raise invalid("ends_on", _("It ends before it starts. Please change one of the dates."))
    if starts_on < project.starts_on or ends_on > project.ends_on:
        words = _(
            "A work package lies within the time of the project: %(time)s. Change it, or the project first."
        )
        raise invalid("ends_on", say(words, time=span(project.starts_on, project.ends_on)))
