from __future__ import annotations

import os
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oneteam.base.errors import OneTeamError
from oneteam.journal.actions import read

from . import actions, queries, stamping, storage
from .models import FILE, Attachment


def get_attachment(code: str) -> Attachment:
    attachment = queries.attachments().select_related("circle").filter(code=code).first()
    if attachment is None or not storage.place(code).exists():
        raise Http404
    return attachment


@require_safe
def download(request: HttpRequest, code: str) -> HttpResponse | StreamingHttpResponse:
    attachment = get_attachment(code)
    if request.method == "HEAD":  # nothing is taken: no name is laid over it, and no reading noted
        return _answer(attachment, iter(()))
    try:
        chunks, size = _handed_out(request, attachment)
    except stamping.Unmarkable as problem:
        context = {"name": attachment.name, "sentence": str(problem)}
        return render(request, "files/refused.html", context, status=problem.status)
    if attachment.confidential and request.user.is_authenticated and attachment.by_id != request.user.pk:
        read(person=request.user, thread=attachment.thread, what=f"{FILE}{code}", circle=attachment.circle_id)
    response = _answer(attachment, chunks)
    response["Content-Length"] = str(size)
    return response


def _answer(attachment: Attachment, chunks: Iterator[bytes]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(chunks, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, attachment.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _handed_out(request: HttpRequest, attachment: Attachment) -> tuple[Iterator[bytes], int]:
    """The bytes as stored; a PDF of a confidential thread with the reader's name and the time across it."""
    if not (attachment.confidential and attachment.kind == stamping.PDF and request.user.is_authenticated):
        return storage.chunks(attachment.code), attachment.size
    with storage.opened(attachment.code) as source:
        made = stamping.stamped(source, stamping.words_for(request.user))
    size = made.seek(0, os.SEEK_END)
    made.seek(0)
    return storage.pieces(made), size


@login_required
@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    attachment = get_attachment(code)
    try:
        actions.remove(person=request.user, attachment=attachment)
        messages.success(request, _("The file was removed."))
    except OneTeamError as error:
        messages.error(request, str(error))
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
