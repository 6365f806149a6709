"""What a page answers to a form that was sent: done, or what to change, with everything that was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .compare import differences, over
from .errors import OneTeamError, Stale

Now = Callable[[], Mapping[str, Any]]


def found(queryset: Any) -> Any:
    """The object, or 404: for a wrong address and for a hidden thing alike."""
    thing = queryset.first()
    if thing is None:
        raise Http404
    return thing


def only(allowed: Any) -> None:
    """A page for those who may do what it is for."""
    if not allowed:
        raise Http404


def seen(request: HttpRequest, name: str = "version") -> int:
    """The version that the page showed on which a button was pressed; 0, which nothing has, where it says none."""
    told = request.POST.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 9 else 0


def submitted(form: Any, act: Callable[[], Any], *, now: Now | None = None, rows: Iterable[Any] = ()) -> int:
    """0: done. Otherwise the status of the page that shows the form, with what is wrong.

    ``rows``: further forms of the page; each is asked, so that every one shows what is wrong with it.
    """
    if not form.is_bound:
        return 200
    if not all([one.is_valid() for one in (form, *rows)]):  # noqa: C419 - a list, so that none is left out
        return 422
    return attempt(form, act, now=now)


def sent(request: HttpRequest) -> Any:
    """What was posted, even if nothing was filled in; None for who only looks."""
    return request.POST if request.method == "POST" else None


def answered(
    request: HttpRequest, form: Any, act: Callable[[], Any], template: str, context: Mapping[str, Any],
    done: str = "", *, back: Any = None, now: Now | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the form, or do the act and go ``back``, else where its result is: what was typed stays when it cannot be done."""
    made: list[Any] = []
    status = submitted(form, lambda: made.append(act()), now=now)
    if status:
        return render(request, template, {**context, "form": form}, status=status)
    if done:
        messages.success(request, done)
    return redirect(made[0] if back is None else back)


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


def attempt(form: Any, act: Callable[[], Any], *, now: Now | None = None) -> int:
    """0: done. Otherwise the status, and the form says why."""
    try:
        act()
    except OneTeamError as error:
        return refuse(form, error, now=now)
    return 0


def refuse(form: Any, error: OneTeamError, *, now: Now | None = None) -> int:
    """Put a refusal beside its field, or above the form; gives the status to answer with.

    ``now`` gives the values that are stored, with their ``version``: where somebody else was quicker, both texts
    stand side by side in ``form.conflict``, and the next save goes over what its writer has then seen.
    """
    if now is not None and isinstance(error, Stale):
        stored = now()
        form.conflict = differences(form, stored)
        over(form, stored["version"])
    fields = getattr(error, "fields", {}) or {"": str(error)}
    for name, sentence in fields.items():
        form.add_error(name if name in form.fields else None, sentence)
    return error.status
