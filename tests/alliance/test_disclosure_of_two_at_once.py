"""A request that read a thread before somebody sealed it must not draw the old circles again."""

import pytest
from django.utils import timezone

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Level, NamedRole
from oneteam.alliance.models import Disclosure
from oneteam.problems.models import Brief
from tests.factories import accepted, make_org, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    company = make_org("company")
    return accepted(seated("owner", company), company, seated("officer", make_org("host")), level="alliance")


def read_before(problem) -> Disclosure:
    with walls.system("test"):
        return Disclosure.objects.get(pk=problem.disclosure_id)


def reads(person) -> bool:
    with walls.acting_as(person):
        return Brief.objects.exists()


@pytest.mark.parametrize("late", ["name", "unname", "share"])
def test_who_comes_later_decides_on_what_the_first_left(thread, late):
    stale, member = read_before(thread), seated("staff")
    assert reads(member)
    disclosures.change(thread.disclosure, level=Level.SEALED)
    assert not reads(member)
    newcomer = seated("expert")
    if late == "share":
        disclosures.change(stale, decision_shared=True)
    else:
        disclosures.name(stale, role=NamedRole.EXPERT, person=newcomer, by=None)
    if late == "unname":
        disclosures.unname(stale, role=NamedRole.EXPERT, person=newcomer)
    assert not reads(member)
    assert stale.level == Level.SEALED


def test_sealing_takes_back_what_was_released_also_when_it_is_lowered_again(thread):
    disclosures.change(
        thread.disclosure, released_at=timezone.now(), effect_shared=True, decision_shared=True,
        for_learners=True, for_startups=True,
    )  # fmt: skip
    disclosures.change(thread.disclosure, level=Level.SEALED)
    disclosures.change(thread.disclosure, level=Level.NAMED)
    shown = read_before(thread)
    assert (shown.released_at, shown.effect_shared, shown.decision_shared) == (None, False, False)
    assert (shown.for_learners, shown.for_startups) == (False, False)
