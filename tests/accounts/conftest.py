from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache

from oneteam.accounts.actions import create_person
from oneteam.accounts.models import Person
from oneteam.base import jobs

PASSWORD = "a long sentence 7"


@pytest.fixture(autouse=True)
def nobody_tried_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def reader() -> Person:
    return create_person(email="reader@example.com", name="Reader", password=PASSWORD, language="en")


@pytest.fixture
def letters() -> Callable[[], list[str]]:
    """Deliver what waits and give all bodies written so far."""

    def delivered() -> list[str]:
        jobs.run_waiting()
        return [str(message.body) for message in mail.outbox]

    return delivered
