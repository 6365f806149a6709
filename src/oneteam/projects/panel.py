"""What a problem's page shows of its projects."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from oneteam.problems.models import Problem

from . import queries
from .enums import EffectState
from .facts import TONES


def panel(request: HttpRequest, problem: Problem) -> str | None:
    """Nothing, for whoever sees neither a project nor an effect."""
    projects = list(queries.thread_projects(problem))
    effects = [
        {
            "effect": effect,
            "tone": TONES[EffectState(effect.state)][0],
            "icon": TONES[EffectState(effect.state)][1],
        }
        for effect in queries.thread_effects(problem)
    ]
    if not projects and not effects:
        return None
    return render_to_string("projects/_panel.html", {"projects": projects, "effects": effects}, request)
