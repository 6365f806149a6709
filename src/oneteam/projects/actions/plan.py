"""Milestones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import day, say
from oneteam.base.workflow import save_version

from .. import queries, rules
from ..enums import MilestoneState
from ..models import Milestone, Project
from ._common import tell, write


def _check_date(due_on: date) -> None:
    today = timezone.localdate()
    if due_on < today:
        words = _(
            "Please give today (%(today)s) or a date to come. What is past can be ticked as reached, not planned."
        )
        raise invalid("due_on", say(words, today=day(today, weekday=False)))


@transaction.atomic
def add_milestone(*, person: Any, project: Project, name: Bi, due_on: date) -> Milestone:
    require(rules.may_manage(person, project))
    if not name:
        raise invalid("name", _("Please write what is to be reached."))
    _check_date(due_on)
    milestone = Milestone.objects.create(project=project, name=name, due_on=due_on, circle=project.circle)
    tell(project, "milestone_added", person, name=name.as_dict(), on=due_on.isoformat())
    return milestone


@transaction.atomic
def move_milestone(*, person: Any, milestone: Milestone, version: int, due_on: date, reason: str) -> None:
    """Over the version that the person saw: of two people who move it, the second is told."""
    project = milestone.project
    require(rules.may_keep(person, milestone, project))
    if not reason.strip():
        raise invalid("reason", _("Please say why the milestone moves."))
    if due_on == milestone.due_on and version == milestone.version:
        raise invalid("due_on", _("This is the date that it has already. Please give another one."))
    _check_date(due_on)
    first = milestone.planned_on or milestone.due_on
    save_version(milestone, version, due_on=due_on, planned_on=first, moved_because=reason.strip())
    name = milestone.name.as_dict()
    tell(project, "milestone_moved", person, name=name, to=due_on.isoformat(), reason=reason.strip())
    people = [member.person for member in project.members.all()]
    write("milestone_moved", people, person, project=project.code, milestone=milestone.code)


@transaction.atomic
def reach_milestone(*, person: Any, milestone: Milestone) -> None:
    project = queries.one(milestone.project.code).get()
    require(rules.may_run(person, project))
    rows = Milestone.objects.filter(pk=milestone.pk, state=MilestoneState.PLANNED).update(
        state=MilestoneState.REACHED, reached_on=timezone.localdate(), version=milestone.version + 1
    )
    if not rows:
        raise Refused(_("Somebody has already ticked this milestone as reached."))
    tell(project, "milestone_reached", person, name=milestone.name.as_dict())
