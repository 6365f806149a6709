from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from oneteam.base.answers import found
from oneteam.problems import queries as problems
from oneteam.problems.forms import ProblemStep
from oneteam.problems.rules import may_edit

from ..beside import said
from ..neighbours import near as neighbours_of
from ..reading import note_entries


@login_required
@require_POST
def near(request: HttpRequest, code: str) -> HttpResponse:
    """The neighbours of what is typed at this moment; nothing of it is kept."""
    problem = found(problems.one(code))
    if not may_edit(request.user, problem):
        raise Http404
    neighbours = neighbours_of(problem, said(problem, ProblemStep(request.POST)))
    note_entries(request.user, [one.entry for one in neighbours if one.entry])
    return render(request, "cases/_neighbours.html", {"neighbours": neighbours})
