"""The sessions of a round-table day: laid out as a long job, looked at as a grid, moved by hand, fixed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_readings
from oneteam.base.answers import found, submitted
from oneteam.base.errors import Refused
from oneteam.longjobs import queries as jobs

from .. import actions, day_grid, forms, queries, rules
from ..enums import LAY_OUT
from ..models import DayTimetable
from ..timetable import moment
from ._answers import press, refused


@login_required
def lay_out(request: HttpRequest, code: str) -> HttpResponse:
    """Day, hours and rooms for the tables of a plan; POST lays them out as a long job."""
    if not rules.may_plan_day(request.user):
        raise Http404
    plan = found(queries.day(code).filter(clash=[]))
    last = queries.timetables_of(plan).first()
    form = forms.LayoutForm(request.POST or None, person=request.user, last=last)
    asked: list[Any] = []
    status = submitted(form, lambda: asked.append(_begin(request, plan, form)))
    if asked:
        return redirect(asked[0])
    context = {"plan": plan, "form": form, "running": jobs.open_job(request.user, LAY_OUT)}
    return render(request, "roundtables/lay_out.html", context, status=status)


def _begin(request: HttpRequest, plan: Any, form: forms.LayoutForm) -> Any:
    return actions.begin_layout(person=request.user, plan=plan, setting=form.setting())


def _timetable(request: HttpRequest, code: str) -> DayTimetable:
    if not rules.may_plan_day(request.user):
        raise Http404
    one: DayTimetable = found(queries.timetables().filter(code=code))
    return one


@login_required
def timetable(request: HttpRequest, code: str) -> HttpResponse:
    """Rooms by times; POST fixes the dates of the tables that were chosen."""
    one = _timetable(request, code)
    rows = list(queries.sessions(one))
    form = forms.PublishForm(request.POST or None, codes=[row.problem.code for row in rows])
    made: list[Any] = []
    status = submitted(form, lambda: made.extend(_publish(request, one, form)))
    if made:
        told = ngettext("%(n)s round table is fixed.", "%(n)s round tables are fixed.", len(made))
        messages.success(request, told % {"n": len(made)})
        return redirect(one)
    day = day_grid.shown(one)
    seen = [row.problem.disclosure for row in day.sessions]
    note_readings(request.user, [(each, each.private_id) for each in seen], "match")
    context = {
        "timetable": one, "form": form,
        "chosen": request.POST.getlist("problems") if form.is_bound else None,
        "grid": day_grid.grid(day), "paths": day_grid.paths(day),
        "left": day_grid.without_place(day), "other": day_grid.other_times(day, request.GET.get("of", "")),
    }  # fmt: skip
    return render(request, "roundtables/timetable.html", context, status=status)


def _publish(request: HttpRequest, one: DayTimetable, form: forms.PublishForm) -> Any:
    return actions.publish_sessions(
        person=request.user, timetable=one, codes=form.cleaned_data["problems"],
        agenda=forms.agenda_for(one.minutes),
    )  # fmt: skip


@login_required
@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    one = _timetable(request, code)
    form = forms.MoveSessionForm(request.POST)
    if not form.is_valid():
        return refused(request, Refused(_("Please choose one of the other times.")), one)
    given = form.cleaned_data
    return press(
        request,
        lambda: actions.move_session(
            person=request.user,
            timetable=one,
            code=given["problem"],
            starts_at=moment(one.on, given["at"]),
            way=given["way"],
        ),
        one,
    )
