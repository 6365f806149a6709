"""How a window comes to one of ``tests.pages``: opens the address, or presses what leads there."""

from __future__ import annotations

import shutil
from typing import Any

from tests.pages import Page


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


def answer_of(window: Any, page: Page, language: str) -> int:
    """Go there; the status of the answer."""
    if page.draw is not None:
        return _drawn(window, page, language)
    answer = window.goto(page.path)
    if page.press:
        if page.stale:
            window.evaluate("document.querySelector('main form [name=version]').value = '0'")
            window.locator("main form textarea").first.fill("…")  # so that there are two texts to compare
        with window.expect_navigation() as led:
            window.locator(page.press).first.click()
        answer = led.value
    return int(answer.status)


def _drawn(window: Any, page: Page, language: str) -> int:
    """An answer that no address gives on purpose, with the real style sheets around it."""
    assert page.draw is not None
    body = page.draw(language).content
    here = f"**{page.path}"
    window.route(here, lambda route: route.fulfill(status=page.status, body=body, content_type="text/html"))
    answer = window.goto(page.path)
    window.unroute(here)
    return int(answer.status)
