"""Every page type, on the sample alliance, in a real browser: accessible, in both languages, on every width."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from oneteam.accounts.models import Person
from oneteam.demo import cast
from oneteam.demo.load import load
from tests.journeys.axe import axe, no_sideways, widest
from tests.pages import Page, pages

pytestmark = pytest.mark.django_db(transaction=True)


def person_of(page: Page) -> Any:
    persona = cast.somebody(page.persona) if page.persona else None
    return Person.objects.get(email=persona.email) if persona else None


def test_every_page_is_accessible_and_never_scrolls_sideways(
    open_as: Any, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_DIR = tmp_path
    load(timezone.localdate(), say=lambda _words: None)
    found: list[str] = []
    shown = pages()
    for language, width in (("ko", 1440), ("ko", 390), ("en", 1440), ("en", 390)):
        for persona in sorted({page.persona for page in shown}):
            mine = [page for page in shown if page.persona == persona]
            person = person_of(mine[0])
            if person is not None:
                Person.objects.filter(pk=person.pk).update(language=language)
            window = open_as(person, language=language, width=width)
            for page in mine:
                found += look(window, page, language, width)
            window.context.close()
    assert found == []


def look(window: Any, page: Page, language: str, width: int) -> list[str]:
    """What is wrong with one page on one screen."""
    answer = window.goto(page.path)
    where = f"{page.name} {language} {width}"
    expected = 404 if page.name == "404" else 200
    wrong = [] if answer.status == expected else [f"{where}: {answer.status}"]
    wrong += [
        f"{where}: speaks {said}"
        for said in [window.locator("html").get_attribute("lang")]
        if said != language
    ]
    wrong += [f"{where}: {line}" for line in axe(window)]
    if width == 390 and not no_sideways(window):
        wrong.append(f"{where}: scrolls sideways because of {widest(window)}")
        window.set_viewport_size({"width": width, "height": 900})
    return wrong
