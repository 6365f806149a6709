import pytest
from django.utils import translation

from tests.projects.factories import House


@pytest.fixture
def house(db, settings, tmp_path):
    """Its sentences in English, as the tests quote them."""
    settings.FILES_DIR = tmp_path
    with translation.override("en"):
        yield House()


@pytest.fixture
def open_house(db, settings, tmp_path):
    """The same at the level of the alliance."""
    settings.FILES_DIR = tmp_path
    with translation.override("en"):
        yield House(level="alliance")
