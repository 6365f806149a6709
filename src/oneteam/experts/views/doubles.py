"""Profiles that look like one person under two addresses: for the secretariat."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from oneteam.base.errors import OneTeamError

from .. import actions, queries, rules
from ..enums import Language
from ..models import ExpertProfile

PAGE = 25


@login_required
def pairs(request: HttpRequest) -> HttpResponse:
    if not rules.may_merge(request.user):
        raise Http404
    page = Paginator(queries.doubles(), PAGE).get_page(request.GET.get("page"))
    known = queries.by_number({number for pair in page for number in (pair.one, pair.other)})
    rows = [(known[pair.one], known[pair.other], pair.work) for pair in page]
    return render(request, "experts/doubles.html", {"page": page, "rows": rows})


@login_required
def pair(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Both side by side; only pairs that are offered."""
    found = _offered(request.user, one, other)
    status, wrong = 200, ""
    if request.method == "POST":
        try:
            done = _decide(request, *found)
        except OneTeamError as error:
            status, wrong = error.status, str(error)
            found = _offered(request.user, one, other)
        else:
            messages.success(request, done)
            return redirect("experts:doubles")
    context = {"sides": [_side(profile) for profile in found], "wrong": wrong}
    return render(request, "experts/double.html", context, status=status)


def _offered(person: Any, one: str, other: str) -> list[ExpertProfile]:
    found = queries.both(one, other) if rules.may_merge(person) else []
    numbers = tuple(profile.pk for profile in found)
    if len(found) != 2 or numbers not in {(pair.one, pair.other) for pair in queries.doubles()}:
        raise Http404
    return found


def _decide(request: HttpRequest, one: ExpertProfile, other: ExpertProfile) -> str:
    kept = request.POST.get("keep", "")
    if kept not in (one.code, other.code):
        actions.tell_apart(person=request.user, one=one, other=other)
        return _("Noted: they are two people, and are not offered again.")
    keep, close = (one, other) if kept == one.code else (other, one)
    seen = {profile.code: _number(request.POST.get(profile.code, "")) for profile in (one, other)}
    actions.merge(person=request.user, kept=keep, closed=close, versions=seen)
    return _("The two profiles are one now. Both addresses get a mail.")


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0


def _side(profile: ExpertProfile) -> dict[str, Any]:
    labels = dict(queries.skill_choices())
    return {
        "profile": profile,
        "skills": [labels[code] for code in profile.skills if code in labels],
        "languages": [Language(code).label for code in profile.languages if code in Language],
        "works": queries.works(profile),
        "experiences": queries.experiences(profile),
        "engagements": queries.engagements(profile),
    }
