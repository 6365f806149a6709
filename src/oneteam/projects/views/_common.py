from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.base.answers import Now, submitted
from oneteam.base.errors import OneTeamError

from .. import queries
from ..models import Effect, Project


def get_project(code: str) -> Project:
    """The project, or 404: for a wrong address and for a hidden project alike."""
    project = queries.one(code).first()
    if project is None:
        raise Http404
    return project


def get_effect(code: str) -> Effect:
    effect = queries.effect(code).first()
    if effect is None:
        raise Http404
    return effect


def sent(request: HttpRequest) -> Any:
    """What was posted, even if nothing was filled in; None for who only looks."""
    return request.POST if request.method == "POST" else None


def answered(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Any],
    template: str,
    context: Mapping[str, Any],
    done: str = "",
    now: Now | None = None,
) -> HttpResponse:
    """Show the form, or do the act and go where its result is: what was typed stays when it cannot be done."""
    made: list[Any] = []
    if form.is_bound and "find" in form.data:  # somebody was looked for; the form was not sent yet
        form.errors.clear()
        return render(request, template, {**context, "form": form})
    status = submitted(form, lambda: made.append(act()), now=now)
    if status:
        return render(request, template, {**context, "form": form}, status=status)
    if done:
        messages.success(request, done)
    return redirect(made[0])


def done_or_told(request: HttpRequest, act: Callable[[], Any], back: Any, done: str = "") -> HttpResponse:
    """For the acts that need no form: the answer stands on the page one returns to."""
    try:
        act()
    except OneTeamError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)
    return redirect(back)
