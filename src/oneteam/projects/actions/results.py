"""Objectives, and deliverables: delivered with a file, accepted by another partner."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.workflow import save_version
from oneteam.files.actions import attach

from .. import queries, rules
from ..enums import Changed
from ..models import Deliverable, Objective, Partner, Project, WorkPackage
from ..workflow import DELIVERABLE
from ._common import tell, write
from .changes import check_why, concern, log


@transaction.atomic
def add_objective(*, person: Any, project: Project, text: Bi, reached_on: date | None = None) -> Objective:
    require(rules.may_lead(person, project))
    _check_objective(text, reached_on)
    made = Objective.objects.create(project=project, circle=project.circle, text=text, reached_on=reached_on)
    tell(project, "objective_added", person, name=text.as_dict())
    return made


@transaction.atomic
def change_objective(
    *, person: Any, objective: Objective, version: int, text: Bi, reached_on: date | None
) -> None:
    """Also to say that it is reached, and since when."""
    project = queries.one(objective.project.code).get()
    require(rules.may_lead(person, project))
    _check_objective(text, reached_on)
    before = objective.text
    newly = reached_on is not None and objective.reached_on is None
    save_version(objective, version, text=text, reached_on=reached_on)
    log(project, person, Bi(), [(Changed.OBJECTIVE, before, text)], "")
    tell(project, "objective_reached" if newly else "objective_changed", person, name=text.as_dict())


def _check_objective(text: Bi, reached_on: date | None) -> None:
    if not text:
        raise invalid("text", _("Please write what is to be reached."))
    if reached_on is not None and reached_on > timezone.localdate():
        raise invalid(
            "reached_on", _("It is reached today or was before. Leave the day out while it is not.")
        )


# Deliverables ----------------------------------------------------------------------------------------


@transaction.atomic
def add_deliverable(
    *,
    person: Any,
    project: Project,
    name: Bi,
    partner: Partner,
    due_on: date,
    package: WorkPackage | None = None,
) -> Deliverable:
    require(rules.may_lead(person, project))
    _check_deliverable(project, name, partner)
    made = Deliverable.objects.create(
        project=project, circle=project.circle, name=name, partner=partner, due_on=due_on, package=package,
        state_by=person,
    )  # fmt: skip
    tell(project, "deliverable_added", person, name=name.as_dict(), on=due_on.isoformat())
    _tell(made, [partner], person)
    return made


@transaction.atomic
def change_deliverable(
    *, person: Any, deliverable: Deliverable, version: int, name: Bi, partner: Partner, due_on: date,
    package: WorkPackage | None = None, why: str = "",
) -> None:  # fmt: skip
    deliverable, project = _held(deliverable)
    require(rules.may_change_deliverable(person, deliverable, project))
    _check_deliverable(project, name, partner)
    before = deliverable.partner
    rows = [
        (Changed.NAME, deliverable.name, name),
        (Changed.DELIVERS, before.organisation.name, partner.organisation.name),
        (Changed.DUE, deliverable.due_on, due_on),
    ]
    if any(old != new for _what, old, new in rows):
        check_why(why)
    save_version(deliverable, version, name=name, partner=partner, due_on=due_on, package=package)
    log(project, person, name, rows, why)
    tell(project, "deliverable_changed", person, name=name.as_dict())
    _tell(deliverable, {one.pk: one for one in (before, partner)}.values(), person)


def _held(deliverable: Deliverable) -> tuple[Deliverable, Project]:
    """As they are now, until the end: who delivers it cannot become another meanwhile and accept their own file."""
    project = queries.one(queries.locked(deliverable.project).code).get()
    now = queries.deliverables(project).get(pk=deliverable.pk)
    now.project = project
    return now, project


def _check_deliverable(project: Project, name: Bi, partner: Partner) -> None:
    if not name:
        raise invalid("name", _("Please write what is to be delivered."))
    if partner.left_on is not None or partner.project_id != project.pk:
        raise invalid("partner", _("Please choose partners that take part now."))


def _tell(deliverable: Deliverable, partners: Any, person: Any) -> None:
    with walls.system("whom a deliverable concerns"):
        concern(
            "deliverable", partners, person, project=deliverable.project.code, deliverable=deliverable.code
        )


@transaction.atomic
def deliver(*, person: Any, deliverable: Deliverable, upload: Any) -> None:
    """With the file that shows it; the other partners are asked to accept it."""
    deliverable, project = _held(deliverable)
    require(rules.may_deliver(person, deliverable, project))
    if upload is None:
        raise invalid("upload", _("Please choose the file that shows what was delivered."))
    shown = project.disclosure
    DELIVERABLE.advance(deliverable, "deliver", by=person, delivered_on=timezone.localdate(), said="")
    attach(
        person=person, upload=upload, target=deliverable.target, thread=shown.thread, circle=project.circle,
        confidential=shown.is_confidential,
    )  # fmt: skip
    tell(project, "delivered", person, name=deliverable.name.as_dict())
    with walls.system("who can accept what was delivered"):
        others = [one for one in queries.partners(project) if one.pk != deliverable.partner_id]
        asked = {one.pk: one for other in others for one in queries.speakers(other.organisation)}
    write("accept", asked.values(), person, project=project.code, deliverable=deliverable.code)


@transaction.atomic
def answer_deliverable(*, person: Any, deliverable: Deliverable, accepted: bool, said: str = "") -> None:
    """By a partner other than who delivered it: accepted, or sent back with what is missing."""
    deliverable, project = _held(deliverable)
    if not rules.may_accept(person, deliverable, project):
        raise Refused(_("What was delivered is accepted by a partner other than who delivered it."))
    if not accepted and not said.strip():
        raise invalid("said", _("Please say what is missing."))
    DELIVERABLE.advance(deliverable, "accept" if accepted else "send_back", by=person, said=said.strip())
    tell(project, "accepted" if accepted else "sent_back", person, name=deliverable.name.as_dict())
    _tell(deliverable, [deliverable.partner], person)


@transaction.atomic
def give_up_deliverable(*, person: Any, deliverable: Deliverable, why: str) -> None:
    project = queries.one(deliverable.project.code).get()
    require(rules.may_lead(person, project))
    check_why(why)
    DELIVERABLE.advance(deliverable, "give_up", by=person)
    log(project, person, deliverable.name, [(Changed.ENDED, Bi(), timezone.localdate())], why)
    tell(project, "given_up", person, name=deliverable.name.as_dict())
    _tell(deliverable, [deliverable.partner], person)
