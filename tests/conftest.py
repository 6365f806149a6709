"""Fixtures for every test. Factories stand in `tests/factories`, one file per app."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _korean_at_the_start() -> Iterator[None]:
    """A page in English leaves its language behind in the thread; the next test begins in Korean."""
    with translation.override("ko"):
        yield
