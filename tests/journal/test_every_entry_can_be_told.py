"""An entry that lacks a word of its wording would break every page that tells it, so it is never written."""

import pytest
from django.db import transaction
from django.utils import translation

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.journal import verbs
from oneteam.journal.actions import record
from oneteam.journal.models import Entry
from oneteam.walls.actions import shared_circle

pytestmark = pytest.mark.django_db


def test_an_entry_without_what_its_wording_speaks_of_is_refused():
    with walls.system("test"):
        circle = shared_circle("secretariat")
        with transaction.atomic(), pytest.raises(LookupError, match="reason"):
            record(verb="problems.close", actor=None, circle=circle, data={"because": "–"})
        assert not Entry.objects.exists()
        record(verb="problems.close", actor=None, circle=circle, data={"reason": "–"})
        assert Entry.objects.count() == 1


def test_words_that_look_like_a_day_that_there_is_not_are_told_as_they_are():
    assert "2026-02-30" in verbs.sentence("problems.close", "A", {"reason": "2026-02-30"})


def test_somebody_in_an_entry_is_named_in_the_readers_language():
    who = verbs.named(Person(code="H-1", name="한별", name_en="Hanbyeol"))
    for language, name in (("ko", "한별"), ("en", "Hanbyeol")):
        with translation.override(language):
            assert name in verbs.sentence("roundtables.noted", "A", {"who": who})
    with translation.override("en"):
        assert "두리" in verbs.sentence("roundtables.noted", "A", {"who": {"person": "D-1", "name": "두리"}})
