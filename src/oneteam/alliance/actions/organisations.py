from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, Refused, Stale, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.workflow import save_version
from oneteam.journal.actions import record

from .. import queries, rules
from ..enums import Kind, Standing
from ..models import MembershipPeriod, Organisation, Skill
from ..workflow import MEMBERSHIP
from ._common import concerns_you, in_order, names, office_and, require_keeper, today, whole_alliance
from .seats import end_seats_of

FIELDS = ("kind", "name", "short", "sector", "group", "registration_no")


@transaction.atomic
def add_organisation(
    *, person: Any, kind: str, name: Bi, joined_on: dt.date | None = None, **values: Any
) -> Organisation:
    """A candidate; with ``joined_on`` a member already, or a start-up that takes part and is none."""
    require_keeper(person)
    _no_namesake(name)
    values["group"] = queries.group_as_kept(values.get("group", ""))
    standing = Standing.ACTIVE if joined_on else Standing.CANDIDATE
    organisation = Organisation.objects.create(kind=kind, name=name, standing=standing, **values)
    if joined_on and kind != Kind.STARTUP:
        MembershipPeriod.objects.create(organisation=organisation, starts_on=joined_on)
    _tell("alliance.organisation_added", person, organisation)
    return organisation


def _no_namesake(name: Bi, but: int = 0) -> None:
    for language, text in name.as_dict().items():
        if text and Organisation.objects.filter(**{f"name__{language}": text}).exclude(pk=but).exists():
            sentence = _("“%(name)s” is on the list already. Please open it there instead.") % {"name": text}
            raise Invalid(sentence, {"name": sentence})


@transaction.atomic
def change_organisation(*, person: Any, organisation: Organisation, version: int, **values: Any) -> None:
    require_keeper(person)
    if "group" in values:
        values["group"] = queries.group_as_kept(values["group"])
    if values.get("group", organisation.group) != organisation.group:
        moved = [organisation, *queries.in_groups(organisation.group, values["group"])]
        require(all(rules.may_regroup(person, one) for one in moved), concerns_you())
    if "name" in values:
        _no_namesake(values["name"], but=organisation.pk)
    if "group" in values:
        _no_rival_in(values["group"], organisation)
    save_version(organisation, version, **{key: values[key] for key in FIELDS if key in values})
    _tell("alliance.organisation_changed", person, organisation)


def _no_rival_in(group: str, organisation: Organisation) -> None:
    """One group is one party, and nobody is their own rival."""
    others = Organisation.objects.filter(group=group).exclude(pk=organisation.pk) if group else []
    for other in others:
        if (
            queries.rivalries_of(organisation)
            .filter(queries.in_force(), Q(one=other) | Q(other=other))
            .exists()
        ):
            sentence = _(
                "%(name)s is in this group and declared a rival. Please end the rivalry first, or choose another group."
            ) % {"name": other}
            raise Invalid(sentence, {"group": sentence})


@transaction.atomic
def advance(*, person: Any, organisation: Organisation, transition: str) -> None:
    """One step of the membership's life; the table says from where to where."""
    sentence = _("Only the head of the secretariat may do this. Please ask them.")
    require(rules.may_advance(person, transition), sentence)
    step = MEMBERSHIP.named(transition)
    if transition == "sign" and not queries.has_memorandum(organisation):
        raise Refused(
            _("Please enter the signed memorandum under Agreements first; then this step is possible.")
        )
    before = organisation.standing
    rows = Organisation.objects.filter(pk=organisation.pk, standing__in=step.sources).update(
        standing=step.target
    )
    organisation.refresh_from_db(fields=["standing"])
    if not rows:
        _too_late(organisation, before)
    _consequences(organisation, transition, person)
    _tell(f"alliance.membership_{transition}", person, organisation)


def _too_late(organisation: Organisation, before: str) -> None:
    words = {"state": organisation.get_standing_display()}
    if organisation.standing == before:
        raise Refused(_("This cannot be done while the standing is “%(state)s”.") % words)
    raise Stale(
        _("Somebody was quicker: the standing is now “%(state)s”. Read it again before you go on.") % words
    )


def _consequences(organisation: Organisation, transition: str, person: Any) -> None:
    if transition == "activate" and organisation.kind != Kind.STARTUP:
        MembershipPeriod.objects.create(organisation=organisation, starts_on=today())
    if transition == "leave":
        end_seats_of(person=person, organisation=organisation)
        open_periods = organisation.periods.filter(ends_on__isnull=True)
        open_periods.filter(starts_on__lte=today()).update(ends_on=today(), version=F("version") + 1)
        open_periods.filter(starts_on__gt=today()).delete()


@transaction.atomic
def join_on(
    *, person: Any, organisation: Organisation, starts_on: dt.date, ends_on: dt.date | None = None
) -> None:
    """Enter a period of membership. Membership needs an active standing as well."""
    require_keeper(person)
    require(rules.has_no_stake(person, organisation), concerns_you())
    _fits(starts_on, ends_on, queries.periods(organisation))
    MembershipPeriod.objects.create(organisation=organisation, starts_on=starts_on, ends_on=ends_on)
    _tell("alliance.period_entered", person, organisation)


@transaction.atomic
def change_period(
    *, person: Any, period: MembershipPeriod, version: int, starts_on: dt.date, ends_on: dt.date | None = None
) -> None:
    """Correct a period, or give it an end."""
    require_keeper(person)
    require(rules.has_no_stake(person, period.organisation), concerns_you())
    _fits(starts_on, ends_on, queries.periods(period.organisation).exclude(pk=period.pk))
    save_version(period, version, starts_on=starts_on, ends_on=ends_on)
    _tell("alliance.period_changed", person, period.organisation)


def _fits(starts_on: dt.date, ends_on: dt.date | None, others: Iterable[MembershipPeriod]) -> None:
    in_order(starts_on, ends_on)
    for other in others:
        if (ends_on is None or other.starts_on <= ends_on) and (
            other.ends_on is None or other.ends_on >= starts_on
        ):
            sentence = _("This overlaps a period that is entered already. Please give other days.")
            raise Invalid(sentence, {"starts_on": sentence})


@transaction.atomic
def add_skill(*, person: Any, code: str, kind: str, label: Bi) -> Skill:
    """A new word of the vocabulary. Its code and kind stay."""
    require_keeper(person)
    sentence = _("This code is in the vocabulary already. Please reword it there, or choose another code.")
    with or_else(Invalid(sentence, {"code": sentence})):
        skill = Skill.objects.create(code=code, kind=kind, label=label)
    _tell_skill(person, skill)
    return skill


@transaction.atomic
def reword(*, person: Any, skill: Skill, version: int, label: Bi) -> None:
    require_keeper(person)
    save_version(skill, version, label=label)
    _tell_skill(person, skill)


def _tell_skill(person: Any, skill: Skill) -> None:
    data = {"skill": skill.label.as_dict()}
    record(verb="alliance.skill_kept", actor=person, circle=whole_alliance(), target=skill.code, data=data)


def _tell(verb: str, person: Any, organisation: Organisation) -> None:
    circle = office_and(organisation)
    record(
        verb=verb,
        actor=person,
        circle=circle,
        target=organisation.code,
        data={"organisation": names(organisation)},
    )
