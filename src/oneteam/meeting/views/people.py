from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from oneteam.base.answers import found
from oneteam.base.forms import Form

from .. import actions, forms, queries
from ..enums import Part
from ._answers import press, room_of


@login_required
@require_POST
def here(request: HttpRequest, code: str) -> HttpResponse:
    """The open page of somebody says every now and then that it is still open."""
    _table, sitting = room_of(code)
    actions.be_here(person=request.user, sitting=sitting)
    return HttpResponse(status=204)


@login_required
@require_POST
def hand(request: HttpRequest, code: str) -> HttpResponse:
    table, sitting = room_of(code)
    return press(
        request, table, Form(request.POST),
        lambda: actions.raise_hand(person=request.user, sitting=sitting), Part.PEOPLE,
    )  # fmt: skip


@login_required
@require_POST
def lower(request: HttpRequest, code: str) -> HttpResponse:
    return _about(request, code, actions.lower_hand)


@login_required
@require_POST
def floor(request: HttpRequest, code: str) -> HttpResponse:
    return _about(request, code, actions.give_floor)


def _about(request: HttpRequest, code: str, act: Callable[..., Any]) -> HttpResponse:
    table, sitting = room_of(code)
    form = forms.WhoseForm(request.POST)
    return press(
        request, table, form,
        lambda: act(person=request.user, sitting=sitting, **form.cleaned_data), Part.PEOPLE,
    )  # fmt: skip


@login_required
@require_POST
def chair(request: HttpRequest, code: str) -> HttpResponse:
    table = found(queries.table(code))
    return press(
        request, table, Form(request.POST),
        lambda: actions.take_chair(person=request.user, table=table), Part.BAR, Part.AGENDA, Part.PEOPLE,
    )  # fmt: skip
