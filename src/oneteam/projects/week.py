"""What moved in one week, by kind and by project: counted, drawn and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from oneteam.journal.models import Entry

from .gantt import Drawing, Mark, Row, drawn
from .models import Project

# How each thing done is counted, and by which mark it is drawn.
KINDS = {
    "projects.milestone_reached": ("reached", "ok"),
    "projects.milestone_moved": ("moved", "old"),
    "projects.plan_imported": ("moved", "old"),
    "projects.trl_confirmed": ("steps", "step"),
    "projects.trl_back": ("steps", "step"),
    "projects.site_confirmed": ("sites", "site"),
    "projects.site_kept": ("sites", "site"),
    "projects.site_ended": ("sites", "site"),
    "projects.claimed": ("effects", "effect"),
    "projects.verified": ("effects", "effect"),
    "projects.rejected": ("effects", "effect"),
    "projects.lasting": ("effects", "effect"),
    "projects.faded": ("effects", "effect"),
    "projects.delivered": ("results", "result"),
    "projects.accepted": ("results", "result"),
    "projects.objective_reached": ("results", "result"),
    "projects.progress_said": ("words", "word"),
    "projects.started": ("turns", "turn"),
    "projects.stopped": ("turns", "turn"),
    "projects.handed_over": ("turns", "turn"),
    "projects.lead_handed_over": ("turns", "turn"),
    "projects.partner_left": ("turns", "turn"),
}


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def tiles(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """How often each kind was done; ``counts`` is by verb."""
    by_kind: Counter[str] = Counter()
    for verb, n in counts.items():
        by_kind[KINDS[verb][0]] += n
    titles = {
        "reached": _("Milestones reached"), "moved": _("Milestones moved"), "steps": _("TRL steps"),
        "sites": _("Sites"), "effects": _("Effects"), "words": _("Words of progress"),
        "results": _("Deliverables and objectives"), "turns": _("Begun, ended, handed over, left"),
    }  # fmt: skip
    return [{"title": title, "value": by_kind[kind]} for kind, title in titles.items()]


def by_project(
    entries: Sequence[Entry], projects: Mapping[str, Project]
) -> list[tuple[Project, list[Entry]]]:
    """Each project with what moved in it; the one that moved last stands first."""
    found: dict[int, tuple[Project, list[Entry]]] = {}
    for entry in entries:
        project = projects.get(entry.target)
        if project is not None:
            found.setdefault(project.pk, (project, []))[1].append(entry)
    return list(found.values())


def picture(rows: Sequence[tuple[Project, list[Entry]]], monday: date) -> list[Drawing]:
    """A line for each project, a mark for each thing done; those of one day stand beside each other."""
    lines = [Row(project.pk, str(project.title), marks=tuple(_marks(entries))) for project, entries in rows]
    return drawn(lines, localdate(), span=(monday, monday + timedelta(days=7)))


def _marks(entries: Sequence[Entry]) -> list[Mark]:
    days: dict[date, list[str]] = {}
    for entry in reversed(entries):
        days.setdefault(localdate(entry.at), []).append(KINDS[entry.verb][1])
    return [
        Mark(day, css, at=(number + 1) / (len(kinds) + 1))
        for day, kinds in days.items()
        for number, css in enumerate(kinds)
    ]
