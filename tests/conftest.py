"""Fixtures for every test. Factories stand in `tests/factories`, one file per app."""

import gc
import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from tests import databases
from tests.factories import remembered

# What CI tries is the same each time; new worlds are looked for where somebody is at hand to read what was found.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each worker's database begins as a copy of one that is migrated already."""
    databases.ensure(databases.MIGRATED)
    settings.DATABASES["default"]["TEST"] |= {"TEMPLATE": databases.MIGRATED, "MIGRATE": False}


LONGEST = (
    "tests/walls/test_secret_problem.py",
    "tests/journeys/test_every_page_in_korean.py",
    "tests/journeys/test_every_page_in_english.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files begin first, or one of two workers would wait for the other at the end."""
    places = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(LONGEST)))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through all of it for garbage, again and again, costs a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _korean_at_the_start() -> Iterator[None]:
    """A page in English leaves its language behind in the thread; the next test begins in Korean."""
    remembered.begin()
    with translation.override("ko"):
        yield
