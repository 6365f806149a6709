"""What holds for every page of the whole program, whatever it shows."""

import pytest
from django.test import Client

from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_pages_of_somebody_signed_in_are_kept_nowhere(client: Client) -> None:
    assert "Cache-Control" not in client.get("/").headers
    client.force_login(make_person("reader"))
    assert client.get("/").headers["Cache-Control"] == "private, no-store"


def test_nul_in_a_form_is_a_bad_request(client: Client) -> None:
    client.force_login(make_person("reader"))
    kind = "application/x-www-form-urlencoded"
    assert (
        client.post("/problems/P-AAAAAA/act/withdraw/", "reason=a%00b", content_type=kind).status_code == 400
    )
