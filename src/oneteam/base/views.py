"""Errors, the gallery of components, and the switches for language, theme and shortcuts."""

from __future__ import annotations

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from .context import THEMES, look
from .gallery import examples, exhibits
from .middleware import GONE, database_gone, language_of

YEAR = 365 * 24 * 3600


def error_page(request: HttpRequest, status: int, template: str) -> HttpResponse:
    """The same page for everybody: no navigation, no name, no query, so that it cannot tell anything."""
    with translation.override(language_of(request)):
        return HttpResponse(render_to_string(template, look(request) | {"status": status}), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400, "base/400.html")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404, "base/404.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404, "base/404.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403, "base/403csrf.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """A middleware's exception ends here, not in ``process_exception``: the database may be the reason."""
    if isinstance(sys.exc_info()[1], GONE):
        return database_gone(request)
    return error_page(request, 500, "base/500.html")


def gallery(request: HttpRequest) -> HttpResponse:
    shown = [(one.title, render_to_string(one.template, one.example(), request)) for one in exhibits]
    return render(request, "base/gallery.html", examples() | {"exhibits": shown})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    answer = back(request)
    if chosen in dict(settings.LANGUAGES):
        keep(answer, settings.LANGUAGE_COOKIE_NAME, chosen)
    return answer


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    chosen, answer = request.POST.get("theme", ""), back(request)
    if chosen in THEMES:
        keep(answer, "theme", chosen)
    else:
        answer.delete_cookie("theme")
    return answer


@require_POST
def shortcuts(request: HttpRequest) -> HttpResponse:
    answer = back(request)
    keep(answer, "keys", "off" if request.POST.get("keys") == "off" else "on")
    return answer


def back(request: HttpRequest) -> HttpResponse:
    """To where the person came from, if that is a page of ours."""
    place = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(place if safe else "/")


def keep(answer: HttpResponse, name: str, value: str) -> None:
    secure = bool(getattr(settings, "SESSION_COOKIE_SECURE", False))
    answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=secure, httponly=name != "theme")
