"""A project that starts, is tried out, is handed over, or stops."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import invalid, require
from oneteam.base.fields import Bi
from oneteam.problems import ending
from oneteam.problems.actions import close
from oneteam.problems.enums import Ending

from .. import queries, rules
from ..enums import Changed
from ..models import Project
from ..workflow import PROJECT
from ._common import move_problem, tell, write
from .changes import log


@transaction.atomic
def start(*, person: Any, project: Project) -> None:
    """Before its planned day it begins today: from now on it is worked, and somebody may leave."""
    require(rules.may_start(person, project))
    planned, begun = (project.starts_on, project.ends_on), min(project.starts_on, timezone.localdate())
    earlier: dict[str, Any] = (
        {"starts_on": begun, "version": project.version + 1} if begun != project.starts_on else {}
    )
    PROJECT.advance(project, "start", by=person, **earlier)
    log(project, person, Bi(), [(Changed.TIME, planned, (begun, project.ends_on))], "")
    tell(project, "started", person)
    move_problem(project, "start_project", person)


@transaction.atomic
def try_out(*, person: Any, project: Project) -> None:
    require(rules.may_try(person, project))
    PROJECT.advance(project, "try_out", by=person)
    tell(project, "tried_out", person)


@transaction.atomic
def hand_over(*, person: Any, project: Project) -> None:
    require(rules.may_hand_over(person, project))
    PROJECT.advance(project, "hand_over", by=person)
    tell(project, "handed_over", person)


@transaction.atomic
def stop(
    *, person: Any, project: Project, reason: Bi, lessons: Bi, why: str = "", change: Bi | None = None
) -> None:
    """Stopping is no disgrace; stopping without telling why is a loss for the others."""
    require(rules.may_stop(person, project))
    if not reason:
        raise invalid("reason", _("Please say why the project stops."))
    if not lessons:
        raise invalid("lessons", _("Please write what others should know before they try the same."))
    lesson = ending.lesson_of(why, change)
    PROJECT.advance(project, "stop", by=person, stopped_because=reason, lessons=lessons)
    tell(project, "stopped", person, reason=reason.as_dict())
    ended = (Ending.STOPPED, project.disclosure, project.title, lesson, person, project.problem)
    ending.keep(ending.Ended(*ended, source=project.code))
    with walls.system("who speaks for the partners"):
        told = [
            one for partner in queries.partners(project) for one in queries.speakers(partner.organisation)
        ]
    write("stopped", told, person, project=project.code)


@transaction.atomic
def close_problem(*, person: Any, project: Project, reason: str) -> None:
    """The secretariat closes the problem of a project that is over."""
    require(rules.may_close_problem(person, project))
    assert project.problem is not None
    close(person=person, problem=project.problem, reason=reason)
