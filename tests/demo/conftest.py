"""The sample alliance, a copy of its own for each module of this folder; each test is rolled back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.databases import sample_told

TODAY = timezone.localdate()


@pytest.fixture(scope="module")
def sample(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, FILES_DIR=folder),
        sample_told(folder) as house,
    ):
        yield house


@pytest.fixture
def today() -> dt.date:
    return TODAY
