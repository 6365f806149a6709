from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oneteam import walls
from oneteam.base.answers import submitted
from oneteam.base.codes import hash_of
from oneteam.base.errors import OneTeamError

from . import actions, events, forms, ics, queries, reading
from .enums import LEFT
from .spans import HORIZON

PAST = timedelta(days=90)
SHOWN = 50


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    return _mine(request)


def _mine(request: HttpRequest, status: int = 200, **changed: Any) -> HttpResponse:
    feed = queries.feed_of(request.user)
    context = {
        "feed": feed, "address": actions.address_of(feed) if feed and actions.can_be_shown(feed) else "",
        "sources": [(source, told(source.left)) for source in queries.sources(request.user)],
        "file_form": forms.FileForm(), "address_form": forms.AddressForm(),
    }  # fmt: skip
    return render(request, "calendars/mine.html", context | changed, status=status)


def told(left: dict[str, int]) -> list[tuple[int, str]]:
    """How many events were left out, and why."""
    return [(left[why], str(words)) for why, words in LEFT.items() if left.get(why)]


@login_required
@require_POST
def feed_act(request: HttpRequest, what: str) -> HttpResponse:
    if what == "new":
        actions.make_feed(person=request.user)
        messages.success(request, _("The address is ready. An older one leads nowhere any more."))
    elif what == "off":
        actions.switch_off(person=request.user)
        messages.success(request, _("The address is switched off."))
    else:
        raise Http404
    return redirect("calendars:mine")


@login_required
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    form = forms.FileForm(request.POST, request.FILES)
    made: list[Any] = []
    status = submitted(form, lambda: made.append(_draft(request, form)))
    return _mine(request, status, file_form=form) if status else redirect("calendars:draft", made[0].code)


def _draft(request: HttpRequest, form: forms.FileForm) -> Any:
    given = form.cleaned_data["file"]
    reading.check_size(given.size)  # what is larger than allowed is not even read
    return actions.draft_file(person=request.user, data=given.read())


@login_required
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """What was read of a file, before anything of it counts."""
    found = get_object_or_404(queries.drafts(request.user), code=code)
    if request.method == "POST":
        try:
            actions.keep_draft(person=request.user, draft=found)
        except OneTeamError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Your busy times are kept."))
        return redirect("calendars:mine")
    spans = queries.spans_of(found)
    context = {
        "draft": found, "count": len(spans), "spans": spans[:SHOWN], "more": max(0, len(spans) - SHOWN),
        "left": told(found.left), "days": HORIZON.days,
    }  # fmt: skip
    return render(request, "calendars/draft.html", context)


@login_required
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    form = forms.AddressForm(request.POST)
    status = submitted(form, lambda: actions.subscribe(person=request.user, **form.cleaned_data))
    if status:
        return _mine(request, status, address_form=form)
    messages.success(request, _("Your calendar is being read. Look here again in a minute."))
    return redirect("calendars:mine")


@login_required
@require_POST
def source_act(request: HttpRequest, code: str, what: str) -> HttpResponse:
    acts = {"remove": actions.remove_source, "again": actions.read_again}
    source = get_object_or_404(queries.sources(request.user), code=code)
    if what not in acts or (what == "again" and not source.sealed):
        raise Http404
    try:
        acts[what](person=request.user, source=source)
    except OneTeamError as error:
        messages.error(request, str(error))
    return redirect("calendars:mine")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's calendar for their calendar program, under their own keys at this moment."""
    found = queries.feed_by_hash(hash_of(token))
    if found is None:
        raise Http404
    with translation.override(found.person.language), walls.acting_as(found.person):
        body = ics.calendar(events.everything(found.person, timezone.now() - PAST))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Language"] = found.person.language
    answer["ETag"] = f'"{hashlib.sha256(body).hexdigest()}"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
