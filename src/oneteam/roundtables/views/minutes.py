from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, seen, submitted
from oneteam.base.documents import TYPES
from oneteam.files.forms import UploadForm
from oneteam.files.handing import a_kind, handed_out
from oneteam.files.queries import attached_to

from .. import actions, forms, queries, rules
from ..actions.minutes import SILENCE
from ..comparing import passages_side_by_side as side_by_side
from ..drafting import draft_from
from ..enums import SuggestionState
from ..models import Minutes, MinutesVersion, RoundTable
from ..record import holds
from ..sheet import Sheet, document_of, sheet_of
from ..texts import Texts
from ._answers import press
from .tables import get_table


@login_required
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """The minutes as a sheet to read, print and agree to."""
    table = get_table(code)
    written = queries.minutes_of(table)
    if written is None:
        if rules.may_lead(request.user, table):
            return redirect("roundtables:minutes_edit", code=code)
        raise Http404
    note_reading(request.user, table.problem.disclosure, "minutes", table.circle_id)
    return minutes_page(request, table, written)


def minutes_page(
    request: HttpRequest, table: RoundTable, written: Minutes, status: int = 200, **shown: Any
) -> HttpResponse:
    sheet = sheet_of(written)
    agreed = queries.agreed_people(written)
    lead = rules.may_lead(request.user, table)
    present = {one.person.pk for one in sheet.present}
    open_ = written.agreed_at is None
    suggestions = list(queries.suggestions(written))
    context = {
        "table": table, "problem": table.problem, "minutes": written, "sheet": sheet,
        "waits": any(one.state == SuggestionState.OPEN for one in suggestions),
        "holds": not written.digest or holds(written), "later": _later(table, sheet),
        "suggestions": [(one, sheet.texts.passage(one.passage)) for one in suggestions],
        "silence_until": written.sent_at + SILENCE if written.sent_at else None,
        "may_edit": lead and open_, "may_send": lead and open_ and written.sent_at is None,
        "may_agree": open_ and written.sent_at and request.user.pk in present - agreed - {written.writer_id},
        "may_suggest": open_ and request.user.pk in present,
        "may_prepare": rules.may_prepare_edition(request.user, written),
        "attachments": attached_to(table.papers), "kinds": TYPES,
        "upload": UploadForm() if lead and open_ else None, **shown,
    }  # fmt: skip
    return render(request, "roundtables/minutes.html", context, status=status)


def _later(table: RoundTable, sheet: Sheet) -> Any:
    """A decision that was written down after the minutes were sent, and so does not stand in them."""
    return None if sheet.decision else queries.decision_of(table)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    if not rules.may_lead(request.user, table):
        raise Http404
    written = queries.minutes_of(table)
    if written is not None:
        note_reading(request.user, table.problem.disclosure, "minutes", table.circle_id)
    texts = _texts(table, written)
    form = forms.MinutesForm(request.POST or None, texts=texts, initial=_initial(texts, written))
    status = submitted(
        form,
        lambda: actions.save_minutes(person=request.user, table=table, **form.values()),
        now=lambda: _now(table),
    )
    if not status:
        return redirect("roundtables:minutes", code=code)
    context = {"table": table, "problem": table.problem, "form": form, "minutes": written}
    return render(request, "roundtables/minutes_edit.html", context, status=status)


def _texts(table: RoundTable, written: Minutes | None) -> Texts:
    """What stands there, or a first text made from what was recorded."""
    if written is None:
        return draft_from(table)
    texts = Texts.of(written)
    if texts.sections:
        return texts
    return replace(texts, sections=draft_from(table).sections)  # minutes from before there were sections


def _initial(texts: Texts, written: Minutes | None) -> dict[str, Any]:
    return forms.MinutesForm.initial_of(texts, written.version if written else 0)


def _now(table: RoundTable) -> dict[str, Any]:
    """As they stand by now, for whoever would have written over them."""
    written = queries.minutes_of(table)
    return _initial(_texts(table, written), written)


@login_required
@require_safe
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions of the minutes, word by word: the last two, or those that were chosen."""
    table = get_table(code)
    written = found(queries.minutes(table))
    note_reading(request.user, table.problem.disclosure, "minutes", table.circle_id)
    rows = list(queries.versions(written))
    one = _chosen(rows, request.GET.get("one"), 1)
    other = _chosen(rows, request.GET.get("other"), 0)
    context = {
        "table": table, "problem": table.problem, "minutes": written, "rows": rows,
        "choices": [("one", one, _("Earlier version")), ("other", other, _("Later version"))],
        "passages": side_by_side(Texts.of(one), Texts.of(other)),
    }  # fmt: skip
    return render(request, "roundtables/minutes_versions.html", context)


def _chosen(rows: list[MinutesVersion], number: str | None, otherwise: int) -> MinutesVersion:
    named = (row for row in rows if str(row.number) == number)
    return next(named, rows[min(otherwise, len(rows) - 1)])


@login_required
@require_safe
def file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The minutes as a file. Its name says no more than their address."""
    table = get_table(code)
    written = found(queries.minutes(table))
    note_reading(request.user, table.problem.disclosure, f"minutes.{a_kind(kind)}", table.circle_id)
    at = written.agreed_at or queries.versions(written)[0].at
    reader = request.user if table.problem.disclosure.is_confidential else None
    return handed_out(document_of(sheet_of(written), at), kind, f"minutes-{table.code}", reader)


@login_required
@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    written = found(queries.minutes(table))
    return press(request, lambda: actions.send_minutes(person=request.user, minutes=written), _page(code))


@login_required
@require_POST
def agree(request: HttpRequest, code: str) -> HttpResponse:
    """Agree to exactly the version that was read."""
    table = get_table(code)
    written = found(queries.minutes(table))
    written.version = seen(request)
    return press(request, lambda: actions.agree_minutes(person=request.user, minutes=written), _page(code))


@login_required
@require_POST
def attach(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    written = found(queries.minutes(table))
    form = UploadForm(request.POST, request.FILES)
    keep = actions.attach_to_minutes
    status = submitted(
        form, lambda: keep(person=request.user, minutes=written, upload=form.cleaned_data["file"])
    )
    return minutes_page(request, table, written, status, upload=form) if status else redirect(_page(code))


def _page(code: str) -> str:
    return reverse("roundtables:minutes", args=[code])
