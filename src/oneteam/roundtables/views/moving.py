"""A date that was fixed is moved: what that changes is shown before it is done."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import submitted

from .. import actions, forms, rules
from ..actions.moving import Effect
from ..enums import TableState
from ..models import RoundTable
from .tables import get_table


@login_required
def move(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    fixed = rules.may_reschedule(request.user, table) and table.state == TableState.FIXED
    if request.method == "GET" and not fixed:
        raise Http404
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    form = forms.MoveTableForm(request.POST or None, table=table)
    effects: list[Effect] = []
    status = submitted(form, lambda: effects.extend(_move(request, table, form)), now=lambda: _stored(code))
    if not status and not effects:
        return redirect(table)
    context = {
        "table": table, "problem": table.problem, "form": form, "effect": next(iter(effects), None),
    }  # fmt: skip
    return render(request, "roundtables/move.html", context, status=status or 200)


def _move(request: HttpRequest, table: RoundTable, form: forms.MoveTableForm) -> list[Effect]:
    """Done where just this was shown before; else what it would change."""
    if request.POST.get("shown") != form.shown:
        return [actions.look_ahead(person=request.user, table=table, **form.values())]
    actions.move_table(person=request.user, table=table, **form.values())
    return []


def _stored(code: str) -> dict[str, Any]:
    return forms.MoveTableForm.initial_of(get_table(code))
