"""Dates for the tables whose panels are agreed, proposed with reasons; a person fixes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import submitted
from oneteam.experts.free import LATEST

from .. import dating, forms, queries, rules, timetable


@login_required
def dates(request: HttpRequest) -> HttpResponse:
    if not rules.may_plan_day(request.user):
        raise Http404
    problems = [one for one in queries.without_date() if rules.may_convene(request.user, one)]
    last = timezone.localdate() + timedelta(days=LATEST)
    chosen = request.GET.get("of")
    initial = {
        "last": last, "problems": [one.code for one in problems if chosen in (None, one.code)][: forms.MOST_AT_ONCE]
    }  # fmt: skip
    form = forms.DatesForm(request.POST or None, problems=problems, initial=initial)
    shown: dict[str, Any] = {}
    status = submitted(form, lambda: shown.update(_found(request, problems, form))) or 200
    context = {"form": form, "problems": problems, **shown}
    return render(request, "roundtables/dates.html", context, status=status)


def _found(request: HttpRequest, problems: list[Any], form: forms.DatesForm) -> dict[str, Any]:
    asked = timetable.asked_about(one for one in problems if one.code in form.cleaned_data["problems"])
    for one in asked:
        note_reading(request.user, one.problem.disclosure, "match", one.problem.disclosure.room_id)
    found = timetable.search(request.user, asked, form.wish(), timezone.localdate(), why=form.asked_why())
    return {"rows": dating.shown(found), "proven": found.proven}
