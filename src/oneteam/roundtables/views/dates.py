"""Dates for the tables whose panels are agreed, proposed with reasons; a person fixes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, submitted
from oneteam.base.errors import Invalid
from oneteam.experts.free import LATEST

from .. import actions, dating, forms, queries, rules, timetable
from ._answers import press, refused


@login_required
def dates(request: HttpRequest) -> HttpResponse:
    if not rules.may_plan_day(request.user):
        raise Http404
    problems = list(queries.without_date())
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
    search = timetable.search(request.user, asked, form.wish(), timezone.localdate(), why=form.asked_why())
    return {"rows": dating.shown(search), "proven": search.proven, "minutes": form.cleaned_data["minutes"]}


@login_required
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the panel and the owner's people about some of the times found."""
    problem = found(queries.problem(code))
    if not rules.may_convene(request.user, problem):
        raise Http404
    form = forms.AskDatesForm(request.POST)
    back = reverse("roundtables:new", args=[code])
    if not form.is_valid():
        return refused(request, Invalid(_("Please choose at least one time that is still to come.")), back)
    return press(
        request,
        lambda: actions.ask_dates(
            person=request.user, problem=problem, starts=form.moments(), minutes=form.cleaned_data["minutes"]
        ),
        back,
    )


def when(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: times with a box each; opening it answers nothing."""
    letter = queries.letter_by_link(token)
    if letter is None:
        raise Http404
    form = forms.WhenForm(request.POST if request.method == "POST" else None, letter=letter)
    status = submitted(form, lambda: actions.answer_dates(token=token, starts=form.cleaned_data["starts"]))
    if not status:
        return redirect("roundtables:when", token=token)
    context = {"letter": letter, "form": form}
    return render(request, "roundtables/when.html", context, status=status)
