from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from oneteam.alliance.rules import is_officer
from oneteam.journal.queries import recent_entries, timeline
from oneteam.problems.workflow import STATIONS

from . import public, queries, thread
from .todos import organisations_of, todos

STORY_LENGTH = 50


def home(request: HttpRequest) -> HttpResponse:
    """The first page: what waits for me; for a visitor the public home."""
    if not request.user.is_authenticated:
        return public_home(request)
    own = organisations_of(request.user, "owner", "coordinator", "executive")
    problems = queries.problems_of(own) if own and not is_officer(request.user) else queries.newest_problems()
    context = {"todos": todos(request.user), "problems": problems, "entries": recent_entries()[:8]}
    return render(request, "desk/home.html", context)


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
        "organisations": queries.organisations_found(words),
    }
    return render(request, "desk/find.html", context)


def thread_page(request: HttpRequest, code: str) -> HttpResponse:
    """One problem's whole story, as far as its reader may know it."""
    problem = queries.thread_problem(code).first()
    if problem is None:
        raise Http404
    if problem.code != code:
        return redirect("desk:thread", code=problem.code)
    context = {
        "problem": problem,
        "stations": thread.story(problem),
        "life": _life(problem.state),
        "entries": timeline(problem.code)[:STORY_LENGTH],
    }
    return render(request, "desk/thread.html", context)


def _life(state: str) -> list[dict[str, str]]:
    """The stepper: which stations lie behind, which is now."""
    labels = {
        "intake": _("Intake"), "scoping": _("Scoping"), "matching": _("Matching"), "table": _("Round table"),
        "project": _("Project"), "field": _("In the field"), "effect": _("Effect"),
    }  # fmt: skip
    now = next((number for number, (_name, states) in enumerate(STATIONS) if state in states), -1)
    rows = []
    for number, (name, _states) in enumerate(STATIONS):
        how = "done" if number < now else "now" if number == now else "todo"
        rows.append({"label": labels[name], "when": "", "state": how})
    return rows
