"""The stepper on a problem's page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Problem
from .workflow import STATIONS


def life(problem: Problem) -> list[dict[str, str]]:
    """The stations as the stepper shows them: those behind, the one now, those ahead."""
    labels = {
        "intake": _("Intake"), "scoping": _("Scoping"), "matching": _("Matching"), "table": _("Round table"),
        "project": _("Project"), "field": _("In the field"), "effect": _("Effect"),
    }  # fmt: skip
    now = next((n for n, (_name, states) in enumerate(STATIONS) if problem.state in states), -1)
    rows = []
    for number, (name, _states) in enumerate(STATIONS):
        how = "done" if number < now else "now" if number == now else "todo"
        when = str(problem.get_state_display()) if how == "now" else ""
        rows.append({"label": labels[name], "when": when, "state": how})
    return rows
