from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.base.answers import submitted
from oneteam.base.views import keep

from . import actions, export, queries
from .forms import ProfileForm
from .models import Person


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    form = ProfileForm(request.POST or None, initial=ProfileForm.initial_of(person))
    status = submitted(
        form, lambda: actions.change_profile(person=person, **form.cleaned_data),
        now=lambda: ProfileForm.initial_of(queries.person(person.pk)),
    )  # fmt: skip
    if status:
        return render(request, "accounts/profile.html", {"form": form}, status=status)
    with translation.override(person.language):
        messages.success(request, _("Your profile is saved."))
    return _kept(redirect("accounts:profile"), person)


def _kept(answer: HttpResponse, person: Person) -> HttpResponse:
    """Pages read language and shortcuts from cookies as well, so that no page has to ask the database."""
    keep(answer, settings.LANGUAGE_COOKIE_NAME, person.language)
    keep(answer, "keys", "on" if person.shortcuts else "off")
    return answer


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sessions.html", {"sessions": queries.sessions(request.user)})


@require_POST
@login_required
def session_end(request: HttpRequest, device: str) -> HttpResponse:
    if not actions.end_session(person=request.user, device=device):  # type: ignore[arg-type]
        raise Http404
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:sessions")


@require_POST
@login_required
def sessions_end(request: HttpRequest) -> HttpResponse:
    but = request.session.session_key or ""
    actions.end_other_sessions(person=request.user, but=but)  # type: ignore[arg-type]
    messages.success(request, _("The other devices are signed out."))
    return redirect("accounts:sessions")


@login_required
def download(request: HttpRequest) -> HttpResponse:
    """Everything about the person who asks, as a zip of JSON files."""
    answer = HttpResponse(export.archive(request.user), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="oneteam-{timezone.localdate():%Y%m%d}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer
