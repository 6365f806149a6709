"""The sample alliance, loaded once for all tests of this folder and rolled back after them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from oneteam.demo.load import load

TODAY = timezone.localdate()


@pytest.fixture(scope="module")
def sample(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, FILES_DIR=folder),
        transaction.atomic(),
    ):
        yield load(TODAY, say=lambda words: None)
        transaction.set_rollback(True)


@pytest.fixture
def today() -> dt.date:
    return TODAY
