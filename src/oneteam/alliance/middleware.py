from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from oneteam import walls

from . import queries

UNWALLED = ("/static/", "/healthz", "/readyz", "/metrics")


class Walls:
    """One transaction a request, with the person's keys for as long as it lasts.

    Not ``ATOMIC_REQUESTS``: that begins after every middleware, and the keys must be there from the start.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(UNWALLED):
            return self.get_response(request)
        with transaction.atomic():
            self._enter(request)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def _enter(self, request: HttpRequest) -> None:
        person = request.user
        if not person.is_authenticated:
            walls.hold([])
            return
        person.keys_of_this_request = queries.enter(person.pk)  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        transaction.set_rollback(True)
