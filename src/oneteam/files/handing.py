"""Handing out a document that is pressed for whoever asks."""

from __future__ import annotations

import io
from typing import Any

from django.http import Http404, HttpResponse

from oneteam.base.documents import TYPES, Document
from oneteam.base.documents import press as pressed

from . import stamping


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
