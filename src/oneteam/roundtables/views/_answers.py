"""What every page here answers with: 404 for what one may not see, a sentence for what one may not do."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.base.documents import TYPES, Document
from oneteam.base.documents import press as pressed
from oneteam.base.errors import OneTeamError
from oneteam.files import stamping


def refused(request: HttpRequest, error: OneTeamError, back: Any) -> HttpResponse:
    """A page with the sentence and the way back, for a button that could not do its work."""
    url = back if isinstance(back, str) else back.get_absolute_url()
    return render(request, "roundtables/refused.html", {"error": error, "back": url}, status=error.status)


def press(request: HttpRequest, action: Callable[[], Any], back: Any) -> HttpResponse:
    """Do what a button stands for, and go back."""
    try:
        action()
    except OneTeamError as error:
        return refused(request, error, back)
    return redirect(back)


def version_seen(request: HttpRequest) -> int:
    """Which version a button was pressed for; 0 where none was told."""
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and len(told) < 9 else 0


def a_kind(kind: str) -> str:
    """The kind of file that an address asks for, or 404."""
    if kind not in TYPES:
        raise Http404
    return kind


def handed_out(document: Document, kind: str, name: str, reader: Any = None) -> HttpResponse:
    """A file to be kept. ``reader``: of something confidential, whose name goes across the pages of a PDF."""
    content = pressed(document, kind)
    if kind == "pdf" and reader is not None:
        content = stamping.stamped(io.BytesIO(content), stamping.words_for(reader)).read()
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
