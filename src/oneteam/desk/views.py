from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from oneteam.alliance.queries import first_steps
from oneteam.alliance.reading import note_reading
from oneteam.alliance.rules import is_officer
from oneteam.base.models import one_or_none
from oneteam.journal.queries import recent_entries, timeline
from oneteam.problems.life import life, state_shown
from oneteam.problems.rules import may_draft

from . import public, queries, thread
from .todos import organisations_of, todos

STORY_LENGTH = 15


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


def thread_page(request: HttpRequest, code: str) -> HttpResponse:
    """One problem's whole story, as far as its reader may know it."""
    problem = one_or_none(queries.thread_problem(code))
    if problem is None:
        raise Http404
    if hasattr(problem, "brief"):
        note_reading(request.user, problem.disclosure, "brief")
    context = {
        "problem": problem,
        "stations": thread.story(problem, in_public=not request.user.is_authenticated),
        "life": life(problem),
        "entries": timeline(problem.code)[:STORY_LENGTH] if request.user.is_authenticated else [],
    }
    return render(request, "desk/thread.html", context)
