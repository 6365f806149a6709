"""How far the works are read for the matching: for the secretariat."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.longjobs import actions as longjobs
from oneteam.longjobs import queries as jobs

from .. import matching, queries, rules
from ..enums import INDEX


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What the last reading found; POST reads what is missing, as a long job, which alone asks the encoder."""
    if not rules.may_index(request.user):
        raise Http404
    if request.method == "POST":
        return redirect(longjobs.ask(person=request.user, kind=INDEX))
    encoder = matching.kept_as()
    reading = queries.reading(encoder)
    context = {
        "encoder": encoder,
        "by_words": matching.words_wanted(),
        "silent": not encoder or (reading is not None and not reading.answered),
        "reading": reading,
        "texts": queries.texts_to_read(),
        "read": queries.texts_read(f"{encoder} ") if encoder else 0,
        "running": jobs.open_job(request.user, INDEX),
    }
    return render(request, "experts/index.html", context)
