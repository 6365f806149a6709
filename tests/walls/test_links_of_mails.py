"""Pages that a link of a mail opens without signing in: of a confidential problem they say no word, to anybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.roundtables import links
from oneteam.roundtables.models import DateLetter, TableInvitation

from . import world

pytestmark = pytest.mark.django_db


def addresses(thread: str) -> list[str]:
    with walls.system("the links of a secret thread's mails"):
        invitations = TableInvitation.objects.filter(thread=thread)
        letters = DateLetter.objects.filter(thread=thread)
        return [
            *(reverse("roundtables:answer", args=[links.token_of(one)]) for one in invitations),
            *(reverse("roundtables:when", args=[links.token_of(one, links.DATES)]) for one in letters),
        ]


@pytest.mark.parametrize("level", ["named", "sealed"])
def test_no_canary_stands_on_a_page_that_needs_no_signing_in(
    level: str, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_DIR = tmp_path
    made = world.build()
    world.add_secret(made, level)
    found = addresses(made.secret["problem"])
    assert len(found) >= 4
    for address in found:
        for answer in (
            Client().get(address),
            Client().post(address, {"answer": "decline", "reason": ""}),
            Client().post(address, {"starts": ["never"]}),
        ):
            assert answer.status_code in (200, 409, 422)
            assert world.leaks(answer.content.decode()) == set()
