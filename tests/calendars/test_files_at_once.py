import pytest

from oneteam import walls
from oneteam.calendars import actions, queries
from tests.at_once import at_once
from tests.calendars.files import calendar
from tests.factories import seated


@pytest.mark.django_db(transaction=True)
def test_of_two_files_at_the_very_same_moment_one_stays():
    person = seated("expert")
    twice = [(person, lambda: actions.draft_file(person=person, data=calendar()))] * 2
    assert at_once(*twice) == ["", ""]
    with walls.acting_as(person):
        assert queries.drafts(person).count() == 1
