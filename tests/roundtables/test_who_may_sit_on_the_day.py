"""Between the owner's yes and the day of the table something may have changed: the day that is fixed decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from oneteam import walls
from oneteam.alliance.actions import agree
from oneteam.base.errors import Invalid
from oneteam.experts import actions as experts
from oneteam.experts.enums import EngagementKind
from oneteam.experts.models import ExpertProfile
from oneteam.roundtables import actions
from oneteam.roundtables.facts import quarter
from tests.factories import accepted, make_org, rivals, today
from tests.factories.roundtables import House, approved, convened, fresh, make_house, plan

pytestmark = pytest.mark.django_db


def fix(house: House, starts_at: dt.datetime | None = None) -> Any:
    wanted = plan(house)
    wanted = replace(wanted, starts_at=starts_at or wanted.starts_at)
    with walls.acting_as(house.officer):
        return actions.convene(person=house.officer, problem=fresh(house.problem), plan=wanted)


def refused(house: House, starts_at: dt.datetime | None = None) -> str:
    with pytest.raises(Invalid) as found:
        fix(house, starts_at)
    return " ".join(found.value.fields["starts_at"].split())


def tie(
    house: House, profile: ExpertProfile, organisation: Any, kind: str, until: dt.date | None = None
) -> None:
    with walls.acting_as(house.officer):
        experts.declare_engagement(
            person=house.officer, profile=profile, organisation=organisation, kind=kind, until=until
        )


def test_a_conflict_declared_after_the_owners_yes_keeps_the_date_from_being_fixed():
    house = make_house()
    approved(house)
    tie(house, house.profiles[0], house.company, EngagementKind.CONFLICT)
    assert house.profiles[0].person.name in refused(house)


def test_a_waiver_counts_until_its_last_day_only():
    house = make_house()
    competitor, profile = make_org("competitor"), house.profiles[0]
    rivals(house.company, competitor, ["robot"])
    tie(house, profile, competitor, EngagementKind.SPONSORED)
    with walls.acting_as(house.officer):
        agree(
            person=house.officer, kind="waiver", holder=profile.person, thread=house.problem.code,
            ends_on=today(12),
        )  # fmt: skip
    approved(house)
    assert profile.person.name in refused(house, timezone.now() + dt.timedelta(days=20))
    assert fix(house).code


def test_quota_counts_in_the_quarter_of_the_table():
    house = make_house()
    with walls.system("a test gives everybody one table a quarter"):
        ExpertProfile.objects.update(quota=1)
    first = convened(house)
    _, after = quarter(timezone.localdate(first.starts_at))
    house.problem = accepted(house.owner, house.company, house.officer, level="named")
    with walls.system("a test lets them stand on a second list"):
        ExpertProfile.objects.update(quota=2)
    approved(house)
    with walls.system("a test gives everybody one table a quarter"):
        ExpertProfile.objects.update(quota=1)
    hours = dt.timedelta(hours=5)
    same = first.starts_at + (hours if first.starts_at + hours < after else -hours)
    assert all(profile.person.name in refused(house, same) for profile in house.profiles)
    assert fix(house, after + dt.timedelta(days=8, hours=10)).code
