"""Hours that experts have given decide about a panel and help to fix its date; members never read them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.calendars import actions as calendars
from oneteam.experts import actions as experts
from oneteam.experts import free
from oneteam.experts import queries as expert_queries
from oneteam.roundtables import queries
from oneteam.roundtables.matching import Parameters
from tests.calendars.files import at, calendar
from tests.factories import make_org, today
from tests.factories.roundtables import EASY, approved, make_expert, make_house, matched, sent

pytestmark = pytest.mark.django_db

ALL_DAY = (dt.time(9), dt.time(18))


def can_come(house, profile, *days, hours=ALL_DAY):
    with walls.acting_as(house.officer):
        for day in days:
            experts.add_window(
                person=house.officer, profile=profile, weekday=day, starts=hours[0], ends=hours[1]
            )


def people(house, run):
    with walls.acting_as(house.officer):
        return {row.person.name for row in queries.panel(run)}


def page(person, address, **query):
    client = Client()
    client.cookies["language"] = "en"
    person.language = "en"
    person.save()
    client.force_login(person)
    return client.get(address, query).content.decode()


@pytest.mark.parametrize(
    ("hours", "blocked", "busy", "first", "count"),
    [
        ((), (), (), None, None),
        (((0, dt.time(14), dt.time(18)),), (), (), "2026-12-07T14:00", 18),
        (((0, dt.time(14, 30), dt.time(17)),), (), (), "2026-12-07T15:00", 6),
        (((0, dt.time(9), dt.time(10)),), (), (), None, 0),
        (((0, dt.time(14), dt.time(16)),), ((dt.date(2026, 12, 1), dt.date(2026, 12, 20)),), (), "2026-12-21T14:00", 4),
        ((), ((dt.date(2026, 12, 1), dt.date(2027, 1, 10)),), (), "2027-01-11T09:00", 8),
        (
            ((0, dt.time(14), dt.time(17)),), (),
            ((dt.datetime(2026, 12, 7, 13), dt.datetime(2026, 12, 7, 15)),), "2026-12-07T15:00", 11,
        ),
    ],
)  # fmt: skip
def test_starts_of_two_hours_in_the_coming_weeks(hours, blocked, busy, first, count):
    found = free.slots(hours, blocked, busy, dt.date(2026, 11, 27))
    assert (
        found is None if count is None else (len(found) == count and (found[:1] == (first,)) is bool(first))
    )


def test_whoever_cannot_come_together_is_not_proposed_together():
    house = make_house(experts_count=0)
    home = make_org("college", kind="academia")
    first, second, third = (make_expert(house.officer, home, name=name) for name in ("mon", "tue", "any"))
    can_come(house, first, 0)
    can_come(house, second, 1)
    together = people(house, matched(house, Parameters.of({**EASY.kept(), "size": 3})))
    assert len({"mon", "tue"} & together) == 1
    apart = Parameters.of({**EASY.kept(), "size": 12, "max_per_org": 12, "common_slot": False})
    assert {"mon", "tue", "any"} <= people(house, matched(house, apart))
    assert third.person.name == "any"


def test_times_are_offered_to_the_secretariat_and_hours_are_nobody_elses_business():
    house = make_house()
    for profile in house.profiles:
        can_come(house, profile, 2)
    run = sent(house)
    told = page(house.officer, run.get_absolute_url())
    assert "Times that suit all of them" in told and "Wednesday 09:00–18:00" in told
    owner = page(house.owner, run.get_absolute_url())
    assert "Times that suit" not in owner and "09:00–18:00" not in owner


def test_a_time_is_taken_over_into_the_form():
    house = make_house()
    for profile in house.profiles:
        can_come(house, profile, 2)
    approved(house)
    address = reverse("roundtables:new", args=[house.problem.code])
    told = page(house.officer, address)
    assert f"{address}?at=" in told
    at = told.split(f"{address}?at=")[1].split('"')[0]
    assert f'value="{at[11:16]}"' in page(house.officer, address, at=at)
    assert page(house.officer, address, at="2026-99-99T25:00")  # whatever somebody types there
    assert today(0).isoformat() < at


def monday():
    """Nine o'clock of the first Monday that is offered."""
    day = today(7 + -today().weekday() % 7)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))


def busy(person, starts, hours):
    """By their own calendar, from a file they kept."""
    ends = starts + dt.timedelta(hours=hours)
    part = at(f"{starts:%Y%m%dT%H%M%S}", f"{ends:%Y%m%dT%H%M%S}", "SUMMARY:Takeover of Hana")
    with walls.acting_as(person):
        calendars.keep_draft(person=person, draft=calendars.draft_file(person=person, data=calendar(part)))


def offered(house, run):
    """What is offered where the date is fixed."""
    shown = page(house.officer, reverse("roundtables:new", args=[run.problem.code]))
    return set(re.findall(r"\?at=([0-9T:-]+)", shown))


def test_busy_times_of_a_calendar_are_not_offered():
    house = make_house()
    run = approved(house)
    one = house.profiles[0]
    can_come(house, one, 0)
    before = offered(house, run)
    first = monday()
    start = f"{first:%Y-%m-%dT%H:%M}"
    assert start in before
    busy(one.person, first, 4)
    after = offered(house, run)
    assert start not in after and f"{first:%Y-%m-%d}T13:00" in after


def test_who_gives_a_calendar_alone_comes_in_office_hours_but_for_busy_times():
    assert free.slots((), (), (), dt.date(2026, 11, 27)) is None
    away = [(dt.datetime(2026, 12, 4), dt.datetime(2026, 12, 8, 10, 30))]
    found = free.slots((), (), (), dt.date(2026, 11, 27), away)
    assert found[:2] == ("2026-12-08T11:00", "2026-12-08T12:00")


def test_a_calendar_of_a_merged_account_counts_and_the_owner_reads_none():
    house = make_house()
    run = approved(house)
    kept, home = house.profiles[0], house.profiles[0].organisation
    other = make_expert(house.officer, home, name="again")
    busy(other.person, monday(), 4)
    can_come(house, kept, 0)
    assert f"{monday():%Y-%m-%dT%H:%M}" in offered(house, run)
    with walls.acting_as(house.officer):
        two = [expert_queries.by_number([one.pk])[one.pk] for one in (kept, other)]
        experts.merge(
            person=house.officer, kept=two[0], closed=two[1], versions={one.code: one.version for one in two}
        )
    assert f"{monday():%Y-%m-%dT%H:%M}" not in offered(house, run)
    for somebody, known in ((house.officer, 1), (house.owner, 0)):
        with walls.acting_as(somebody):
            row = queries.candidates_with_hours(run).get(person=kept.person_id)
            assert len(row.elsewhere) == known
