"""A real browser. Where Chromium is missing the journeys are skipped, loudly; under CI=true they fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from pytest_django.live_server_helper import LiveServer

from oneteam.accounts.models import Person
from oneteam.demo import cast
from tests.databases import sample_told
from tests.visits import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# The browser's driver runs an event loop in this thread; the tests themselves are plain, synchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

MISSING = (
    "NO BROWSER: Chromium is not installed, so the journeys were NOT run (Debian: apt-get install chromium)."
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys need a live server, so they come last: their database is emptied after each."""
    items.sort(
        key=lambda item: ("journeys" in item.path.parts, "sample" in getattr(item, "fixturenames", ()))
    )


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


@pytest.fixture(scope="module")
def sample(
    browser: Browser, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[str]:
    """The address of a server for the sample alliance as it is told: what another file did to it is not there.

    What a test writes itself goes through ``outside``: its own transaction is rolled back and never seen.
    """
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_DIR=folder, MEDIA_ROOT=folder, DEMO=True, ROOT_URLCONF="tests.demo.urls"),
        sample_told(folder),
    ):
        server = LiveServer("localhost")
        yield server.url
        server.stop()


def outside(act: Callable[[], Any]) -> Any:
    """Do it on a connection of its own, and for good."""

    def alone() -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result()


@pytest.fixture
def server(live_server: Any) -> str:
    """Where the pages are; a module that walks the sample has a fixture of this name that returns ``sample``."""
    return str(live_server.url)


@pytest.fixture
def open_as(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """``open_as(person, language="en", theme="dark", width=390)``: a window of that person (None: a visitor).

    What the page complains about (a script's error, a refused style) fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def window(person: Any = None, *, language: str = "ko", theme: str = "light", width: int = 1440) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=server, locale="ko-KR"
        )
        contexts.append(context)
        context.add_cookies(
            [cookie(server, name, value) for name, value in jar(person, language, theme).items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if serious(said) else None)
        return page

    yield window
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def persona(open_as: Callable[..., Page]) -> Callable[..., Page]:
    """``persona("owner", language="en")``: a window of somebody of the sample, in their language."""

    def window(key: str, *, language: str = "ko", **more: Any) -> Page:
        if not key:
            return open_as(None, language=language, **more)
        found = cast.somebody(key)
        assert found is not None, f"The sample has nobody called {key}."
        here = Person.objects.filter(email=found.email)
        outside(lambda: here.all().update(language=language))
        return open_as(here.get(), language=language, **more)

    return window


def serious(said: Any) -> bool:
    """Refused styles and scripts count; a 404 that a test asked for, or the absent live stream, does not."""
    return said.type == "error" and "Failed to load resource" not in said.text and "/live/" not in said.text


def jar(person: Any, language: str, theme: str) -> dict[str, str]:
    cookies = {settings.LANGUAGE_COOKIE_NAME: language, "theme": theme}
    if person is not None:
        client = Client()
        outside(lambda: client.force_login(person, backend="django.contrib.auth.backends.ModelBackend"))
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return cookies


def cookie(url: str, name: str, value: str) -> Any:
    return {"name": name, "value": value, "url": url}
