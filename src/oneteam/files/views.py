from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oneteam.base.errors import OneTeamError
from oneteam.journal.actions import read

from . import actions, queries, storage
from .models import Attachment


def get_attachment(code: str) -> Attachment:
    attachment = queries.attachments().select_related("circle").filter(code=code).first()
    if attachment is None or not storage.place(code).exists():
        raise Http404
    return attachment


@require_safe
def download(request: HttpRequest, code: str) -> StreamingHttpResponse:
    attachment = get_attachment(code)
    if attachment.confidential and request.user.is_authenticated and attachment.by_id != request.user.pk:
        read(person=request.user, thread=attachment.thread, what="file", circle=attachment.circle_id)
    response = StreamingHttpResponse(storage.chunks(code), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, attachment.name) or "attachment"
    response["Content-Length"] = str(attachment.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


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
