"""Round tables in calendars: what the mails carry, and what stands at the secret address."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re

import icalendar
import pytest
from django.core import mail
from django.test import Client

from oneteam import walls
from oneteam.alliance.disclosure import unname
from oneteam.alliance.models import Disclosure
from oneteam.base.fields import Bi
from oneteam.base.jobs import run_waiting
from oneteam.calendars import actions as calendars
from oneteam.problems import actions as problems
from oneteam.roundtables import actions
from oneteam.roundtables.models import TableInvitation
from tests.factories import LESSON
from tests.factories.roundtables import convened, fresh, get_table, make_house
from tests.speed.bulk import copy
from tests.speed.counting import cost

pytestmark = pytest.mark.django_db

PLACE = Bi("포항 제2공장", "Pohang plant 2")


def delivered(clear=True):
    """Of each recipient the calendar part of the last mail that has one, with its method as the mail names it."""
    if clear:
        mail.outbox = []
    run_waiting()
    found = {}
    for one in mail.outbox:
        read = email.message_from_bytes(one.message().as_bytes(), policy=email.policy.default)
        for part in read.walk():
            if part.get_content_type() == "text/calendar":
                calendar = icalendar.Calendar.from_ical(part.get_content())
                assert part.get_param("method") == calendar["METHOD"]
                found[read["To"]] = (str(calendar["METHOD"]), calendar.walk("VEVENT")[0])
    return found


def cancel(house, table):
    with walls.acting_as(house.officer):
        actions.cancel(
            person=house.officer, table=get_table(house.officer, table.code), reason="chair is ill"
        )


def test_a_date_comes_into_the_calendar_and_a_cancelled_one_goes_out_of_it():
    house = make_house()
    delivered()
    table = convened(house, place=PLACE)
    asked = delivered()
    people = {house.owner.email, *(profile.person.email for profile in house.profiles)}
    assert asked.keys() == people
    assert {method for method, _event in asked.values()} == {"REQUEST"}
    assert {event.start for _method, event in asked.values()} == {table.starts_at.replace(microsecond=0)}
    cancel(house, table)
    taken_back = delivered()
    assert taken_back.keys() == people
    for to, (method, event) in taken_back.items():
        before = asked[to][1]
        assert method == "CANCEL" and event["STATUS"] == "CANCELLED"
        assert event["UID"] == before["UID"] and event["SEQUENCE"] > before["SEQUENCE"]
    assert len({str(event["UID"]) for _method, event in asked.values()}) == len(people)


def test_each_mail_names_its_reader_and_nobody_else():
    house = make_house()
    delivered()
    convened(house)
    for to, (_method, event) in delivered().items():
        text = event.to_ical().decode().replace("\r\n ", "")
        assert set(re.findall(r"[\w.-]+@[\w.]+", text)) - {str(event["UID"])} == {to, "oneteam@localhost"}
        assert event["ATTENDEE"] == f"mailto:{to}" and event["ORGANIZER"] == "mailto:oneteam@localhost"


@pytest.mark.parametrize(("level", "open_to_all"), [("named", False), ("alliance", True)])
def test_title_and_place_stand_only_where_every_member_may_read_them(level, open_to_all):
    house = make_house(level)
    delivered()
    convened(house, place=PLACE)
    for method, event in delivered().values():
        words = event.to_ical().decode()
        assert method == "REQUEST" and "/roundtables/RT-" in str(event["URL"])
        assert ("제목" in words or "Title" in words) is open_to_all
        assert ("포항" in words or "Pohang" in words) is open_to_all
        assert open_to_all or event["SUMMARY"] in ("라운드테이블", "Round table")


def test_what_was_sealed_before_the_mail_went_is_written_as_sealed():
    house = make_house("alliance")
    delivered()
    convened(house, place=PLACE)
    with walls.system("the owner raises the level"):
        Disclosure.objects.update(level="sealed")
    for _method, event in delivered().values():
        assert event["SUMMARY"] == "라운드테이블" and "LOCATION" not in event


def answer(person, accept=True, **values):
    with walls.acting_as(person):
        found = TableInvitation.objects.get(person=person)
        actions.answer_invitation(person=person, invitation=found, accept=accept, reason="no time", **values)


@pytest.mark.parametrize("how", ["declines", "has a conflict", "is taken off the panel"])
@pytest.mark.parametrize("level", ["named", "alliance"])
def test_who_is_not_expected_any_more_gets_a_mail_that_takes_the_event_out(how, level):
    house = make_house(level)
    delivered()
    convened(house, place=PLACE)
    asked = delivered()
    person = house.profiles[1].person
    answer(person)
    delivered()
    if how == "is taken off the panel":
        with walls.acting_as(house.owner):
            disclosure = Disclosure.objects.get(thread=house.problem.code)
            unname(disclosure, role="expert", person=person)
    else:
        answer(person, accept=False, conflict=how == "has a conflict")
    told = delivered()
    assert told.keys() == {person.email}
    method, event = told[person.email]
    before = asked[person.email][1]
    assert method == "CANCEL" and event["STATUS"] == "CANCELLED"
    assert (event["UID"], event.start) == (before["UID"], before.start)
    assert event["SEQUENCE"] > before["SEQUENCE"]
    (letter,) = (one for one in mail.outbox if one.to == [person.email])
    words = letter.message().as_string() + letter.body + letter.subject + event.to_ical().decode()
    for secret in (house.problem.code, house.problem.title.ko, house.problem.title.en, PLACE.ko, PLACE.en):
        assert secret not in words


def test_a_problem_that_leaves_the_way_takes_its_table_out_of_all_calendars():
    house = make_house()
    delivered()
    convened(house)
    asked = delivered()
    with walls.acting_as(house.owner):
        problems.withdraw(person=house.owner, problem=fresh(house.problem), reason="sold", **LESSON)
    told = delivered()
    assert told.keys() >= asked.keys() and {method for method, _event in told.values()} == {"CANCEL"}


# --- the secret address ---------------------------------------------------------------------------------


def feed(person):
    with walls.acting_as(person):
        address = calendars.address_of(calendars.make_feed(person=person))
    return address.removeprefix("http://localhost:8000")


def read(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return {str(one["UID"]): one for one in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


def test_the_address_holds_what_one_sits_at_and_is_invited_to():
    house = make_house()
    table = convened(house, place=PLACE)
    unsigned, signed = house.profiles[0].person, house.profiles[1].person
    for person in (house.owner, house.officer, unsigned, signed):
        (event,) = read(feed(person)).values()
        assert event["SUMMARY"] == "라운드테이블" and "LOCATION" not in event
        assert table.code in str(event["URL"]) and event.start == table.starts_at.replace(microsecond=0)
    stranger = make_house(experts_count=1).owner
    assert read(feed(stranger)) == {}


def test_the_address_and_the_mail_speak_of_one_event():
    house = make_house()
    delivered()
    convened(house)
    asked = delivered()
    for person in (house.owner, house.profiles[0].person):
        assert list(read(feed(person))) == [str(asked[person.email][1]["UID"])]


def test_declined_and_cancelled_are_gone_at_once():
    house = make_house()
    table = convened(house)
    one, other = house.profiles[0].person, house.profiles[1].person
    for person in (one, other):
        with walls.acting_as(person):
            invitation = TableInvitation.objects.get(person=person)
            actions.answer_invitation(person=person, invitation=invitation, accept=person is one, reason="no")
    assert (len(read(feed(one))), len(read(feed(other)))) == (1, 0)
    place = feed(one)
    cancel(house, table)
    assert read(place) == read(feed(house.owner)) == {}


def test_what_is_closed_to_somebody_is_gone_from_their_address_at_once():
    house = make_house()
    convened(house)
    place = feed(house.owner)
    assert len(read(place)) == 1
    with walls.system("the seat ends"):
        house.owner.seats.update(ended_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert read(place) == {}


def test_the_address_costs_the_same_with_many_tables():
    house = make_house("alliance")
    table = convened(house)
    place = feed(house.profiles[1].person)
    one = cost(Client(), place)
    with walls.system("the same table many times"):
        seats = list(table.attendance.all())
        for _ in range(24):
            copy(table, 1)
            for row in seats:
                copy(row, 1, table=table)
    many = cost(Client(), place)
    assert many.text.count("BEGIN:VEVENT") == 25 > one.text.count("BEGIN:VEVENT") == 1
    assert many.sql == one.sql <= 15, many.told()
