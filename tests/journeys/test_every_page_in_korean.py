"""Every page type, on the sample alliance, in a real browser: accessible, and never wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.every_page import wrong

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def server(sample: str) -> str:
    return sample


def test_every_page_in_korean_is_accessible_and_never_scrolls_sideways(persona: Callable[..., Any]) -> None:
    found = wrong(persona, "ko")
    assert not found, "\n".join(found)
