import pytest
from django.utils import translation

from tests.dataregister.factories import Register


@pytest.fixture
def house(db, settings, tmp_path):
    """Its sentences in English, as the tests quote them."""
    settings.FILES_DIR = tmp_path
    with translation.override("en"):
        yield Register()
