"""How far a problem is, as its reader may know it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import rules
from .models import Problem
from .workflow import STATIONS


def state_shown(problem: Problem) -> str:
    """The state in words; for those who do not follow it only that the problem is open."""
    if rules.sees_progress(problem):
        return str(problem.get_state_display())
    return pgettext("state of a problem", "open")


def life(problem: Problem) -> list[dict[str, str]]:
    """The stations of the stepper: those behind, the one now, those ahead; none for who does not follow it."""
    if not rules.sees_progress(problem):
        return []
    labels = {
        "intake": _("Intake"), "scoping": _("Scoping"), "matching": _("Matching"), "table": _("Round table"),
        "project": _("Project"), "field": _("In the field"), "effect": _("Effect"),
    }  # fmt: skip
    state = problem.held_from or problem.state  # a problem on hold stands where it was held
    now = next((n for n, (_name, states) in enumerate(STATIONS) if state in states), -1)
    rows = []
    for number, (name, _states) in enumerate(STATIONS):
        how = "done" if number < now else "now" if number == now else "todo"
        when = str(problem.get_state_display()) if how == "now" else ""
        rows.append({"label": labels[name], "when": when, "state": how})
    return rows
