from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, submitted

from .. import actions, forms, queries, rules
from ..models import Decision
from .tables import get_table


@login_required
def decide(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    if not rules.may_lead(request.user, table):
        raise Http404
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    form = forms.DecisionForm(request.POST or None, table=table)
    rows = [forms.DissentForm(request.POST or None, seat=seat) for seat in queries.present(table)]
    status = submitted(form, lambda: _decide(request, table, form, rows), rows=rows)
    if not status:
        return redirect(table)
    context = {"table": table, "problem": table.problem, "form": form, "rows": rows}
    return render(request, "roundtables/decide.html", context, status=status)


def _decide(request: HttpRequest, table: Any, form: Any, rows: list[forms.DissentForm]) -> None:
    dissent = {row.seat.person_id: row.cleaned_data["why"] for row in rows}
    actions.decide(person=request.user, table=table, dissent=dissent, **form.cleaned_data)


def get_decision(code: str) -> Decision:
    decision: Decision = found(queries.told_decision(code))
    return decision


@login_required
def review(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a decision: for whoever answers for it, and the secretariat."""
    decision = get_decision(code)
    if not rules.may_review(request.user, decision):
        raise Http404
    note_reading(request.user, decision.problem.disclosure, "decision", decision.circle_id)
    form = forms.ReviewForm(request.POST or None, decision=decision)
    review = actions.review_decision
    status = submitted(form, lambda: review(person=request.user, decision=decision, **form.cleaned_data))
    if not status:
        return redirect(back_from(decision))
    context = {
        "decision": decision, "problem": decision.problem, "form": form, "table": queries.table_of(decision),
        "reviews": list(queries.reviews(decision)), "dissents": list(queries.dissents(decision)),
    }  # fmt: skip
    return render(request, "roundtables/review.html", context, status=status)


def back_from(decision: Decision) -> str:
    """To the table, or to the thread for who may not see the table."""
    table = queries.table_of(decision)
    if table is not None:
        return f"{table.get_absolute_url()}#decision"
    return reverse("problems:detail", args=[decision.problem.code])
