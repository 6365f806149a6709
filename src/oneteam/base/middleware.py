"""Around every request: the security headers, and an answer when the database is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import RawPostDataException, UnreadablePostError
from django.template.loader import render_to_string
from django.utils import translation

from .context import live_origin, look

Get = Callable[[HttpRequest], HttpResponseBase]

GONE = (OperationalError, InterfaceError)


def language_of(request: HttpRequest) -> str:
    """Korean first for everybody; a choice, once made, is kept. Never by the browser's settings alone."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def policy(live: str = "") -> str:
    """The content security policy: nothing but our own files, and the live stream's origin."""
    connect = f"'self' {live}" if live else "'self'"
    rules = {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
        "font-src": "'self'", "connect-src": connect, "manifest-src": "'self'", "form-action": "'self'",
        "frame-ancestors": "'none'", "base-uri": "'none'", "object-src": "'none'",
    }  # fmt: skip
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class ContentSecurity:
    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "X-Frame-Options": "DENY",
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy(live_origin(request)))
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            # After signing out, nobody at the same machine brings a page back.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class DatabaseGone:
    """Outermost: while the database does not answer, a page that says so and keeps what was typed."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        except GONE:
            return database_gone(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return database_gone(request) if isinstance(problem, GONE) else None


def database_gone(request: HttpRequest) -> HttpResponse:
    """Touches no table and no context processor."""
    with translation.override(language_of(request)):
        context = look(request) | {
            "kept": typed(request),
            "files": file_names(request),
            "again": request.get_full_path(),
        }
        page = HttpResponse(render_to_string("base/503.html", context), status=503)
    page["Retry-After"] = "10"
    page["Cache-Control"] = "no-store"
    if request.headers.get("HX-Request"):
        page["HX-Retarget"], page["HX-Reswap"] = "body", "innerHTML"
    return page


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every posted field but passwords; the form's own token too, so that sending again works."""
    if request.method != "POST":
        return []
    post = _posted(request, "POST")
    return (
        [(name, value) for name, values in post.lists() for value in values if not _secret(name)]
        if post
        else []
    )


def file_names(request: HttpRequest) -> list[str]:
    files = _posted(request, "FILES") if request.method == "POST" else None
    return [file.name for values in dict(files.lists()).values() for file in values] if files else []


def _posted(request: HttpRequest, part: str) -> Any:
    try:
        return getattr(request, part)
    except (UnreadablePostError, RawPostDataException, OSError):
        return None


def _secret(name: str) -> bool:
    return name == "again" or any(word in name.lower() for word in ("password", "secret", "otp"))
