"""A real browser. Where Chromium is missing the journeys are skipped, loudly; under CI=true they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# The browser's driver runs an event loop in this thread; the tests themselves are plain, synchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

MISSING = (
    "NO BROWSER: Chromium is not installed, so the journeys were NOT run (Debian: apt-get install chromium)."
)


def chromium() -> str | None:
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys need a live server, so they come last: their database is emptied after each."""
    items.sort(key=lambda item: "journeys" in item.path.parts)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_as(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """``open_as(person, language="en", theme="dark", width=390)``: a window of that person (None: a visitor).

    What the page complains about (a script's error, a refused style) fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def window(person: Any = None, *, language: str = "ko", theme: str = "light", width: int = 1440) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url, locale="ko-KR"
        )
        contexts.append(context)
        context.add_cookies(
            [cookie(live_server.url, name, value) for name, value in jar(person, language, theme).items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if serious(said) else None)
        return page

    yield window
    for context in contexts:
        context.close()
    assert complaints == []


def serious(said: Any) -> bool:
    """Refused styles and scripts count; a 404 that a test asked for, or the absent live stream, does not."""
    return said.type == "error" and "Failed to load resource" not in said.text and "/live/" not in said.text


def jar(person: Any, language: str, theme: str) -> dict[str, str]:
    cookies = {settings.LANGUAGE_COOKIE_NAME: language, "theme": theme}
    if person is not None:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return cookies


def cookie(url: str, name: str, value: str) -> Any:
    return {"name": name, "value": value, "url": url}
