"""Pictures of every page type into ``shots/``: both widths, both languages, light and dark.

``python make.py shots [NAME …]`` starts a fresh demo of its own on a free port and ends it when done.
"""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
SHOTS, DATA = HERE / "shots", HERE / "var" / "shots"
LOOKS = tuple(itertools.product((1440, 390), ("ko", "en"), ("light", "dark")))


def main(names: list[str]) -> int:
    port = _free_port()
    environment = os.environ | {"ONETEAM_DATA_DIR": str(DATA), "ONETEAM_PORT": str(port), "ONETEAM_DEMO": "1"}
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    demo = subprocess.Popen(
        [sys.executable, "-m", "oneteam", "demo"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        base = f"http://localhost:{port}"
        _wait(base)
        os.environ.update(environment)
        return _take(base, _pages(names))
    finally:
        demo.terminate()
        demo.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(base: str) -> None:
    for _second in range(120):
        try:
            urllib.request.urlopen(f"{base}/demo/", timeout=5)
            return
        except OSError:
            time.sleep(1)
    raise SystemExit("The demo did not start within two minutes.")


def _pages(names: list[str]) -> list[Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneteam.config.settings")
    import django

    django.setup()
    from django.db import connections

    from tests.pages import pages, prepare

    prepare()
    found = [page for page in pages() if not names or page.name in names]
    connections.close_all()  # the demo stops its database at the end only when nobody else is connected
    return found


def _take(base: str, pages: list[Any]) -> int:
    from playwright.sync_api import sync_playwright

    from tests.visits import answer_of, chromium

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for number, (width, language, theme) in enumerate(LOOKS, start=1):
            folder = SHOTS / f"{width}-{language}-{theme}"
            folder.mkdir(parents=True, exist_ok=True)
            for persona in sorted({page.persona for page in pages}):
                window = _window(browser, base, persona, width, language, theme)
                for page in (page for page in pages if page.persona == persona):
                    answer_of(window, page, language)
                    _picture(window, str(folder / f"{page.name}.png"))
                window.context.close()
            print(f"{number} of {len(LOOKS)}: {folder.relative_to(HERE)}, {len(pages)} pages", flush=True)
        browser.close()
    return 0


def _picture(window: Any, path: str) -> None:
    """The whole page in a window as high as it is: what sticks to an edge then stands at the end."""
    size = window.viewport_size
    high = window.evaluate("document.documentElement.scrollHeight")
    window.set_viewport_size({"width": size["width"], "height": max(size["height"], min(high, 12_000))})
    window.screenshot(path=path, full_page=True)
    window.set_viewport_size(size)


def _window(browser: Any, base: str, persona: str, width: int, language: str, theme: str) -> Any:
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=base)
    jar = {"language": language, "theme": theme}
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in jar.items()])
    window = context.new_page()
    if persona:
        window.goto(f"{base}/demo/")
        window.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        window.locator(f'form[action="/demo/as/{persona}/"] button').first.click()
        window.wait_for_load_state()
        _speak(window, base, language)
    return window


def _speak(window: Any, base: str, language: str) -> None:
    """A person's own language goes before the cookie: switch it as they would."""
    if window.locator("html").get_attribute("lang") != language:
        button = window.locator(f'button[name="language"][value="{language}"]').first
        with window.expect_navigation():
            button.evaluate("one => one.form.requestSubmit(one)")  # on a telephone it is in the menu


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
