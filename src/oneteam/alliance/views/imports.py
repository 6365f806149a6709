"""Importing lists: upload, dry run, import now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from .. import actions, importing, queries
from ..actions.imports import dry_run
from ..enums import ImportKind
from ..forms import ImportForm
from ._common import attempt, do, keepers_only, sections

SHOWN = 200


@keepers_only
def start(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, initial={"kind": ImportKind.ORGANISATIONS})
    if request.method == "POST" and form.is_valid():
        made: list[Any] = []
        if attempt(form, lambda: made.append(_keep(request, form))):
            return redirect("alliance:import_draft", made[0].code)
    status = getattr(form, "status", 422) if form.is_bound and form.errors else 200
    columns = [(kind.label, ",".join(importing.COLUMNS[kind])) for kind in ImportKind]
    context = {"form": form, "columns": columns, "sections": sections(request.user, "import")}
    return render(request, "alliance/import.html", context, status=status)


def _keep(request: HttpRequest, form: ImportForm) -> Any:
    upload = form.cleaned_data.get("file")
    if upload is None:
        data, name = form.cleaned_data["text"].encode(), _("pasted list")
    else:  # one byte more than allowed tells that it is too large, and no more is read
        data, name = upload.read(importing.MAX_BYTES + 1), upload.name
        if upload.size > importing.MAX_BYTES:
            importing.refuse_size(upload.size)
    return actions.draft_import(
        person=request.user, kind=form.cleaned_data["kind"], file_name=name, data=data
    )


@keepers_only
def draft(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.drafts(), code=code)
    plan = dry_run(person=request.user, draft=found) if found.imported_at is None else importing.Plan()
    context = {
        "draft": found, "plan": plan, "bad": plan.bad[:SHOWN], "more": max(0, len(plan.bad) - SHOWN),
        "rows": plan.rows[:SHOWN], "people": found.kind == ImportKind.PEOPLE,
        "sections": sections(request.user, "import"),
    }  # fmt: skip
    return render(request, "alliance/import_draft.html", context)


@require_POST
@keepers_only
def carry_out(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.drafts(), code=code)
    written = len(dry_run(person=request.user, draft=found).rows)
    done = ngettext("%(count)d row is imported.", "%(count)d rows are imported.", written) % {
        "count": written
    }
    where = "people" if found.kind == ImportKind.PEOPLE else "organisations"
    return do(
        request,
        lambda: actions.carry_out(person=request.user, draft=found, tell=bool(request.POST.get("tell"))),
        back=reverse(f"alliance:{where}"),
        done=done,
    )
