"""Organisations and people, for everybody who may know them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oneteam.files import storage
from oneteam.files.views import get_attachment

from .. import queries, rules
from ..enums import Kind
from ..workflow import MEMBERSHIP, WORDS
from ._common import page_of, sections


def organisations(request: HttpRequest) -> HttpResponse:
    officer = rules.may_keep_alliance(request.user)
    rows = queries.organisations() if officer else queries.shown_organisations()
    words, kind = request.GET.get("q", "").strip()[:80], request.GET.get("kind", "")
    rows = queries.matching(rows, words) if words else rows
    rows = rows.filter(kind=kind) if kind in Kind.values else rows
    context = {"page": page_of(request, rows), "officer": officer, "words": words, "kinds": kind_chips(kind)}
    if not rules.may_see_people(request.user):
        return render(request, "alliance/public_organisations.html", context)
    context["sections"] = sections(request.user, "organisations")
    return render(request, "alliance/organisations.html", context)


def kind_chips(chosen: str) -> list[dict[str, object]]:
    address = reverse("alliance:organisations")
    chips = [{"label": _("All"), "url": address, "on": chosen not in Kind.values}]
    return chips + [
        {"label": kind.label, "url": f"{address}?kind={kind.value}", "on": chosen == kind} for kind in Kind
    ]


def _shown(request: HttpRequest, code: str) -> Any:
    officer = rules.may_keep_alliance(request.user)
    rows = queries.organisations() if officer else queries.shown_organisations()
    return get_object_or_404(rows, code=code)


@require_safe
def logo(request: HttpRequest, code: str, file: str) -> StreamingHttpResponse:
    """A new logo has a new address, so that a browser may keep this one for good."""
    if not file or _shown(request, code).logo != file:
        raise Http404
    found = get_attachment(file)
    answer = StreamingHttpResponse(storage.chunks(file), content_type=found.kind)
    answer["Content-Length"] = str(found.size)
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def organisation(request: HttpRequest, code: str) -> HttpResponse:
    officer, found = rules.may_keep_alliance(request.user), _shown(request, code)
    context: dict[str, Any] = {
        "organisation": found,
        "periods": queries.periods(found),
        "affiliates": queries.affiliates(found, shown_only=not officer),
    }
    if not rules.may_see_people(request.user):
        return render(request, "alliance/public_organisation.html", context)
    gives = rules.roles_to_give(request.user, found)
    page = page_of(request, queries.seats_in(found))
    context |= {
        "page": page,
        "seats": [(seat, seat.role in gives) for seat in page],
        "agreements": queries.agreements_of(found),
        "gives": gives,
        "officer": officer,
    }
    if officer:
        context |= {"rivalries": queries.rivalries_of(found), "ended": queries.ended_seats_in(found)}
        context["steps"] = [
            (step.name, WORDS[step.name])
            for step in MEMBERSHIP.transitions
            if found.standing in step.sources and rules.may_advance(request.user, step.name)
        ]
    return render(request, "alliance/organisation.html", context)


@login_required
def people(request: HttpRequest) -> HttpResponse:
    if not rules.may_see_people(request.user):
        raise Http404
    words = request.GET.get("q", "").strip()[:80]
    context: dict[str, Any] = {"page": page_of(request, queries.people(words)), "words": words}
    context |= {
        "sections": sections(request.user, "people"),
        "officer": rules.may_keep_alliance(request.user),
    }
    return render(request, "alliance/people.html", context)
