"""Name and title as the reader says them."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from oneteam.accounts.models import Person
from oneteam.base.text import called


@pytest.mark.parametrize(
    ("title", "korean", "english"),
    [
        ("부교수", "한별 부교수", "Hanbyeol, Associate professor"),
        ("associate professor", "한별 부교수", "Hanbyeol, associate professor"),
        ("마을지기", "한별 마을지기", "Hanbyeol, 마을지기"),
        ("", "한별 님", "Hanbyeol"),
    ],
)
def test_usual_title_is_told_in_the_readers_language(title: str, korean: str, english: str) -> None:
    person = Person(name="한별", name_en="Hanbyeol", title=title)
    for language, words in (("ko", korean), ("en", english)):
        with translation.override(language):
            assert called(person) == words


@pytest.mark.parametrize(("language", "offered"), [("ko", "책임연구원"), ("en", "Principal researcher")])
def test_titles_are_offered_in_the_language_of_the_form(language: str, offered: str) -> None:
    with translation.override(language):
        drawn = Template('{% include "accounts/_titles.html" %}').render(Context())
    assert f'<option value="{offered}">' in drawn
