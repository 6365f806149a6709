"""Dates are proposed for the tables whose panels are agreed, with reasons; a person fixes one of them."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.experts import actions as experts
from oneteam.roundtables import actions, queries, timetable
from tests.factories import make_org, rivals, seated
from tests.factories.roundtables import approved, convened, make_house
from tests.roundtables.test_rooms import make_room
from tests.speed.counting import cost

pytestmark = pytest.mark.django_db


def wish(**wanted):
    last = timezone.localdate() + dt.timedelta(days=45)
    return timetable.Wish(**{"minutes": 120, "experts": 2, "last": last, "room": False} | wanted)


def searched(house, why=None, **wanted):
    with walls.acting_as(house.officer):
        asked = timetable.asked_about(queries.without_date())
        return timetable.search(house.officer, asked, wish(**wanted), timezone.localdate(), why=why)


def give_hours(profile, weekday, opens, closes):
    with walls.acting_as(profile.person):
        experts.add_window(
            person=profile.person,
            profile=profile,
            weekday=weekday,
            starts=dt.time(opens),
            ends=dt.time(closes),
        )


def test_the_first_date_is_one_at_which_all_can_come_by_the_hours_they_gave():
    house = make_house()
    approved(house)
    for profile in house.profiles:
        give_hours(profile, 2, 13, 16)
    found = searched(house, experts=3)
    start = timezone.localtime(found.found[0].meeting.start)
    assert (start.weekday(), start.hour) == (2, 13)
    assert len(found.found[0].meeting.present) == 3
    assert found.proven


def test_where_experts_share_no_hours_the_demands_that_clash_are_named():
    house = make_house()
    approved(house)
    give_hours(house.profiles[0], 0, 9, 12)
    give_hours(house.profiles[1], 3, 9, 12)
    clash = searched(house, experts=3).found[0]
    assert clash.meeting is None and "quorum" in {reason.code for reason in clash.clash}
    assert searched(house, experts=2).found[0].meeting is not None


def test_why_not_at_this_time_is_answered():
    house = make_house()
    approved(house)
    for profile in house.profiles:
        give_hours(profile, 2, 13, 16)
    best = searched(house, experts=3).found[0].meeting.start
    early = (
        searched(house, why=(house.problem.code, best - dt.timedelta(hours=3)), experts=3).found[0].why_not
    )
    assert early.possible is None and early.reasons
    later = (
        searched(house, why=(house.problem.code, best + dt.timedelta(hours=1)), experts=3).found[0].why_not
    )
    assert later.possible is not None and not [reason for reason in later.reasons if reason.hard]


def test_a_table_that_is_fixed_keeps_its_people_busy_and_two_are_never_put_at_once():
    one = make_house()
    table = convened(one)
    with walls.acting_as(one.officer):
        assert not queries.without_date().exists()
        busy = timetable._busy([str(one.officer.pk)], {})
    assert [(span.start, span.end) for span in busy[str(one.officer.pk)]] == [
        (table.starts_at, table.ends_at)
    ]


def test_a_room_that_is_taken_is_not_proposed_and_all_rooms_are_asked_at_once():
    house = make_house()
    approved(house)
    for profile in house.profiles:
        give_hours(profile, 2, 13, 15)
    one = make_room(house.officer, "대회의실")
    with CaptureQueriesContext(connection) as first:
        best = searched(house, room=True).found[0].meeting
    assert best.room == str(one.pk)
    with walls.acting_as(house.officer):
        actions.block_venue(person=house.officer, venue=one, starts_at=best.start, ends_at=best.end)
    other = make_room(house.officer, "소회의실")
    with CaptureQueriesContext(connection) as second:
        meeting = searched(house, room=True).found[0].meeting
    assert (meeting.start, meeting.room) == (best.start, str(other.pk))
    assert len(second) == len(first)


def page(person, **data):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("roundtables:dates")
    return client.post(url, data) if data else client.get(url)


def test_the_page_proposes_and_leads_to_fixing_the_date():
    house = make_house()
    approved(house)
    last = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    given = {"problems": [house.problem.code], "minutes": 120, "experts": 2, "last": last}
    shown = page(house.officer, **given).content.decode()
    assert (
        "이 날짜로 정하기" in shown
        and f"{reverse('roundtables:new', args=[house.problem.code])}?at=" in shown
    )
    again = page(house.officer, **given).content.decode()
    assert shown.count("?at=") == again.count("?at=")
    asked = page(house.officer, **given, why=house.problem.code, why_at=f"{last}T03:00").content.decode()
    assert "이 시간은 왜 안 되나요?" in asked


def test_bad_input_is_told_and_kept():
    house = make_house()
    approved(house)
    given = {"problems": [house.problem.code], "minutes": 5, "experts": 0, "last": "2020-01-01"}
    answer = page(house.officer, **given)
    assert answer.status_code == 422 and 'value="5"' in answer.content.decode()
    far = (timezone.localdate() + dt.timedelta(days=400)).isoformat()
    assert (
        "사이의 날을 적어 주세요"
        in page(house.officer, **given | {"last": far, "minutes": 60, "experts": 1}).content.decode()
    )


def test_only_the_secretariat_finds_dates_and_only_of_what_it_may_see():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    approved(house)
    stranger = seated("officer", competitor, "seconded officer")
    assert page(house.owner).status_code == 404
    assert house.problem.code not in page(stranger).content.decode()
    assert house.problem.code in page(house.officer).content.decode()


def test_the_page_asks_little():
    house = make_house()
    approved(house)
    client = Client()
    client.force_login(house.officer, backend="django.contrib.auth.backends.ModelBackend")
    one = cost(client, reverse("roundtables:dates"))
    assert one.sql <= 15
