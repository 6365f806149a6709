"""Milestones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, Stale, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import called, day, say
from oneteam.base.workflow import changed_meanwhile, save_version

from .. import queries, rules, sequence
from ..enums import Changed, MilestoneState
from ..models import Dependency, Milestone, Project
from ._common import tell, write
from .changes import log

MOST_MILESTONES = 200  # of one project


def check_dates(starts_on: date | None, due_on: date) -> None:
    today = timezone.localdate()
    if due_on < today:
        words = _(
            "Please give today (%(today)s) or a date to come. What is past can be ticked as reached, not planned."
        )
        raise invalid("due_on", say(words, today=day(today, weekday=False)))
    if starts_on and starts_on > due_on:
        raise invalid("starts_on", _("Its work begins after the day on which it is due."))


def check_keeper(keeper: Any, project: Project) -> None:
    members = {member.person_id for member in queries.members(project)}
    if keeper is not None and keeper.pk not in members | {project.responsible_id}:
        raise invalid("keeper", _("Only somebody who works on the project answers for a milestone."))


@transaction.atomic
def add_milestone(
    *, person: Any, project: Project, name: Bi, due_on: date, starts_on: date | None = None, keeper: Any = None,
    after: Iterable[Milestone] = (),
) -> Milestone:  # fmt: skip
    """``after``: the milestones of the project that it waits for."""
    require(rules.may_manage(person, project))
    if not name:
        raise invalid("name", _("Please write what is to be reached."))
    check_dates(starts_on, due_on)
    check_keeper(keeper, project)
    queries.locked(project)
    if queries.milestones(project).count() >= MOST_MILESTONES:
        words = _(
            "A plan has at most %(most)s milestones. Please put some of them into a project of their own."
        )
        raise Refused(words % {"most": MOST_MILESTONES})
    milestone = Milestone.objects.create(
        project=project, name=name, starts_on=starts_on, due_on=due_on, keeper=keeper, circle=project.circle
    )
    link(project, [(one.pk, milestone.pk) for one in after])
    tell(project, "milestone_added", person, name=name.as_dict(), on=due_on.isoformat())
    return milestone


@transaction.atomic
def move_milestone(
    *,
    person: Any,
    milestone: Milestone,
    version: int,
    due_on: date,
    reason: str,
    starts_on: date | None = None,
) -> None:
    """Over the version that the person saw: of two people who move it, the second is told who was quicker.

    Told are those whose milestone waits for it, who answers for it, and who is responsible for the project.
    """
    project = milestone.project
    require(rules.may_keep(person, milestone, project))
    if not reason.strip():
        raise invalid("reason", _("Please say why the milestone moves."))
    same = due_on == milestone.due_on and starts_on == milestone.starts_on
    if same and version == milestone.version:
        raise invalid("due_on", _("This is the date that it has already. Please give another one."))
    check_dates(starts_on, due_on)
    shift(person, milestone, version, starts_on, due_on, reason.strip())
    name = milestone.name.as_dict()
    tell(project, "milestone_moved", person, name=name, to=due_on.isoformat(), reason=reason.strip())
    concerned = people_concerned(project, [milestone])
    write("milestone_moved", concerned, person, project=project.code, milestone=milestone.code)


def shift(
    person: Any, milestone: Milestone, version: int, starts_on: date | None, due_on: date, reason: str
) -> None:
    before = (milestone.starts_on or milestone.due_on, milestone.due_on)
    first = milestone.planned_on or milestone.due_on
    save(
        milestone, version, person, starts_on=starts_on, due_on=due_on, planned_on=first, moved_because=reason
    )
    after = (starts_on or due_on, due_on)
    log(milestone.project, person, milestone.name, [(Changed.TIME, before, after)], reason)


def save(milestone: Milestone, version: int, person: Any, **values: Any) -> None:
    try:
        save_version(milestone, version, changed_by=person, **values)
    except Stale:
        raise _overtaken(milestone) from None


def _overtaken(milestone: Milestone) -> Refused | Stale:
    """Who was quicker, and what the date is now."""
    now = Milestone.objects.select_related("changed_by").filter(pk=milestone.pk).first()
    if now is None:
        return Refused(_("Somebody has taken this milestone out of the plan meanwhile."))
    if now.changed_by is None:
        return changed_meanwhile()
    words = _(
        "%(who)s was quicker: “%(name)s” is planned for %(day)s now. Compare, then save again if need be."
    )
    return Stale(say(words, who=called(now.changed_by), name=str(now.name), day=day(now.due_on)))


def people_concerned(project: Project, moved: Iterable[Milestone]) -> list[Any]:
    """Who answers for what moved and for what waits for it, and who is responsible for the project."""
    links = queries.dependencies(project)
    keys = {key for one in moved for key in (one.pk, *sequence.following(links, one.pk))}
    keepers = [row.keeper for row in queries.planned_milestones(project) if row.pk in keys and row.keeper]
    return list({one.pk: one for one in (project.responsible, *keepers)}.values())


@transaction.atomic
def set_order(
    *, person: Any, milestone: Milestone, version: int, keeper: Any, after: Iterable[Milestone]
) -> None:
    """Who answers for it, and what it waits for: nothing may wait for itself, also not through others."""
    project = milestone.project
    require(rules.may_keep(person, milestone, project))
    check_keeper(keeper, project)
    queries.locked(project)  # of two who each put in half of a circle
    save(milestone, version, person, keeper=keeper)
    Dependency.objects.filter(after=milestone).delete()
    link(project, [(one.pk, milestone.pk) for one in after])
    tell(project, "milestone_ordered", person, name=milestone.name.as_dict())


def link(project: Project, fresh: Iterable[tuple[int, int]]) -> None:
    """Further links, where with them no milestone waits for itself; to one that is there no more there is none."""
    there = set(queries.milestones(project).values_list("pk", flat=True))
    fresh = [pair for pair in dict.fromkeys(fresh) if there.issuperset(pair)]
    if not fresh:
        return
    circle = sequence.circle_in([*queries.dependencies(project), *fresh])
    if circle:
        names = {row.pk: str(row.name) for row in queries.milestones(project)}
        raise invalid("after", sequence.told([names[key] for key in circle]))
    Dependency.objects.bulk_create(
        Dependency(before_id=before, after_id=after, circle=project.circle) for before, after in fresh
    )


@transaction.atomic
def remove_milestone(*, person: Any, milestone: Milestone, version: int, reason: str) -> None:
    """Out of the plan, as the person saw it: what waited for it waits for what it waited for."""
    project = milestone.project
    require(rules.may_keep(person, milestone, project))
    if not reason.strip():
        raise invalid("reason", _("Please say why it is taken out."))
    queries.locked(project)
    save(milestone, version, person)
    concerned, links = people_concerned(project, [milestone]), queries.dependencies(project)
    before = [one for one, other in links if other == milestone.pk]
    after = [other for one, other in links if one == milestone.pk]
    name, due_on = milestone.name, milestone.due_on
    milestone.delete()
    link(project, [(one, other) for one in before for other in after if (one, other) not in links])
    log(project, person, name, [(Changed.ENDED, due_on, Bi())], reason)
    tell(project, "milestone_removed", person, name=name.as_dict(), reason=reason.strip())
    write("milestone_removed", concerned, person, project=project.code)


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
