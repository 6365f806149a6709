"""What is wrong with the pages of the sample in a real browser, in one language.

Each language has a test file of its own, so that two workers share them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from operator import attrgetter
from typing import Any

from tests.journeys.axe import axe, bring_along, no_sideways, widest
from tests.journeys.conftest import outside
from tests.pages import Page, pages, prepare, unnamed
from tests.visits import answer_of


def everything() -> list[Page]:
    """Every page, none of them twice and no address without one."""
    outside(prepare)
    found: list[Page] = outside(pages)
    names = [page.name for page in found]
    assert sorted(set(names)) == sorted(names)
    assert outside(unnamed) == set()
    return sorted(found, key=attrgetter("persona"))


def wrong(persona: Callable[..., Any], language: str) -> list[str]:
    found: list[str] = []
    for key, mine in groupby(everything(), key=attrgetter("persona")):
        window = persona(key, language=language)
        bring_along(window.context)
        for page in mine:
            found += look(window, page, language)
        window.context.close()
    return found


# Colours are the same in both languages, and finding out how much they stand out takes half of the time.
CONTRAST = {("ko", 1440), ("en", 390)}


def look(window: Any, page: Page, language: str) -> list[str]:
    """What is wrong with one page, on a desk and on a telephone."""
    where = f"{page.name} {language}"
    status, said = answer_of(window, page, language), window.locator("html").get_attribute("lang")
    wrong = [] if status == page.status else [f"{where}: {status}"]
    wrong += [] if said == language else [f"{where}: speaks {said}"]
    for width in (1440, 390):
        window.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{where} {width}: {line}" for line in axe(window, contrast=(language, width) in CONTRAST)]
    if not no_sideways(window):
        wrong.append(f"{where}: scrolls sideways because of {widest(window)}")
    window.set_viewport_size({"width": 1440, "height": 900})
    return wrong
