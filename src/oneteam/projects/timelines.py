"""Milestones and projects as rows of a drawing, and the same as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from .enums import MilestoneState
from .gantt import Drawing, Link, Mark, Row, drawn
from .models import Milestone, Project
from .sequence import too_early


def plan_drawn(
    project: Project, milestones: Sequence[Milestone], links: Sequence[tuple[int, int]], today: date
) -> list[Drawing]:
    early = {(one.pk, key) for key, before in too_early(milestones, links).items() for one in before}
    rows = [_milestone_row(row, today) for row in milestones]
    span = Row(0, str(project.title), project.starts_on, project.ends_on, css="whole")
    arrows = [Link(before, after, (before, after) in early) for before, after in links]
    return drawn([span, *rows], today, links=arrows)


def _milestone_row(row: Milestone, today: date) -> Row:
    now = row.reached_on or row.due_on
    moved = (row.planned_on, now) if row.planned_on and row.planned_on != now else None
    marks = [Mark(row.planned_on, "old")] if row.planned_on and moved else []
    first = min(row.starts_on, now) if row.starts_on else None
    return Row(
        row.pk, str(row.name), first, now if first else None, css=kind_of(row, today),
        marks=(*marks, Mark(now, kind_of(row, today))), moved=moved,
    )  # fmt: skip


def kind_of(row: Milestone, today: date) -> str:
    if row.state == MilestoneState.REACHED:
        return "ok"
    return "late" if row.due_on < today else "new"


def plan_table(
    milestones: Sequence[Milestone], links: Sequence[tuple[int, int]], today: date
) -> list[dict[str, Any]]:
    """What stands below the drawing: the same, in words."""
    names = {row.pk: row for row in milestones}
    waits: dict[int, list[Milestone]] = {}
    for before, after in links:
        if before in names:
            waits.setdefault(after, []).append(names[before])
    early = too_early(milestones, links)
    return [
        {"milestone": row, "kind": kind_of(row, today), "waits": waits.get(row.pk, []), "early": early.get(row.pk, [])}
        for row in milestones
    ]  # fmt: skip


def portfolio_drawn(
    projects: Sequence[Project], milestones: Iterable[Milestone], today: date
) -> tuple[list[Drawing], list[dict[str, Any]]]:
    """A bar for each project with its milestones on it, and the same as rows of a table."""
    of: dict[int, list[Milestone]] = {}
    for one in milestones:
        of.setdefault(one.project_id, []).append(one)
    lines = [_project_row(row, of.get(row.pk, []), today) for row in projects]
    table = [_project_words(row, of.get(row.pk, []), today) for row in projects]
    return drawn(lines, today), table


def _project_row(row: Project, milestones: list[Milestone], today: date) -> Row:
    marks = (Mark(one.reached_on or one.due_on, kind_of(one, today)) for one in milestones)
    return Row(row.pk, str(row.title), row.starts_on, row.ends_on, css="whole", marks=tuple(marks))


def _project_words(row: Project, milestones: list[Milestone], today: date) -> dict[str, Any]:
    open_ones = [one for one in milestones if one.state == MilestoneState.PLANNED]
    return {
        "project": row, "count": len(milestones), "reached": len(milestones) - len(open_ones),
        "late": sum(one.due_on < today for one in open_ones), "next": open_ones[0] if open_ones else None,
    }  # fmt: skip
