"""Works from a list: upload or paste, look at it row by row, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from oneteam.base.answers import submitted
from oneteam.base.errors import OneTeamError
from oneteam.base.text import file_size

from .. import actions, forms, importing, queries
from ..models import ExpertProfile
from ._common import kept_profile

SHOWN = 200
GROUPS = {
    importing.State.NEW: gettext_lazy("New"),
    importing.State.CHANGED: gettext_lazy("Changed"),
    importing.State.DOUBTFUL: gettext_lazy("Doubtful: please look at each"),
    importing.State.SAME: gettext_lazy("Already there, unchanged"),
    importing.State.TWICE: gettext_lazy("Twice in the list"),
}


@login_required
def start(request: HttpRequest, code: str) -> HttpResponse:
    profile = kept_profile(request.user, code)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.ImportForm(*given)
    made: list[Any] = []
    status = submitted(form, lambda: made.append(_keep(request, form, profile)))
    if not status:
        return redirect("experts:import_draft", profile.code, made[0].code)
    context = {"profile": profile, "form": form, "limit": file_size(importing.MAX_BYTES)}
    context["most"] = importing.MOST_WORKS
    return render(request, "experts/import.html", context, status=status)


def _keep(request: HttpRequest, form: forms.ImportForm, profile: ExpertProfile) -> Any:
    upload = form.cleaned_data.get("file")
    if upload is None:
        data, name = form.cleaned_data["text"].encode("utf-8", "replace"), _("pasted list")
    else:  # what is larger than allowed is not even read
        if upload.size > importing.MAX_BYTES:
            importing.refuse_size(upload.size)
        data, name = upload.read(), upload.name
    return actions.draft_import(person=request.user, profile=profile, file_name=name, data=data)


@login_required
def draft(request: HttpRequest, code: str, draft_code: str) -> HttpResponse:
    profile = kept_profile(request.user, code)
    found = get_object_or_404(queries.drafts(profile), code=draft_code)
    found.profile = profile
    status, wrong = 200, ""
    if request.method == "POST":
        chosen, mark = request.POST.getlist("row"), request.POST.get("mark", "")
        try:
            count = actions.carry_out_import(person=request.user, draft=found, chosen=chosen, mark=mark)
        except OneTeamError as error:
            status, wrong = error.status, str(error)
        else:
            done = ngettext("%(count)d work is imported.", "%(count)d works are imported.", count)
            messages.success(request, done % {"count": count})
            return redirect(profile)
    return render(
        request, "experts/import_draft.html", _context(request, profile, found, wrong), status=status
    )


def _context(request: HttpRequest, profile: ExpertProfile, found: Any, wrong: str) -> dict[str, Any]:
    plan = actions.sort_draft(found)
    ticked = set(request.POST.getlist("row")) if request.method == "POST" else None
    return {
        "profile": profile, "draft": found, "format": importing.FORMATS[found.kind], "mark": plan.mark,
        "bad": plan.bad[:SHOWN], "wrong_count": len(plan.bad), "more": max(0, len(plan.bad) - SHOWN), "wrong": wrong,
        "groups": [(label, rows) for state, label in GROUPS.items() if (rows := _rows(plan.rows, state, ticked))],
        "may_import": any(row.may_be_chosen for row in plan.rows),
    }  # fmt: skip


def _rows(rows: list[importing.Row], state: importing.State, ticked: set[str] | None) -> list[dict[str, Any]]:
    sure = state in (importing.State.NEW, importing.State.CHANGED)
    return [
        {"row": row, "words": list(_words(row)), "on": sure if ticked is None else str(row.number) in ticked}
        for row in rows
        if row.state == state
    ]


PARTS = {
    "title": gettext_lazy("Title"),
    "abstract": gettext_lazy("Abstract"),
    "year": gettext_lazy("Year"),
    "link": gettext_lazy("Link"),
}


def _words(row: importing.Row) -> Any:
    """Why a row stands in its group, and what it would change."""
    doubts = {
        "no_title": _("It has no title, so it cannot be imported."),
        "no_year": _("It has no year."),
        "odd_year": _("“%(year)s” is not a year, so the year would be left out.")
        % {"year": row.found.odd_year},
        "future": _("The year lies in the future."),
        "like": _("It resembles “%(title)s”.") % {"title": row.like},
    }
    yield from (doubts[doubt] for doubt in row.doubts)
    if row.first:
        place = row.first.line or row.first.entry
        yield _("It stands in the list already: %(title)s (%(place)s).") % {
            "title": row.first.title,
            "place": place,
        }
    for name in row.changes if row.held else ():
        yield f"{PARTS[name]}: {_short(getattr(row.held, name))} → {_short(row.values[name])}"


def _short(value: Any) -> str:
    text = str(value or "–")
    return text if len(text) <= 120 else f"{text[:120]}…"
