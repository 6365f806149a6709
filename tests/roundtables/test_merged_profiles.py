"""One person under two addresses, merged: what either account did and promised counts for the profile that stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from oneteam import walls
from oneteam.alliance.actions import agree
from oneteam.base.errors import Invalid
from oneteam.experts import actions as experts
from oneteam.experts.models import ExpertProfile
from oneteam.roundtables import actions, queries
from oneteam.roundtables.enums import TableState
from oneteam.roundtables.models import RoundTable
from tests.factories import accepted, make_org, rivals, today
from tests.factories.roundtables import (
    House,
    convened,
    fresh,
    get_table,
    held,
    make_expert,
    make_house,
    matched,
    plan,
    sent,
)  # fmt: skip

pytestmark = pytest.mark.django_db


def merge(house: House, closed: ExpertProfile, kept: ExpertProfile) -> None:
    with walls.acting_as(house.officer):
        versions = {one.code: one.version for one in (closed, kept)}
        experts.merge(person=house.officer, kept=kept, closed=closed, versions=versions)


def merged_into_a_new_one(house: House, closed: ExpertProfile, **values: Any) -> ExpertProfile:
    kept = make_expert(house.officer, closed.organisation, name="other address", **values)
    merge(house, closed, kept)
    return kept


def another(house: House) -> None:
    house.problem = accepted(house.owner, house.company, house.officer, level="alliance")


def row_of(house: House, profile: ExpertProfile) -> Any:
    run = matched(house)
    with walls.acting_as(house.officer):
        return queries.candidates(run).get(expert_code=profile.code)


def page(house: House) -> str:
    client = Client()
    client.cookies["language"] = house.officer.language = "en"
    house.officer.save()
    client.force_login(house.officer)
    return client.get(matched(house).get_absolute_url()).content.decode()


def today_at_the_table(table: RoundTable) -> None:
    """In this quarter, whatever day it is."""
    with walls.system("test"):
        now = timezone.now()
        RoundTable.objects.filter(pk=table.pk).update(starts_at=now, ends_at=now + dt.timedelta(hours=2))


def test_tables_of_both_accounts_use_up_the_quota():
    house = make_house(level="alliance")
    closed = house.profiles[0]
    today_at_the_table(convened(house))
    kept = merged_into_a_new_one(house, closed, quota=1)
    another(house)
    assert row_of(house, kept).private.codes == ["quota_used"]
    with walls.system("test"):
        ExpertProfile.objects.filter(pk=kept.pk).update(quota=3)
    assert "1 of 3 round tables this quarter." in page(house)
    with walls.acting_as(house.officer):
        first = timezone.now() - dt.timedelta(hours=1)
        had = queries.tables_in([kept.person_id, closed.person_id], first, first + dt.timedelta(days=1))
    assert (had[kept.person_id], had[closed.person_id]) == (1, 1)


def test_a_list_at_an_owner_with_either_of_them_is_a_promise():
    house = make_house(level="alliance")
    closed = house.profiles[0]
    sent(house)
    kept = merged_into_a_new_one(house, closed, quota=1)
    another(house)
    assert row_of(house, kept).private.codes == ["quota_used"]


def test_nobody_is_asked_to_two_tables_at_once_under_two_addresses():
    house = make_house(level="alliance", experts_count=1)
    convened(house)
    kept = merged_into_a_new_one(house, house.profiles[0])
    another(house)
    with pytest.raises(Invalid) as refused:
        convened(house)
    assert "other address" in refused.value.fields["starts_at"]
    with walls.acting_as(house.officer):
        later = plan(house)
        later = replace(later, starts_at=later.starts_at + dt.timedelta(days=1))
        table = actions.convene(person=house.officer, problem=fresh(house.problem), plan=later)
        assert kept.person in queries.seated_people(table)


def test_hours_of_both_decide_and_a_table_of_either_takes_its_time():
    house = make_house(level="alliance", experts_count=2)
    closed = house.profiles[0]
    convened(house)
    kept = make_expert(house.officer, closed.organisation, name="other address")
    week = range(7)
    with walls.acting_as(house.officer):
        for profile, opens, closes in ((closed, 0, 13), (kept, 12, 23)):
            for day in week:
                hours = {"starts": dt.time(opens), "ends": dt.time(closes, 59)}
                experts.add_window(person=house.officer, profile=profile, weekday=day, **hours)
        for profile, first, last in ((closed, 20, 24), (kept, 23, 30)):
            experts.block(person=house.officer, profile=profile, starts_on=today(first), ends_on=today(last))
    merge(house, closed, kept)
    another(house)
    assert "Monday 00:00–23:59" in page(house)
    run = matched(house)
    with walls.acting_as(house.officer):
        times = queries.candidates_with_hours(run).get(expert_code=kept.code)
        assert [(one["first"], one["last"]) for one in times.days] == [(str(today(20)), str(today(30)))]


def test_what_was_said_of_either_and_where_they_sat_is_experience():
    house = make_house(level="alliance")
    closed = house.profiles[0]
    table = held(house)
    with walls.system("test"):
        RoundTable.objects.filter(pk=table.pk).update(state=TableState.CLOSED)
    with walls.acting_as(house.owner):
        said = {closed.person_id: (5, "found the cause")}
        actions.give_feedback(person=house.owner, table=get_table(house.owner, table.code), said=said)
    kept = merged_into_a_new_one(house, closed)
    before = house.problem
    another(house)
    row = row_of(house, kept)
    assert [tie["thread"] for tie in row.reasons["field"]["same"]] == [before.code]
    assert "Helped at 1 round table" in page(house)


def test_a_waiver_stays_with_the_account_it_was_given_to():
    house = make_house(level="alliance")
    closed, competitor = house.profiles[0], make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    with walls.acting_as(house.officer):
        experts.declare_engagement(
            person=house.officer, profile=closed, organisation=competitor, kind="advisory", until=today(30)
        )
        agree(
            person=house.officer, kind="waiver", holder=closed.person, thread=house.problem.code,
            ends_on=today(12),
        )  # fmt: skip
    assert row_of(house, closed).rank
    kept = merged_into_a_new_one(house, closed)
    row = row_of(house, kept)
    assert row.excluded == ["engaged_with_competitor"]
    with walls.acting_as(house.officer):  # the owner can be asked again
        run = queries.runs().get(pk=row.run_id)
        assert actions.ask_waiver(person=house.officer, run=run, code=kept.code).person == kept.person


def test_a_profile_that_took_one_in_is_merged_itself():
    house = make_house(level="alliance")
    first = house.profiles[0]
    today_at_the_table(convened(house))
    second = merged_into_a_new_one(house, first)
    with walls.acting_as(house.officer):
        second.refresh_from_db()
    third = merged_into_a_new_one(house, second, quota=1)
    another(house)
    assert row_of(house, third).private.codes == ["quota_used"]
    client = Client()
    client.force_login(house.officer)
    assert client.get(first.get_absolute_url()).url == third.get_absolute_url()
