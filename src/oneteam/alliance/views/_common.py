from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.base import answers
from oneteam.base.errors import OneTeamError

from .. import rules

View = Callable[..., HttpResponse]
PER_PAGE = 25


def keepers_only(view: View) -> View:
    """For the secretariat. For everybody else who is signed in there is no such page."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_keep_alliance(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


def page_of(request: HttpRequest, rows: Any) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def attempt(form: Any, act: Callable[[], Any], fresh: Callable[[], Any] | None = None) -> bool:
    """Do it; what speaks against it goes to the form, next to the field it concerns.

    ``fresh`` reads what is stored now: where somebody else has saved meanwhile, the page shows both texts and
    the next attempt stands over theirs.
    """
    form.status = answers.attempt(form, act, now=(lambda: _stored(form, fresh())) if fresh else None)
    return not form.status


def _stored(form: Any, row: Any) -> dict[str, Any]:
    return initial(form, row) | {"version": row.version}


def initial(form: Any, row: Any) -> dict[str, Any]:
    """What a form of a row begins with; ``form`` may be its class."""
    return {name: getattr(row, name) for name in form.base_fields}


def sent(request: HttpRequest) -> tuple[Any, ...]:
    """For a form that takes a file: what was sent, though it may be nothing at all."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def form_page(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    """A page that is one form: ``title``, ``button``, ``back`` (an address), ``lede``."""
    status = getattr(form, "status", 422) if form.is_bound and form.errors else 200
    context |= {"form": form, "conflict": getattr(form, "conflict", None)}
    return render(request, "alliance/form.html", context, status=status)


def do(request: HttpRequest, act: Callable[[], Any], *, back: str, done: str) -> HttpResponse:
    """One button: the act, then back with a word; where it is refused, a page with the reason."""
    try:
        act()
    except OneTeamError as problem:
        context = {"sentence": str(problem), "back": back}
        return render(request, "alliance/refused.html", context, status=problem.status)
    messages.success(request, done)
    return redirect(back)


def sections(person: Any, on: str) -> list[dict[str, Any]]:
    """The tabs that join the pages of the secretariat."""
    rows = [("organisations", _("Organisations")), ("people", _("People"))]
    if rules.may_invite(person):
        rows += [("invitations", _("Invitations"))]
    if rules.is_officer(person):
        rows += [
            ("agreements", _("Agreements")), ("rivalries", _("Rivals")),
            ("skills", _("Vocabulary")), ("import", _("Import")), ("erasures", _("Erasure")), ("about", _("The alliance")),
        ]  # fmt: skip
    return [{"label": label, "url": reverse(f"alliance:{name}"), "on": name == on} for name, label in rows]
