from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.base.forms import Form

from .. import actions
from ._common import attempt, form_page


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: actions.ask_erasure(person=request.user)):
        return redirect("accounts:profile")
    return form_page(
        request, form, title=_("Have your data erased?"), button=_("Ask the secretariat"),
        back=reverse("accounts:profile"),
        lede=_("The secretariat takes away your name, your addresses and every way to sign in, and ends your seats. "
               "What was decided and done stays, without your name. This cannot be undone. Download your data first."),
    )  # fmt: skip
