from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from oneteam.base import codes

from . import expectations
from .crawl import Crawl, crawl, morning


@pytest.fixture(scope="session", params=["sealed", "named", "alliance"])
def crawled(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Crawl]:
    """What everybody got for every address, with a secret problem of this level and without it."""
    chance, level = random.Random(7), request.param
    logging.disable(logging.CRITICAL)
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        time_machine.travel(morning(), tick=False),
        override_settings(FILES_DIR=tmp_path_factory.mktemp("files")),
        mock.patch.object(codes.secrets, "choice", chance.choice),
        transaction.atomic(),
    ):
        # With several workers each has its own, as test_oneteam_gw0; never the data somebody works with.
        assert connection.settings_dict["NAME"].startswith(settings.TEST_DATABASE)
        found = crawl(level, expectations.outsiders(level), expectations.compared(level))
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    yield found
