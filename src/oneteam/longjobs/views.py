from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from . import actions, queries
from .enums import JobState
from .kinds import KINDS
from .models import LongJob

SOON = timedelta(seconds=3)  # from here on it can be said how long it will take


@login_required
def job(request: HttpRequest, code: str) -> HttpResponse:
    """How far it is, or what came of it. The page asks for its part again as long as it runs."""
    one = _found(code)
    part = "_job" if request.headers.get("HX-Request") else "job"
    return render(request, f"longjobs/{part}.html", _told(one))


@login_required
@require_POST
def stop(request: HttpRequest, code: str) -> HttpResponse:
    one = _found(code)
    actions.stop(person=request.user, job=one)
    return redirect(one)


def _found(code: str) -> LongJob:
    one = queries.job(code).first()
    if one is None or one.kind not in KINDS:
        raise Http404
    return one


def _told(one: LongJob) -> dict[str, Any]:
    kind = KINDS[one.kind]
    sentence, address = kind.told(one.result) if one.state == JobState.DONE else ("", "")
    return {
        "job": one, "title": kind.title, "count": kind.unit(one.done, one.total) if one.total else "",
        "left": _left(one), "sentence": sentence, "address": address, "form": kind.form(one.arguments),
    }  # fmt: skip


def _left(one: LongJob) -> str:
    """How long it will still take, once that can be said."""
    spent = timezone.now() - one.begun_at if one.begun_at else timedelta()
    if not one.is_open or spent < SOON or not one.done:
        return ""
    seconds = round(spent.total_seconds() / one.done * (one.total - one.done))
    if seconds < 60:
        return ngettext("%(n)s second left", "%(n)s seconds left", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    return ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": minutes}
