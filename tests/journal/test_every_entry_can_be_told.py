"""An entry that lacks a word of its wording would break every page that tells it, so it is never written."""

import pytest
from django.db import transaction

from oneteam import walls
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
