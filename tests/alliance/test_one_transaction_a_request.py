"""A page that breaks off leaves nothing half done; one that is answered by another middleware keeps its database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from oneteam.alliance.enums import Standing
from oneteam.alliance.middleware import Walls
from oneteam.alliance.models import Organisation
from tests.alliance.house import organisation


def answer(status: int, broke_off: bool) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        Organisation.objects.update(standing=Standing.LEFT)
        if broke_off:
            walls.process_exception(request, Exception())
        return HttpResponse(status=status)

    walls = Walls(view)
    return walls


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("status", "broke_off", "kept"),
    [(200, False, True), (409, False, True), (404, False, True), (404, True, False), (500, False, False),
     (500, True, False), (302, True, True), (429, True, True)],
)  # fmt: skip
def test_what_is_kept(status: int, broke_off: bool, kept: bool) -> None:
    made = organisation("A")
    request = RequestFactory().post("/")
    request.user = AnonymousUser()
    answer(status, broke_off)(request)
    made.refresh_from_db()
    assert (made.standing == Standing.LEFT) is kept
