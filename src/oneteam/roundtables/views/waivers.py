from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, submitted

from .. import actions, forms, queries, rules
from ..models import WaiverRequest
from .runs import run_page


@login_required
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.run(code))
    form = forms.AskWaiverForm(request.POST)
    made: list[WaiverRequest] = []
    status = submitted(form, lambda: made.append(_ask(request, one, form)))
    return run_page(request, one, status, noted=form) if status else redirect(made[0])


def _ask(request: HttpRequest, one: Any, form: forms.AskWaiverForm) -> WaiverRequest:
    given = form.cleaned_data
    return actions.ask_waiver(person=request.user, run=one, code=given["expert"], why=given["why"])


@login_required
def waiver(request: HttpRequest, code: str) -> HttpResponse:
    """The request, and for the owner the answer to it."""
    one = found(queries.waiver(code))
    note_reading(request.user, one.problem.disclosure, "waiver", one.circle_id)
    form = forms.AnswerWaiverForm(request.POST or None)
    status = submitted(form, lambda: _answer(request, one, form))
    if not status:
        return redirect(one)
    context = {
        "waiver": one,
        "problem": one.problem,
        "form": form,
        "open": one.answered_at is None and rules.may_answer_waiver(request.user, one),
        "may_match": rules.may_match(request.user, one.problem),
    }
    return render(request, "roundtables/waiver.html", context, status=status)


def _answer(request: HttpRequest, one: WaiverRequest, form: forms.AnswerWaiverForm) -> None:
    agreed = form.cleaned_data["answer"] == "yes"
    actions.answer_waiver(person=request.user, request=one, agreed=agreed, until=form.cleaned_data["until"])
