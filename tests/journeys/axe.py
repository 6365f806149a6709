"""What a page must hold on every screen: no accessibility violation, no sideways scroll, no foreign text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

SCRIPT = (Path(__file__).parent.parent / "base" / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
RUN = """async more => {
  const found = await axe.run(document, {resultTypes: ['violations'], preload: false, ...more});
  return found.violations.map(({id, nodes}) => ({id, nodes: nodes.map(({html, failureSummary}) => ({html, failureSummary}))}));
}"""
NO_CONTRAST = {"rules": {"color-contrast": {"enabled": False}}}


def axe(page: Page, *, contrast: bool = True) -> list[str]:
    """The violations as readable lines; an empty list is a good page.

    The script is handed to the debugger, not to the page, so the page's strict policy stays in force.
    """
    if not page.evaluate("'axe' in window"):  # it travels once for each page, however often that is looked at
        page.evaluate(SCRIPT)
    return [line for found in page.evaluate(RUN, {} if contrast else NO_CONTRAST) for line in _lines(found)]


def bring_along(context: BrowserContext) -> None:
    """For windows that see many pages: the script is sent once, and each page begins with it."""
    context.add_init_script(SCRIPT)


def _lines(found: dict[str, Any]) -> list[str]:
    return [f"{found['id']}: {node['html'][:160]} | {node['failureSummary']}" for node in found["nodes"]]


def no_sideways(page: Page, width: int = 320) -> bool:
    """Whether the page, as narrow as a small telephone, scrolls only up and down."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 720})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if before:
        page.set_viewport_size(before)
    return bool(wide <= width)


def widest(page: Page, width: int = 320) -> list[str]:
    """Which elements reach beyond the screen, for the message of a failing test."""
    page.set_viewport_size({"width": width, "height": 720})
    return page.evaluate(
        "w => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > w + 1)"
        ".slice(0, 5).map(e => e.outerHTML.slice(0, 120))",
        width,
    )


def by_keyboard(page: Page, most: int = 200) -> list[str]:
    """Walks the page with the tab key; returns what took the focus, in order."""
    seen: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        now = page.evaluate(
            "(e => e === document.body ? '' : e.outerHTML.slice(0, 100))(document.activeElement)"
        )
        if not now or (seen and now == seen[0]):
            break
        seen.append(now)
    return seen
