import pytest
from django.test import Client
from django.utils import translation

from tests.outcomes.factories import Partners


@pytest.fixture
def house(db, settings, tmp_path):
    """Its sentences in English, as the tests quote them."""
    settings.FILES_DIR = tmp_path
    with translation.override("en"):
        yield Partners()


@pytest.fixture
def browser():
    def signed_in(person):
        person.language = "en"
        person.save(update_fields=["language"])
        client = Client(headers={"accept-language": "en"})
        client.force_login(person)
        return client

    return signed_in
