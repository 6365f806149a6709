"""What experts say themselves: with whom they cannot work."""

from __future__ import annotations

import pytest

from oneteam import walls
from oneteam.alliance.actions import agree
from oneteam.experts import actions as experts
from oneteam.experts.enums import EngagementKind
from oneteam.experts.models import Engagement
from oneteam.roundtables import queries
from tests.factories import make_org, rivals, today
from tests.factories.roundtables import House, make_expert, make_house, sent

pytestmark = pytest.mark.django_db


def declare(house, profile, organisation, until=None):
    with walls.acting_as(house.officer):
        experts.declare_engagement(
            person=house.officer, profile=profile, organisation=organisation, kind=EngagementKind.CONFLICT,
            until=until,
        )  # fmt: skip


def excluded(house: House, profile) -> list[str]:
    with walls.acting_as(house.officer):
        run = queries.runs().get(pk=sent(house).pk)
        return queries.candidates(run).get(person=profile.person).excluded


def test_a_declared_conflict_keeps_away_from_that_owner_and_is_told(client):
    house = make_house()
    profile = make_expert(house.officer, make_org("college", kind="academia"), name="expert")
    declare(house, profile, house.company, until=today())
    assert excluded(house, profile) == ["declared"]
    with walls.acting_as(house.officer):
        address = queries.runs().first().get_absolute_url()
    for reader in (house.officer, house.owner):
        client.force_login(reader)
        page = client.get(address).content.decode()
        assert "expert" in page and "이해상충을 스스로 알렸어요" in page


def test_no_owner_can_waive_it():
    house = make_house()
    profile = make_expert(house.officer, make_org("college", kind="academia"), name="expert")
    declare(house, profile, house.company)
    with walls.acting_as(house.officer):
        agree(person=house.officer, kind="waiver", holder=profile.person, thread=house.problem.code)
    assert excluded(house, profile) == ["declared"]
    with walls.acting_as(house.officer):
        row = queries.candidates(queries.runs().first()).get(person=profile.person)
        assert not queries.waivable(row)


def test_it_keeps_nobody_away_from_competitors_of_that_organisation():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    profile = make_expert(house.officer, make_org("college", kind="academia"), name="expert")
    declare(house, profile, competitor)
    assert excluded(house, profile) == []


def test_one_that_has_ended_keeps_nobody_away():
    house = make_house()
    profile = make_expert(house.officer, make_org("college", kind="academia"), name="expert")
    declare(house, profile, house.company, until=today(1))
    with walls.system("a test lets two days pass"):
        Engagement.objects.filter(profile=profile).update(until=today(-1))
    assert excluded(house, profile) == []
