from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import submitted
from oneteam.files.forms import UploadForm
from oneteam.files.queries import attached_to

from .. import actions, forms, queries, rules
from ..actions.minutes import SILENCE
from ..enums import Presence
from ..models import Minutes, RoundTable
from ._answers import found, press
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
    seats = list(queries.attendance(table))
    agreed = queries.agreed_people(written)
    lead = rules.may_lead(request.user, table)
    present = {seat.person_id for seat in seats if seat.presence == Presence.PRESENT}
    open_ = written.agreed_at is None
    context = {
        "table": table, "problem": table.problem, "minutes": written, "agenda": queries.agenda(table),
        "present": [(seat, seat.person_id in agreed or seat.person_id == written.writer_id)
                    for seat in seats if seat.person_id in present],
        "absent": [seat for seat in seats if seat.presence == Presence.ABSENT],
        "decision": queries.decision_of(table), "items": queries.action_items(table),
        "silence_until": written.sent_at + SILENCE if written.sent_at else None,
        "may_edit": lead and open_, "may_send": lead and open_ and written.sent_at is None,
        "may_agree": open_ and written.sent_at and request.user.pk in present - agreed - {written.writer_id},
        "attachments": attached_to(f"minutes:{table.code}"),
        "upload": UploadForm() if lead and open_ else None, **shown,
    }  # fmt: skip
    return render(request, "roundtables/minutes.html", context, status=status)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    if not rules.may_lead(request.user, table):
        raise Http404
    written = queries.minutes_of(table)
    if written is not None:
        note_reading(request.user, table.problem.disclosure, "minutes", table.circle_id)
    form = forms.MinutesForm(request.POST or None, initial=forms.MinutesForm.initial_of(written))
    status = submitted(
        form,
        lambda: actions.save_minutes(person=request.user, table=table, **form.values()),
        now=lambda: forms.MinutesForm.initial_of(queries.minutes_of(table)),
    )
    if not status:
        return redirect("roundtables:minutes", code=code)
    context = {"table": table, "problem": table.problem, "form": form, "minutes": written}
    return render(request, "roundtables/minutes_edit.html", context, status=status)


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
    read = request.POST.get("version", "")
    written.version = int(read) if read.isdecimal() and len(read) < 9 else 0
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
