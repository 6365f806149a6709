"""Which language a page speaks: the person's own, else the one chosen in this browser, else Korean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from oneteam.base.middleware import language_of

from . import actions

Get = Callable[[HttpRequest], HttpResponseBase]


class Language:
    """What the browser asks for decides nothing: Korean comes first for everybody who has not chosen."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        translation.activate(language_of(request))
        response = self.get_response(request)
        chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
        person = known(request)
        if chosen is not None and person is not None:
            # The switch at the top of every page knows no person; what it sets is theirs from now on.
            actions.choose_language(person=person, language=chosen.value)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        person = known(request)
        if person is not None:
            translation.activate(person.language)


def known(request: HttpRequest) -> Any:
    """The person, where somebody has already asked who it is: a probe must not need the database for this."""
    person = vars(request).get("_cached_user")
    return person if person is not None and person.is_authenticated else None
