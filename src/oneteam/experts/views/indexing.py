"""How far the works are read for the matching: for the secretariat."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.longjobs import actions as longjobs
from oneteam.longjobs import queries as jobs
from oneteam_core.matching import LexicalEncoder

from .. import matching, queries, rules
from ..enums import INDEX


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """POST reads what is missing, as a long job."""
    if not rules.may_index(request.user):
        raise Http404
    if request.method == "POST":
        return redirect(longjobs.ask(person=request.user, kind=INDEX))
    choice = matching.choose(LexicalEncoder())
    numbers = matching.numbers_of(choice)
    context = {
        "encoder": f"{numbers.name} {numbers.version}" if numbers else "",
        "fallback": choice.fallback,
        "texts": queries.texts_to_read(),
        "read": queries.texts_read(f"{numbers.name} {numbers.version} ") if numbers else 0,
        "running": jobs.open_job(request.user, INDEX),
    }
    return render(request, "experts/index.html", context)
