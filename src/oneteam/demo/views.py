"""Pages that exist only in demo mode: the personas, and the mails they were sent."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from oneteam.accounts import actions as accounts

from . import cast, mailbox, queries

MOST = 50


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
    accounts.sign_in(request=request, person=person)
    return redirect("/")


@require_POST
def visit(request: HttpRequest) -> HttpResponse:
    """Become a visitor."""
    _only_in_the_demo()
    logout(request)
    return redirect("/")


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """Everybody's: whoever is here may become anybody, and somebody invited has no access yet."""
    _only_in_the_demo()
    boxes = mailbox.delivered(settings.MAIL_DIR)
    own = request.user.get_username() if request.user.is_authenticated else ""
    chosen = request.GET.get("to", "") or (own if own in boxes else next(iter(boxes), ""))
    context = {
        "chosen": chosen,
        "mails": boxes.get(chosen, [])[:MOST],
        "boxes": [(address, len(mails)) for address, mails in boxes.items()],
    }
    return render(request, "demo/mail.html", context)
