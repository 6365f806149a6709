from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_codes
from oneteam.base.answers import done_or_told, found
from oneteam.journal.queries import readers
from oneteam.problems.queries import area_choices

from .. import actions, forms, queries, rules
from ..models import LedgerEntry
from ..reading import note_entries

PAGE = 25


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """What ended without a result, as far as one may read it; what is not for the reader is not counted."""
    form = forms.FilterForm(request.GET or None)
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})  # a value that is not on a list filters nothing
    some = queries.found(
        words=chosen.get("q", ""), why=chosen.get("why", ""), area=chosen.get("area", ""),
        year=chosen.get("year", ""),
    )  # fmt: skip
    page = Paginator(some, PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    note_entries(request.user, page.object_list)
    areas = dict(form.areas)
    context = {
        "page": page, "rows": [(entry, areas.get(entry.area, entry.area)) for entry in page], "form": form,
        "chosen": any(chosen.values()),
    }  # fmt: skip
    return render(request, "cases/ledger.html", context)


def get_entry(code: str) -> LedgerEntry:
    entry: LedgerEntry = found(queries.entry(code))
    return entry


@login_required
def entry(request: HttpRequest, code: str) -> HttpResponse:
    one = get_entry(code)
    shown = queries.disclosure_of(one)
    note_codes(request.user, [(shown, one.code)], "ledger")
    areas, may_share = dict(area_choices()), rules.may_share(request.user, shown)
    context = {
        "entry": one, "area": areas.get(one.area, one.area), "problem": one.problem, "project": one.project,
        "decision": one.decision, "may_share": may_share, "readers": readers(one.code) if may_share else [],
    }  # fmt: skip
    return render(request, "cases/entry.html", context)


@login_required
@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    one = get_entry(code)
    act, done = (
        (actions.take_back, _("Taken back.")) if "back" in request.POST else (actions.share, _("Shared."))
    )
    return done_or_told(request, lambda: act(person=request.user, entry=one), one, done)
