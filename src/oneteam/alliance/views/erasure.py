from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.base.forms import Form

from .. import actions, queries
from ._common import attempt, do, form_page


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    if asked := queries.open_erasure(request.user):
        status = 409 if request.method == "POST" else 200
        return render(request, "alliance/erasure_asked.html", {"asked": asked}, status=status)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: actions.ask_erasure(person=request.user)):
        return redirect("alliance:erasure")
    return form_page(
        request, form, title=_("Have your data erased?"), button=_("Ask the secretariat"),
        back=reverse("accounts:profile"),
        lede=_("The secretariat takes away your name, your addresses and every way to sign in, and ends your seats. "
               "What was decided and done stays, without your name. This cannot be undone. Download your data first."),
    )  # fmt: skip


@require_POST
@login_required
def take_back(request: HttpRequest) -> HttpResponse:
    return do(
        request, lambda: actions.take_erasure_back(person=request.user),
        back=reverse("alliance:erasure"), done=_("Your request is taken back; nothing was erased."),
    )  # fmt: skip
