from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from oneteam.alliance.queries import first_steps
from oneteam.alliance.rules import is_officer
from oneteam.journal.queries import recent_entries
from oneteam.problems.life import state_shown
from oneteam.problems.rules import may_draft

from . import public, queries
from .todos import organisations_of, todos


def home(request: HttpRequest) -> HttpResponse:
    """The first page: what waits for me; for a visitor the public home."""
    if not request.user.is_authenticated:
        return public_home(request)
    own = organisations_of(request.user, "owner", "coordinator", "executive")
    problems = queries.problems_of(own) if own and not is_officer(request.user) else queries.newest_problems()
    rows = [(problem, state_shown(problem)) for problem in problems]
    context = {"todos": todos(request.user), "problems": rows, "entries": recent_entries()[:8]}
    context["can_write"] = may_draft(request.user)
    context["steps"] = _steps_left() if is_officer(request.user) else []
    return render(request, "desk/home.html", context)


def _steps_left() -> list[dict[str, Any]]:
    """The first steps of an empty alliance, until all are taken or skipped."""
    steps = first_steps()
    return [] if all(step["done"] for step in steps) else steps


def public_home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/public.html", public.home())


@login_required
def find(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    if not words:
        return render(request, "desk/find.html", {"words": ""})
    context = {
        "words": words,
        "problems": queries.problems_found(words),
        "projects": queries.projects_found(words),
        "organisations": queries.organisations_found(words, candidates=is_officer(request.user)),
    }
    return render(request, "desk/find.html", context)
