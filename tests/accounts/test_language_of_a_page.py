"""The person's language, else the one chosen in this browser, else Korean; never the browser's alone."""

import pytest
from django.conf import settings
from django.test import Client

from oneteam.accounts.actions import create_person
from oneteam.accounts.models import Person

pytestmark = pytest.mark.django_db
PAGE = "/gallery/"


@pytest.fixture
def english_reader() -> Person:
    return create_person(email="reader@example.com", name="Reader", language="en")


def test_visitor_reads_korean_whatever_the_browser_prefers(client: Client) -> None:
    answer = client.get(PAGE, headers={"Accept-Language": "en"})
    assert answer["Content-Language"] == "ko"
    assert b'<html lang="ko"' in answer.content


def test_choice_made_in_the_browser_is_kept(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/"})
    assert client.get(PAGE)["Content-Language"] == "en"


def test_person_reads_their_own_language_whatever_the_cookie_says(
    client: Client, english_reader: Person
) -> None:
    client.force_login(english_reader)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ko"
    assert client.get(PAGE)["Content-Language"] == "en"


def test_switch_at_the_top_changes_the_persons_language(client: Client, english_reader: Person) -> None:
    client.force_login(english_reader)
    client.post("/language/", {"language": "ko", "next": "/"})
    english_reader.refresh_from_db()
    assert english_reader.language == "ko"
    assert client.get(PAGE)["Content-Language"] == "ko"
