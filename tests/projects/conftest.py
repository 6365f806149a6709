import pytest

from tests.projects.factories import House


@pytest.fixture
def house(db, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return House()
