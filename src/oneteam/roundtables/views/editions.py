from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, seen, submitted
from oneteam.base.documents import TYPES
from oneteam.files.handing import a_kind, handed_out

from .. import actions, forms, members, queries, rules
from ..models import Minutes, MinutesEdition
from ..record import record_of
from ..sheet import MembersSheet, members_document_of, members_sheet_of
from ..texts import Texts
from ._answers import press
from .tables import get_table


@login_required
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    """Choose what members may read of the minutes, and see it as they will."""
    table = get_table(code)
    written = found(queries.minutes(table))
    if not rules.may_prepare_edition(request.user, written):
        raise Http404
    note_reading(request.user, table.problem.disclosure, "minutes", table.circle_id)
    edition = queries.edition_of(written)
    passages = [one for one in Texts.of(written).passages() if one.text]
    form = forms.EditionForm(request.POST or None, passages=passages, edition=edition)
    status = submitted(
        form, lambda: actions.save_edition(person=request.user, minutes=written, **form.values()),
        now=lambda: form.initial_of(passages, queries.edition_of(written)),
    )  # fmt: skip
    if not status:
        return redirect("roundtables:edition_prepare", code=code)
    context = {
        "table": table, "problem": table.problem, "form": form, "edition": edition,
        "preview": _preview(written, edition), "may_publish": rules.may_publish_edition(request.user, written),
    }  # fmt: skip
    return render(request, "roundtables/edition_prepare.html", context, status=status)


def _preview(written: Minutes, edition: MinutesEdition | None) -> MembersSheet | None:
    if edition is None:
        return None
    people = list(queries.seated_people(written.table))
    return members_sheet_of(edition.code, members.content_of(edition, record_of(written), people))


@login_required
@require_POST
def act(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """Publish the edition that was seen, or take it back."""
    written = found(queries.minutes(get_table(code)))
    version = seen(request)
    steps = {
        "publish": lambda: actions.publish_edition(person=request.user, minutes=written, version=version),
        "take_back": lambda: actions.take_back_edition(person=request.user, minutes=written),
    }
    if what not in steps:
        raise Http404
    return press(request, steps[what], reverse("roundtables:edition_prepare", args=[code]))


def get_edition(request: HttpRequest, code: str, what: str = "minutes") -> MinutesEdition:
    one: MinutesEdition = found(queries.edition(code))
    note_reading(request.user, one.problem.disclosure, what)
    return one


@login_required
@require_safe
def edition(request: HttpRequest, code: str) -> HttpResponse:
    """What members read of the minutes."""
    one = get_edition(request, code)
    context = {
        "edition": one, "problem": one.problem, "kinds": TYPES,
        "sheet": members_sheet_of(one.code, one.content or {}),
    }  # fmt: skip
    return render(request, "roundtables/edition.html", context)


@login_required
@require_safe
def file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    one = get_edition(request, code, f"minutes.{a_kind(kind)}")
    sheet = members_sheet_of(one.code, one.content or {})
    return handed_out(members_document_of(sheet, sheet.agreed_at), kind, f"minutes-{one.code}")
