"""Every component, in both languages, light and dark, wide and narrow."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.axe import axe, by_keyboard, no_sideways, widest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_no_violation_and_no_sideways_scroll(
    open_as: Callable[..., Any], language: str, theme: str, width: int
) -> None:
    page = open_as(language=language, theme=theme, width=width)
    page.goto("/gallery/")
    assert axe(page) == []
    assert no_sideways(page), widest(page)


def test_dialog_opens_and_closes_by_keyboard(open_as: Callable[..., Any]) -> None:
    page = open_as()
    page.goto("/gallery/")
    page.locator('[popovertarget="stop-dialog"]').first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#stop-dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#stop-dialog").is_visible()


def test_skip_link_is_the_first_stop(open_as: Callable[..., Any]) -> None:
    page = open_as()
    page.goto("/gallery/")
    assert "skip" in by_keyboard(page, most=1)[0]


def test_shortcuts_are_off_while_typing_and_can_be_switched_off(open_as: Callable[..., Any]) -> None:
    page = open_as()
    page.goto("/gallery/")
    page.locator("#id_title_0").press_sequentially("a?b")
    assert not page.locator("#keys").is_visible()
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.locator('#keys [name="keys"]').click()
    page.wait_for_load_state()
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()


def test_theme_changes_without_loading_the_page(open_as: Callable[..., Any]) -> None:
    page = open_as()
    page.goto("/gallery/")
    page.evaluate("window.same = true")
    page.locator("[data-theme-form] .only-light").first.click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("window.same")
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_what_was_typed_survives_closing_the_page(open_as: Callable[..., Any]) -> None:
    page = open_as()
    page.goto("/gallery/")
    page.locator("#id_title_0").fill("용접 결함")
    page.wait_for_timeout(700)
    page.goto("/healthz")
    page.goto("/gallery/")
    assert page.locator("#id_title_0").input_value() == ""
    page.locator("form[data-draft] .note button").first.click()
    assert page.locator("#id_title_0").input_value() == "용접 결함"
