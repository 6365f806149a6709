from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, submitted
from oneteam.base.forms import Form
from oneteam.roundtables.forms import AttendanceForm, agenda_of, came_of

from .. import actions, forms, parts, queries, rules
from ..enums import Part
from ._answers import press, room_of


@login_required
def room(request: HttpRequest, code: str) -> HttpResponse:
    """The room of a table that meets; before that where to begin, afterwards the way to the minutes."""
    table = found(queries.table(code))
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    sitting = queries.sitting(table)
    if sitting is None or not parts.is_open(table):
        return closed_page(request, table, sitting)
    return room_page(request, table, sitting)


def closed_page(request: HttpRequest, table: Any, sitting: Any) -> HttpResponse:
    """Before the meeting what it will be about, afterwards what was recorded."""
    context = {
        "table": table, "problem": table.problem, "sitting": sitting, "agenda": list(queries.agenda(table)),
        "may_begin": rules.may_begin(request.user, table),
        "is_today": timezone.localdate(table.starts_at) <= timezone.localdate(),
    }  # fmt: skip
    if sitting is not None:
        context |= parts.record(request.user, table, sitting)
    return render(request, "meeting/closed.html", context)


def room_page(
    request: HttpRequest, table: Any, sitting: Any, status: int = 200, **shown: Any
) -> HttpResponse:
    context = parts.whole(request.user, table, sitting) | {"say": forms.SayForm()} | shown
    return render(request, "meeting/room.html", context, status=status)


@login_required
def part(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One part of the room, which an open page asks for when it has changed."""
    if name not in set(Part):
        raise Http404
    table, sitting = room_of(code) if name == Part.BAR else room_of(code, queries.table_in_short)
    if not parts.is_open(table):  # the page is to become that of a meeting that is over
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = parts.of(Part(name), request.user, table, sitting)
    return render(request, f"meeting/_{name}.html", context)


@login_required
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    table = found(queries.table(code))
    return press(request, table, Form(request.POST), lambda: actions.begin(person=request.user, table=table))


@login_required
@require_POST
def go(request: HttpRequest, code: str) -> HttpResponse:
    table, sitting = room_of(code)
    form = forms.GoForm(request.POST)
    return press(
        request, table, form,
        lambda: actions.go_to(person=request.user, sitting=sitting, **form.cleaned_data),
        Part.BAR, Part.AGENDA, Part.NOTES, Part.PEOPLE,
    )  # fmt: skip


@login_required
@require_POST
def more_time(request: HttpRequest, code: str) -> HttpResponse:
    table, sitting = room_of(code)
    form = forms.MinutesMoreForm(request.POST)
    return press(
        request, table, form,
        lambda: actions.add_minutes(person=request.user, sitting=sitting, **form.cleaned_data),
        Part.BAR, Part.AGENDA,
    )  # fmt: skip


@login_required
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Who came, as the room knows it, to be put right; then the meeting is over and its minutes begun."""
    table, sitting = room_of(code)
    if not rules.may_lead(request.user, table):
        raise Http404
    here = queries.ever_here(sitting)
    rows = [AttendanceForm(request.POST or None, seat=seat) for seat in queries.attendance(table)]
    for row in rows:
        row.initial["present"] = row.seat.person_id in here
    whole = Form(request.POST or None)
    status = submitted(
        whole, lambda: actions.end(person=request.user, sitting=sitting, came=came_of(rows)), rows=rows
    )
    if not status:
        return redirect("roundtables:minutes", code=code)
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    context = {"table": table, "problem": table.problem, "rows": rows, "whole": whole}
    return render(request, "meeting/end.html", context, status=status)


@login_required
def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """Change what stands on the agenda and how long it takes, before the meeting or in it."""
    table = found(queries.table(code))
    if not rules.may_change_agenda(request.user, table):
        raise Http404
    rows = forms.rows_of(queries.agenda(table), request.POST or None)
    whole = Form(request.POST or None)
    status = submitted(
        whole,
        lambda: actions.change_agenda(person=request.user, table=table, agenda=agenda_of(rows)),
        rows=rows,
    )
    if not status:
        return redirect("meeting:room", code=code)
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    context = {"table": table, "problem": table.problem, "rows": rows, "whole": whole}
    return render(request, "meeting/agenda.html", context, status=status)
