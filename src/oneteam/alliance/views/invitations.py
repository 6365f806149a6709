"""Inviting, and taking up an invitation."""

from __future__ import annotations

import functools
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from oneteam.accounts.actions import sign_in
from oneteam.base.codes import hash_of

from .. import actions, queries, rules
from ..actions.invitations import gone
from ..forms import AcceptForm, InvitationForm
from ._common import View, attempt, do, form_page, page_of, sections


def inviters_only(view: View) -> View:
    """For the secretariat, and for coordinators, who look after their own organisation's invitations."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_invite(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


@inviters_only
def invitations(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.invitations_by(request.user))
    rows = [(row, gone(row)) for row in page]
    context = {"page": page, "rows": rows, "sections": sections(request.user, "invitations")}
    return render(request, "alliance/invitations.html", context)


@inviters_only
def invite(request: HttpRequest) -> HttpResponse:
    initial = {"organisation": request.GET.get("organisation", "")}
    form = InvitationForm(request.POST or None, person=request.user, initial=initial)
    if form.is_valid() and attempt(form, lambda: actions.invite(person=request.user, **form.cleaned_data)):
        return redirect("alliance:invitations")
    back = reverse("alliance:invitations")
    return form_page(
        request, form, title=_("Invite somebody"), button=_("Send the invitation"), back=back,
        lede=_("They get a link by mail. It works once, for seven days, and only for this address."),
    )  # fmt: skip


@require_POST
@inviters_only
def again(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.invitations_by(request.user), code=code)
    return do(
        request, lambda: actions.send_again(person=request.user, invitation=row),
        back=reverse("alliance:invitations"), done=_("A new link is on its way; the old one no longer works."),
    )  # fmt: skip


@require_POST
@inviters_only
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.invitations_by(request.user), code=code)
    return do(
        request, lambda: actions.withdraw(person=request.user, invitation=row),
        back=reverse("alliance:invitations"), done=_("The invitation is withdrawn; its link no longer works."),
    )  # fmt: skip


@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation = queries.invitation_by_hash(hash_of(token))
    if invitation is None:
        return _gone(
            request,
            _("This link is not complete. Please open it from the mail again, or ask the secretariat."),
            404,
        )
    if reason := gone(invitation):
        return _gone(request, reason, 410)
    if request.user.is_authenticated or queries.is_known(invitation.email):
        return _accept_known(request, invitation)
    return _accept_new(request, invitation)


def _gone(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    context = {"reason": reason, "alliance": queries.alliance()}
    return render(request, "alliance/invitation_gone.html", context, status=status)


def _accept_known(request: HttpRequest, invitation: Any) -> HttpResponse:
    same = request.user.is_authenticated and request.user.email == invitation.email
    if request.method == "POST" and request.user.is_authenticated:
        return do(
            request, lambda: actions.accept(person=request.user, invitation=invitation),
            back="/", done=_("The seat is yours."),
        )  # fmt: skip
    return render(request, "alliance/accept_known.html", {"invitation": invitation, "same": same})


def _accept_new(request: HttpRequest, invitation: Any) -> HttpResponse:
    form = AcceptForm(request.POST or None, initial={"name": invitation.name}, email=invitation.email)
    if form.is_valid():
        values = {key: form.cleaned_data[key] for key in ("name", "title", "password")}
        values["language"] = get_language()
        made: list[Any] = []
        if attempt(
            form, lambda: made.append(actions.create_from_invitation(invitation=invitation, **values))
        ):
            sign_in(request=request, person=made[0])
            return redirect("/")
    status = getattr(form, "status", 422) if form.is_bound and form.errors else 200
    return render(request, "alliance/accept.html", {"invitation": invitation, "form": form}, status=status)
