"""Pages that exist only in demo mode: the personas, and the mails they were sent."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from . import cast, mailbox, queries

BACKEND = "django.contrib.auth.backends.ModelBackend"


def _only_in_the_demo() -> None:
    """A second lock: the addresses are not mounted outside demo mode, either."""
    if not settings.DEMO:
        raise Http404


@require_safe
def personas(request: HttpRequest) -> HttpResponse:
    _only_in_the_demo()
    return render(request, "demo/personas.html", {"personas": cast.personas(), "others": cast.others()})


@require_POST
def sign_in(request: HttpRequest, key: str) -> HttpResponse:
    _only_in_the_demo()
    persona = cast.somebody(key)
    person = queries.person_with_email(persona.email) if persona else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect("/")


@require_POST
def visit(request: HttpRequest) -> HttpResponse:
    """Become a visitor."""
    _only_in_the_demo()
    logout(request)
    return redirect("/")


@require_safe
@login_required
def mail(request: HttpRequest) -> HttpResponse:
    _only_in_the_demo()
    mails = mailbox.delivered_to(request.user.get_username(), settings.MAIL_DIR)
    return render(request, "demo/mail.html", {"mails": mails})
