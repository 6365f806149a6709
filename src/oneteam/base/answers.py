"""What a page answers to a form that was sent: done, or what to change, with everything that was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import Http404

from .compare import differences, over
from .errors import OneTeamError, Stale

Now = Callable[[], Mapping[str, Any]]


def found(queryset: Any) -> Any:
    """The object, or 404: for a wrong address and for a hidden thing alike."""
    thing = queryset.first()
    if thing is None:
        raise Http404
    return thing


def submitted(form: Any, act: Callable[[], Any], *, now: Now | None = None, rows: Iterable[Any] = ()) -> int:
    """0: done. Otherwise the status of the page that shows the form, with what is wrong.

    ``rows``: further forms of the page; each is asked, so that every one shows what is wrong with it.
    """
    if not form.is_bound:
        return 200
    if not all([one.is_valid() for one in (form, *rows)]):  # noqa: C419 - a list, so that none is left out
        return 422
    return attempt(form, act, now=now)


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
