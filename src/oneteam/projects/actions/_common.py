from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, require
from oneteam.journal.actions import record
from oneteam.journal.outbox import send_each
from oneteam.problems.actions import follow

from .. import queries, rules
from ..enums import ProjectState
from ..models import Effect, Project


def require_running(person: Any, project: Project) -> None:
    """Progress is reported by the project's people, and only while it runs."""
    if rules.may_manage(person, project) and project.state in (ProjectState.PROPOSED, ProjectState.AGREED):
        raise Refused(
            _("The project has not started yet. Start it first: then what it reached can be reported.")
        )
    require(rules.may_run(person, project))


def tell(project: Project, verb: str, actor: Any, **data: Any) -> None:
    """An entry for those who see the project."""
    record(
        verb=f"projects.{verb}", actor=actor, thread=project.disclosure.thread, target=project.code,
        circle=project.disclosure.field, data=data,
    )  # fmt: skip


def tell_of(effect: Effect, verb: str, actor: Any, **data: Any) -> None:
    """An entry for those who see the project: for others an effect is told by its page alone, once it is shown.

    The circle of effects would do that at once for all of a thread, when the first is shown.
    """
    record(
        verb=f"projects.{verb}", actor=actor, thread=effect.disclosure.thread, target=effect.code,
        circle=effect.disclosure.field, data={"metric": effect.metric.as_dict(), **data},
    )  # fmt: skip


def write(kind: str, people: Iterable[Any], actor: Any, **codes: str) -> None:
    """One letter to each, but not to whoever did it."""
    send_each(kind=f"projects.{kind}", to=people, but=actor, data=codes)


def remember(project: Project, people: Iterable[Any]) -> None:
    """Who worked on it once verifies nothing of it later."""
    numbers = {*queries.locked(project).worked, *(one.pk for one in people)}
    with walls.system("who worked on a project"):
        Project.objects.filter(pk=project.pk).update(worked=sorted(numbers))


def hold(effect: Effect, field: str) -> None:
    """Read one thing of it as it is now, and hold it until the transaction ends."""
    rows = Effect.objects.select_for_update(of=("self",))
    with walls.system("hold an effect"):
        effect.refresh_from_db(fields=[field], from_queryset=rows)


def project_of(effect: Effect) -> Project:
    project = queries.one(effect.project_code).first()
    require(project is not None)
    assert project is not None
    return project


def move_problem(project: Project, transition: str, person: Any) -> None:
    """The problem follows its first project; a second one finds it there already."""
    if project.problem_id is None:
        return
    with walls.system("a project moves its problem on"):
        assert project.problem is not None
        follow(problem=project.problem, transition=transition, by=person)
