"""Rooms: kept by the secretariat, booked by tables, taken once at a time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from oneteam import walls
from oneteam.base.errors import Invalid
from oneteam.base.fields import Bi
from oneteam.problems import actions as problems
from oneteam.roundtables import actions
from oneteam.roundtables.models import Venue, VenueBooking
from tests.factories import make_org, rivals, seated
from tests.factories.roundtables import approved, fresh, get_table, make_house, plan
from tests.roundtables.test_one_table_at_a_time import agreed

pytestmark = pytest.mark.django_db


def make_room(officer, name="대회의실", **values):
    with walls.acting_as(officer):
        given = {"name": Bi(name, "Hall"), "address": Bi("대전", "Daejeon"), "capacity": 20, **values}
        return actions.save_venue(person=officer, **given)


def convene(house, problem, officer=None, **values):
    officer = officer or house.officer
    with walls.acting_as(officer):
        table = actions.convene(
            person=officer,
            problem=fresh(problem),
            plan=plan(house, **{"chair": officer, "owners": [], **values}),
        )
    return get_table(officer, table.code)


def signed_in(person):
    client = Client()
    client.cookies["language"] = person.language = "en"
    person.save()
    client.force_login(person)
    return client


def test_a_table_books_its_room_and_gives_it_back_when_it_is_cancelled():
    house = make_house()
    room = make_room(house.officer)
    approved(house)
    table = convene(house, house.problem, venue=room, place=Bi())
    assert (str(table.place), table.place.en) == ("대회의실 – 대전", "Hall – Daejeon")
    other = make_house()
    second = agreed(other)
    with pytest.raises(Invalid, match="taken at that time") as refused, translation.override("en"):
        convene(other, second, venue=room)
    assert set(refused.value.fields) == {"venue"}
    with walls.acting_as(house.officer):
        actions.cancel(person=house.officer, table=get_table(house.officer, table.code), reason="ill")
    assert convene(other, second, venue=room).state == "fixed"


def test_the_database_keeps_a_room_for_one_at_a_time():
    house = make_house(experts_count=0)
    room = make_room(house.officer)
    first = timezone.now() + dt.timedelta(days=3)
    with walls.acting_as(house.officer):
        booked = actions.block_venue(
            person=house.officer, venue=room, starts_at=first, ends_at=first + dt.timedelta(hours=2)
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            VenueBooking.objects.create(
                venue=room,
                circle=booked.circle,
                span=(first + dt.timedelta(hours=1), first + dt.timedelta(hours=3)),
            )
        right_after = actions.block_venue(
            person=house.officer,
            venue=room,
            starts_at=first + dt.timedelta(hours=2),
            ends_at=first + dt.timedelta(hours=3),
        )
    assert right_after.pk


def test_a_room_that_is_too_small_is_told():
    house = make_house()
    approved(house)
    room = make_room(house.officer, capacity=2)
    with pytest.raises(Invalid, match="2"):
        convene(house, house.problem, venue=room)


def test_a_sealed_table_books_no_room_and_is_offered_none():
    house = make_house()
    hidden = agreed(house, "sealed")
    room = make_room(house.officer)
    with pytest.raises(Invalid):
        convene(house, hidden, venue=room)
    browser = signed_in(house.officer)
    assert 'name="venue"' not in browser.get(reverse("roundtables:new", args=[hidden.code])).content.decode()
    approved(house)
    assert (
        'name="venue"' in browser.get(reverse("roundtables:new", args=[house.problem.code])).content.decode()
    )


def test_a_table_that_is_sealed_later_gives_its_room_back_and_tells_the_room():
    house = make_house()
    room = make_room(house.officer)
    approved(house)
    table = convene(house, house.problem, venue=room)
    stranger = signed_in(seated("officer", make_org("host2"), "second"))
    page = reverse("roundtables:venue", args=[room.code])
    assert table.code in stranger.get(page).content.decode()
    with walls.acting_as(house.owner):
        problems.name_person(
            person=house.owner, problem=fresh(house.problem), named=house.officer, role="officer"
        )
        problems.raise_level(person=house.owner, problem=fresh(house.problem), level="sealed")
    assert "data-row" not in stranger.get(page).content.decode()
    assert (
        "because the problem is sealed"
        in signed_in(house.officer).get(table.get_absolute_url()).content.decode()
    )
    other = make_house()
    assert convene(other, agreed(other), venue=room, starts_at=table.starts_at).state == "fixed"


def test_who_may_not_see_the_table_reads_that_the_room_is_taken_and_no_more():
    """An officer whom a rival seconds knows of no named problem; a colleague's own note looks just the same."""
    house = make_house()
    rival = make_org("rival", hosts_secretariat=True)
    rivals(house.company, rival, ["robot"])
    seconded = seated("officer", rival, "seconded")
    room = make_room(house.officer)
    browser, page = signed_in(seconded), reverse("roundtables:venue", args=[room.code])
    times = plan(house)
    with walls.acting_as(house.officer):
        booking = actions.block_venue(
            person=house.officer, venue=room, starts_at=times.starts_at, ends_at=times.ends_at
        )
    by_hand = rows(browser.get(page))
    with walls.acting_as(house.officer):
        actions.free_venue(person=house.officer, venue=room, code=booking.code)
    approved(house)
    table = convene(house, house.problem, venue=room, starts_at=times.starts_at)
    assert rows(browser.get(page)) == by_hand
    assert table.code in signed_in(house.officer).get(page).content.decode()
    assert browser.get(table.get_absolute_url()).status_code == 404


def rows(answer):
    text = answer.content.decode()
    start = text.index("When it is taken")
    found = text[start : text.index("</ul>", start)]
    assert "data-row" in found
    return found


def test_rooms_are_added_changed_and_blocked_on_their_pages():
    officer = seated("officer")
    browser = signed_in(officer)
    made = browser.post(
        reverse("roundtables:venue_new"),
        {"name_ko": "강의실", "capacity": "30", "offered": "on"},
        follow=True,
    )
    assert made.status_code == 200
    with walls.acting_as(officer):
        room = Venue.objects.get()
    wrong = browser.post(room.get_absolute_url(), {"name_ko": "", "capacity": "0", "version": "1"})
    assert wrong.status_code == 422 and 'value="0"' in wrong.content.decode()
    stale = browser.post(room.get_absolute_url(), {"name_ko": "방", "capacity": "9", "version": "7"})
    assert stale.status_code == 409 and "강의실" in stale.content.decode()
    day = timezone.localdate() + dt.timedelta(days=5)
    when = {
        "starts_at_day": str(day),
        "starts_at_time": "10:00",
        "ends_at_day": str(day),
        "ends_at_time": "12:00",
        "note": "Lecture",
    }
    place = reverse("roundtables:venue_block", args=[room.code])
    assert "Lecture" in browser.post(place, when, follow=True).content.decode()
    again = browser.post(place, when)
    assert again.status_code == 422 and "taken at that time" in again.content.decode()
    with walls.acting_as(officer):
        code = VenueBooking.objects.get().code
    freed = browser.post(reverse("roundtables:venue_free", args=[room.code, code]), follow=True)
    assert "free from now on" in freed.content.decode()


@pytest.mark.parametrize("role", ["owner", "expert", "learner"])
def test_for_everybody_else_there_are_no_rooms(role):
    room = make_room(seated("officer"))
    browser = signed_in(seated(role))
    for page in (reverse("roundtables:venues"), reverse("roundtables:venue_new"), room.get_absolute_url()):
        assert browser.get(page).status_code == 404
