"""Where the marks of the plan stand, in percent of its width; the same rows stand as a list beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.text import say

from .clocks import month_after
from .enums import MeasuredPart, MilestoneState
from .facts import figure
from .models import Measurement, Milestone, Project

MOST_MONTHS = 4  # with their year, so that they do not touch on a narrow screen


def drawn(project: Project, milestones: list[Milestone], today: date) -> dict[str, Any]:
    """The project's span with a mark for each milestone: where it was first planned, where it is now."""
    days = [day for row in milestones for day in (row.due_on, row.planned_on, row.reached_on) if day]
    first = min([project.starts_on, *days]).replace(day=1)
    last = month_after(max([project.ends_on, *days]))
    whole = (last - first).days

    def x(day: date | None) -> str | None:
        return f"{100 * (day - first).days / whole:.2f}" if day else None

    return {
        "rows": [_row(row, x, today) for row in milestones],
        "months": _months(first, last, x),
        "today": x(today) if first <= today < last else None,
        "start": x(project.starts_on),
        "width": f"{100 * (project.ends_on - project.starts_on).days / whole:.2f}",
        "reached": sum(row.state == MilestoneState.REACHED for row in milestones),
    }


def _row(row: Milestone, x: Any, today: date) -> dict[str, Any]:
    reached = row.state == MilestoneState.REACHED
    late = not reached and row.due_on < today
    now, before = x(row.reached_on or row.due_on), x(row.planned_on)
    moved = before is not None and before != now
    return {
        "milestone": row, "x": now, "before": before if moved else None, "reached": reached, "late": late,
        "css": "ok" if reached else "late" if late else "new",
    }  # fmt: skip


def _months(first: date, last: date, x: Any) -> list[dict[str, Any]]:
    """The first of each month; of a long plan only every second, third… so that the words do not touch."""
    starts = [first]
    while (after := month_after(starts[-1])) < last:
        starts.append(after)
    step = -(-len(starts) // MOST_MONTHS)
    return [{"x": x(day), "day": day} for day in starts[::step]]


def line_of(row: dict[str, Any], measurements: Iterable[Measurement]) -> dict[str, Any] | None:
    """An effect over time: the baseline and every measurement. One figure alone makes no line."""
    effect = row["effect"]
    measured = sorted(
        (one for one in measurements if one.part == MeasuredPart.AFTER), key=lambda one: (one.on, one.pk)
    )
    if not measured:
        return None
    points = [(effect.baseline_on, float(effect.baseline)), *((one.on, float(one.value)) for one in measured)]
    ends = {"before": figure(effect.baseline, effect.unit), "after": figure(measured[-1].value, effect.unit)}
    words = say(_("%(metric)s: from %(before)s to %(after)s"), metric=str(effect.metric), **ends)
    return {
        "effect": effect, "points": points, "words": words, "goal": float(effect.target), "unit": effect.unit,
        "count": len(measured),
    }  # fmt: skip


def longest(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The effect that was measured most often, from the second measurement on: the one worth a drawing."""
    drawn = (line_of(row, map(_figure, row["effect"].figures)) for row in rows)
    lines = [line for line in drawn if line and line["count"] > 1]
    return max(lines, key=lambda line: int(line["count"]), default=None)


def _figure(row: dict[str, Any]) -> Measurement:
    """One figure, as ``queries.project_effects`` gives it."""
    return Measurement(**{**row, "on": date.fromisoformat(row["on"])})
