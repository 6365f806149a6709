from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from oneteam import walls

from . import queries

UNDONE = (400, 403, 404)  # what a view began before it gave up with one of these is taken back
UNWALLED = ("/static/", "/healthz", "/readyz", "/metrics")


def _holds_nul(request: HttpRequest) -> bool:
    """In the address or in a field of a form, as no person types it. A file may hold what it likes."""
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return True
    plain = request.content_type == "application/x-www-form-urlencoded"
    return plain and any("\0" in value for values in dict(request.POST).values() for value in values)


class Walls:
    """One transaction a request, with the person's keys for as long as it lasts.

    Not ``ATOMIC_REQUESTS``: that begins after every middleware, and the keys must be there from the start.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(UNWALLED):
            return self.get_response(request)
        if _holds_nul(request):
            raise BadRequest("A NUL can stand in no text of the database.")
        with transaction.atomic():
            self._enter(request)
            response = self.get_response(request)
            if response.status_code >= 500 or (
                response.status_code in UNDONE and hasattr(request, "broke_off")
            ):
                transaction.set_rollback(True)
            return response

    def _enter(self, request: HttpRequest) -> None:
        person = request.user
        if not person.is_authenticated:
            walls.hold([])
            return
        person.known_keys = queries.enter(person.pk)  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        # Not rolled back here: another middleware may turn the exception into a page, and needs the database for it
        # (allauth's "show once more that it is you", its "please wait").
        request.broke_off = True  # type: ignore[attr-defined]
