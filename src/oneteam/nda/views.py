from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from oneteam.alliance.rules import is_officer, may_keep_alliance
from oneteam.base.answers import submitted
from oneteam.base.codes import hash_of
from oneteam.base.errors import OneTeamError
from oneteam.files.queries import attached_to

from . import actions, forms, queries, rules

MOST = 50
View = Callable[..., HttpResponse]


def keepers_only(view: View) -> View:
    """For the secretariat. For everybody else who is signed in there is no such page."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_keep_alliance(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The person's own agreement: whether one is in force, the text, and the two ways to sign it."""
    person: Any = request.user
    text = queries.text_in_force()
    first = _first(person, text)
    form = forms.SignForm(request.POST or None, initial=first)
    status = submitted(
        form, lambda: actions.ask_to_sign(person=person, **form.cleaned_data),
        now=lambda: first | {"name": form.cleaned_data["name"]},
    )  # fmt: skip
    if not status:
        messages.success(request, _("The mail is on its way to %(address)s.") % {"address": person.email})
        return redirect("nda:mine")
    return _mine(request, status, text, form, forms.CopyForm())


def _first(person: Any, text: Any) -> dict[str, Any]:
    return {"name": person.name, "version": text.version}


def _mine(request: HttpRequest, status: int, text: Any, form: Any, upload: Any) -> HttpResponse:
    person: Any = request.user
    held = queries.in_force(person)
    copy = queries.last_copy(person)
    context = {
        "text": text,
        "held": held,
        "may_sign": rules.may_sign(person) and (held is None or rules.ends_soon(held)),
        "sits": rules.may_sign(person),
        "copy": copy,
        "asked": queries.open_signing(person),
        "form": form,
        "upload": upload,
    }  # fmt: skip
    return render(request, "nda/mine.html", context, status=status)


@login_required
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    form = forms.CopyForm(request.POST, request.FILES)
    status = submitted(form, lambda: actions.send_copy(person=request.user, upload=form.cleaned_data["file"]))
    if status:
        text = queries.text_in_force()
        return _mine(request, status, text, forms.SignForm(initial=_first(request.user, text)), form)
    messages.success(
        request, _("The signed file is with the secretariat. You get a mail when it is looked at.")
    )
    return redirect("nda:mine")


@never_cache
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """What the mail's link leads to: it shows what is signed, and signs when it is sent."""
    found = queries.signing_by_hash(hash_of(token))
    if found is None:
        sentence = _("This link is not complete. Please open it from the mail again, or ask for a new one.")
        return _gone(request, sentence, 404)
    if reason := actions.gone(found, request.user):
        return _gone(request, reason, 410)
    if request.method == "POST":
        return _sign(request, found)
    ends_on = actions.years_later(timezone.localdate(), found.text.years)
    context = {"signing": found, "text": found.text, "today": timezone.localdate(), "ends_on": ends_on}
    return render(request, "nda/sign.html", context)


def _sign(request: HttpRequest, found: Any) -> HttpResponse:
    address = get_adapter().get_client_ip(request)
    try:
        signed = actions.sign(signing=found, reader=request.user, address=address)
    except OneTeamError as error:
        return _gone(request, str(error), error.status)
    return render(request, "nda/signed.html", {"signing": signed})


def _gone(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "nda/gone.html", {"reason": reason}, status=status)


@login_required
def signing(request: HttpRequest, code: str) -> HttpResponse:
    """What was signed by mail, for the person and the secretariat."""
    found = get_object_or_404(queries.signed(), code=code)
    return render(request, "nda/signing.html", {"signing": found, "office": is_officer(request.user)})


@login_required
def version(request: HttpRequest, version: int) -> HttpResponse:
    found = queries.text(version)
    if found is None:
        raise Http404
    return render(request, "nda/version.html", {"text": found, "office": is_officer(request.user)})


@keepers_only
def text(request: HttpRequest) -> HttpResponse:
    """The text in both languages; saving makes a new version."""
    now = queries.text_in_force()
    stored = {"body": now.body, "years": now.years, "version": now.version}
    form = forms.TextForm(request.POST or None, initial=stored)
    status = submitted(
        form, lambda: actions.keep_text(person=request.user, **form.cleaned_data), now=lambda: stored
    )
    if not status:
        messages.success(request, _("The new version is what people sign from now on."))
        return redirect("nda:text")
    context = {"form": form, "text": now, "texts": queries.texts()[:MOST], "conflict": form.conflict}
    return render(request, "nda/text.html", context, status=status)


@keepers_only
def office(request: HttpRequest) -> HttpResponse:
    """What waits, what was signed, what ends soon."""
    context = {
        "text": queries.text_in_force(),
        "waiting": queries.waiting_copies()[:MOST],
        "signed": queries.signed()[:MOST],
        "ending": queries.ending()[:MOST],
    }
    return render(request, "nda/office.html", context)


@keepers_only
def copy(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.copies(), code=code)
    form = forms.ConfirmForm(request.POST or None)
    status = submitted(
        form, lambda: actions.confirm_copy(person=request.user, copy=found, **form.cleaned_data)
    )
    if not status:
        messages.success(request, _("Confirmed. What it opens is open from now on."))
        return redirect("nda:office")
    return _copy(request, found, status, form=form)


@keepers_only
@require_POST
def decline(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.copies(), code=code)
    form = forms.DeclineForm(request.POST)
    status = submitted(
        form, lambda: actions.decline_copy(person=request.user, copy=found, **form.cleaned_data)
    )
    if status:
        return _copy(request, found, status, declining=form)
    messages.success(request, _("The person gets a mail with your reason."))
    return redirect("nda:office")


def _copy(request: HttpRequest, found: Any, status: int, **changed: Any) -> HttpResponse:
    hangs_on = f"agreement:{found.agreement.code}" if found.agreement else found.target
    context = {
        "copy": found, "attachments": attached_to(hangs_on), "form": forms.ConfirmForm(),
        "declining": forms.DeclineForm(),
    }  # fmt: skip
    return render(request, "nda/copy.html", context | changed, status=status)
