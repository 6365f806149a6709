from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import answered, sent
from oneteam.base.documents import TYPES, Block, Table
from oneteam.files.handing import a_kind, handed_out

from .. import actions, forms, queries, rules
from ..report import Report, document_of, report_of
from ..roots import Root
from ._common import get_root

LANGUAGES = {code: get_language_info(code)["name_local"] for code in ("ko", "en")}
NUMBER = re.compile(r"\bE(\d+)\b")
NUMBERS = re.compile(r"\[E\d+(?:, E\d+)*\]")


@login_required
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report as it would be handed out now; a number of evidence leads to it, and from there to the file."""
    root = get_root(code)
    note_reading(request.user, root.disclosure, "report")
    made = report_of(root)
    document = document_of(made, timezone.now())
    shown = root.disclosure
    context = {
        "root": root, "problem": root.problem, "document": document, "text": made.text,
        "blocks": [_drawn(block, made) for block in document.blocks], "kinds": TYPES, "languages": LANGUAGES,
        "may_write": rules.may_write(request.user, shown, works_on_it=queries.works_on(request.user, shown)),
    }  # fmt: skip
    return render(request, "cases/report.html", context)


def _drawn(block: Block, report: Report) -> dict[str, Any]:
    """For the template: the kind of block, and its texts with their numbers as links."""
    kind = type(block).__name__.lower()
    if not isinstance(block, Table):
        rows = [(label, [_linked(line) for line in lines]) for label, lines in getattr(block, "rows", ())]
        return {
            "kind": kind,
            "text": _linked(getattr(block, "text", "")),
            "rows": rows,
            "level": getattr(block, "level", 0),
        }
    proofs = dict(
        zip((f"E{number}" for number in range(1, len(report.proofs) + 1)), report.proofs, strict=True)
    )
    table = [(proofs.get(row[0]), _cells(block.head, row)) for row in block.rows]
    return {"kind": kind, "head": block.head, "table": table}


def _cells(head: tuple[str, ...], row: tuple[str, ...]) -> list[dict[str, Any]]:
    """Days and numbers stay on one line; a digest may break anywhere."""
    css = ["nowrap", "", "nowrap", "f13 digest"] if len(row) > 3 else ["nowrap", "mid", ""]
    return [
        {"label": label, "text": _linked(cell), "css": look}
        for label, cell, look in zip(head, row, css, strict=False)
    ]


def _linked(text: str) -> SafeString:
    def links(found: re.Match[str]) -> str:
        return NUMBER.sub(r'<a class="link" href="#E\1">E\1</a>', found[0])

    return mark_safe(NUMBERS.sub(links, str(escape(text))))


@login_required
@require_safe
def file(request: HttpRequest, code: str, language: str, kind: str) -> HttpResponse:
    """The report as a file, in either language, whatever the reader's is."""
    root = get_root(code)
    if language not in LANGUAGES:
        raise Http404
    note_reading(request.user, root.disclosure, f"report.{a_kind(kind)}")
    with override(language):
        document = document_of(report_of(root), timezone.now())
        reader = request.user if root.disclosure.is_confidential else None
        return handed_out(document, kind, f"case-{root.code}-{language}", reader)


@login_required
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Summary and limits: what only a person can write."""
    root = get_root(code)
    shown = root.disclosure
    if not rules.may_write(request.user, shown, works_on_it=queries.works_on(request.user, shown)):
        raise Http404
    note_reading(request.user, shown, "report")
    text = queries.newest(shown)
    form = forms.TextForm(sent(request), initial=forms.TextForm.initial_of(text))
    context = {"root": root, "versions": list(queries.versions(text)) if text else []}
    return answered(
        request, form, lambda: actions.write(person=request.user, root=root, **form.cleaned_data), "cases/write.html",
        context, _("Saved."), back=_page(root), now=lambda: forms.TextForm.initial_of(queries.newest(shown)),
    )  # fmt: skip


def _page(root: Root) -> str:
    return reverse("cases:report", args=[root.code])
