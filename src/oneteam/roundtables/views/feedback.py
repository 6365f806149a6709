from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import submitted
from oneteam.base.forms import Form

from .. import actions, forms, queries, rules
from .tables import get_table


@login_required
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    """The owner and the chair say how each expert helped; the secretariat alone reads it."""
    table = get_table(code)
    if not rules.may_give_feedback(request.user, table):
        raise Http404
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    seats = queries.to_give_feedback_on(table, request.user)
    rows = [forms.FeedbackForm(request.POST or None, seat=seat) for seat in seats]
    whole = Form(request.POST or None)
    status = submitted(whole, lambda: _give(request, table, rows), rows=rows)
    if not status:
        return redirect(table)
    given = queries.has_given_feedback(table, request.user)
    context = {"table": table, "problem": table.problem, "rows": rows, "whole": whole, "given": given}
    return render(request, "roundtables/feedback.html", context, status=status)


def _give(request: HttpRequest, table: Any, rows: list[forms.FeedbackForm]) -> None:
    said = {
        row.seat.person_id: (row.cleaned_data["helped"], row.cleaned_data["text"])
        for row in rows
        if row.cleaned_data["helped"]
    }
    actions.give_feedback(person=request.user, table=table, said=said)
