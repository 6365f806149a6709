"""How the room answers a press: to a page that stays open what to ask for anew, to others the room itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, submitted
from oneteam.base.errors import OneTeamError
from oneteam.base.forms import Form
from oneteam.roundtables.models import RoundTable

from .. import queries
from ..enums import Part
from ..models import Sitting


def room_of(code: str, of: Callable[[str], Any] = queries.table) -> tuple[RoundTable, Sitting]:
    """The table, as ``of`` reads it, and its meeting, or 404."""
    table = found(of(code))
    sitting = queries.sitting(table)
    if sitting is None:
        raise Http404
    return table, sitting


def stays_open(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def done(request: HttpRequest, table: RoundTable, *parts: Part) -> HttpResponse:
    """``parts``: what this page asks for anew at once; the others hear of it by the live stream."""
    if not stays_open(request):
        return redirect("meeting:room", code=table.code)
    return _told({"room:done": {"parts": [part.value for part in parts]}}, 204)


def refused(request: HttpRequest, table: RoundTable, error: OneTeamError) -> HttpResponse:
    if stays_open(request):
        return _told({"room:refused": {"why": str(error)}}, error.status)
    return render(request, "meeting/refused.html", {"error": error, "table": table}, status=error.status)


def _told(events: dict[str, Any], status: int) -> HttpResponse:
    return HttpResponse(status=status, headers={"HX-Trigger": json.dumps(events)})


def press(
    request: HttpRequest, table: RoundTable, form: Form, act: Callable[[], Any], *parts: Part
) -> HttpResponse:
    """Do what a button stands for."""
    if not form.is_valid():
        raise Http404
    try:
        act()
    except OneTeamError as error:
        return refused(request, table, error)
    return done(request, table, *parts)


def sheet(
    request: HttpRequest,
    table: RoundTable,
    template: str,
    form: Any,
    act: Callable[[], Any],
    *parts: Part,
    now: Callable[[], Any] | None = None,
    **shown: Any,
) -> HttpResponse:
    """A form of its own: a page, or in an open room a sheet over it."""
    status = submitted(form, act, now=now)
    if not status:
        return done(request, table, *parts)
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    over = stays_open(request)
    context = {
        "table": table, "problem": table.problem, "form": form, "over": over,
        "frame": "meeting/sheet.html" if over else "meeting/page.html", **shown,
    }  # fmt: skip
    return render(request, template, context, status=422 if over and status != 200 else status)
