from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from oneteam.base import codes

from .crawl import Crawl, crawls, morning
from .roomy import roomy

LEVELS = ("sealed", "named", "alliance")


@pytest.fixture(scope="session")
def all_crawls(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Crawl]]:
    """What everybody got for every address, with a secret problem of each level and without it."""
    chance = random.Random(7)
    logging.disable(logging.CRITICAL)
    with (
        django_db_blocker.unblock(),
        time_machine.travel(morning(), tick=False),
        override_settings(FILES_DIR=tmp_path_factory.mktemp("files")),
        mock.patch.object(codes.secrets, "choice", chance.choice),
        transaction.atomic(),
    ):
        # With several workers each has its own, as test_oneteam_gw0; never the data somebody works with.
        assert connection.settings_dict["NAME"].startswith(settings.TEST_DATABASE)
        found = roomy(lambda: crawls(LEVELS, chance))
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    yield found


@pytest.fixture(scope="session", params=LEVELS)
def crawled(request: pytest.FixtureRequest, all_crawls: dict[str, Crawl]) -> Crawl:
    return all_crawls[request.param]
