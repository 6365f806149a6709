"""A date that was published is moved: what it changes is shown first, and everything follows it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.alliance.disclosure import unname
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.base.jobs import run_waiting
from oneteam.roundtables import actions, queries
from oneteam.roundtables.actions.moving import Move
from oneteam.roundtables.models import Attendance, Booking, TableInvitation, VenueBooking
from tests.at_once import at_once
from tests.factories import make_org, rivals, seated
from tests.factories.roundtables import convened, get_table, make_house
from tests.roundtables.test_calendar import PLACE, delivered, feed, read
from tests.roundtables.test_invitations import invited, link
from tests.roundtables.test_materials import bring, reads
from tests.roundtables.test_one_table_at_a_time import agreed, bookings, convene
from tests.roundtables.test_rooms import make_room, signed_in

pytestmark = pytest.mark.django_db


def hour(days=10, at=14):
    day = timezone.localtime() + dt.timedelta(days=days)
    return day.replace(hour=at, minute=0, second=0, microsecond=0)


def fixed(house, **values):
    return convened(house, **{"starts_at": hour(), **values})


def move(house, table, officer=None, version=None, **values):
    officer = officer or house.officer
    with walls.acting_as(officer):
        seen = queries.table(table.code).get()
        to = {
            "starts_at": seen.starts_at,
            "place": seen.place,
            "link": seen.link,
            "reason": "the line stands",
        }
        actions.move_table(
            person=officer, table=seen, version=version or seen.version, to=Move(**{**to, **values})
        )
    return get_table(officer, table.code)


def answer(person, table, accept=True):
    with walls.acting_as(person):
        found = TableInvitation.objects.get(table_code=table.code, person=person)
        actions.answer_invitation(person=person, invitation=found, accept=accept, reason="no time")


def seat(house, person):
    with walls.acting_as(house.officer):
        return Attendance.objects.get(person=person)


def form(table, **values):
    local = timezone.localtime(values.pop("starts_at", table.starts_at))
    return {
        "starts_at_day": str(local.date()), "starts_at_time": f"{local:%H:%M}", "place_ko": table.place.ko,
        "place_en": table.place.en, "reason": "the line stands still", "version": str(table.version), **values,
    }  # fmt: skip


def test_those_who_had_accepted_are_asked_again_by_the_same_link_and_decliners_are_not():
    house = make_house()
    table = fixed(house)
    yes, no, silent = (profile.person for profile in house.profiles)
    answer(yes, table)
    answer(no, table, accept=False)
    old = link(table, yes)
    move(house, table, starts_at=hour(12))
    assert link(table, yes) == old
    assert [seat(house, one).answer for one in (yes, no, silent)] == ["asked", "declined", "asked"]
    page = Client().get(old)
    assert page.status_code == 200 and 'value="accept"' in page.content.decode()
    assert Client().post(old, {"answer": "accept"}).status_code == 302
    assert seat(house, yes).answer == "accepted"
    assert invited(table, no).starts_at == hour() and invited(table, yes).starts_at == hour(12)


def test_who_was_taken_off_the_thread_is_not_booked_anew():
    house = make_house()
    table = fixed(house)
    gone = house.profiles[0].person
    with walls.system("test"):
        unname(house.problem.disclosure, role="expert", person=gone)
    assert seat(house, gone).answer == "declined"
    move(house, table, starts_at=hour(12))
    with walls.system("test"):
        assert not Booking.objects.filter(person=gone).exists()


def test_the_mail_and_the_calendar_bring_the_same_event_to_its_new_time():
    house = make_house("alliance")
    delivered()
    table = fixed(house, place=PLACE)
    asked = delivered()
    silent = house.profiles[0].person
    answer(silent, table)
    run_waiting()
    move(house, table, starts_at=hour(12))
    told = delivered()
    assert told.keys() == asked.keys()
    for to, (method, event) in told.items():
        before = asked[to][1]
        assert (method, event["UID"]) == ("REQUEST", before["UID"]) and event["SEQUENCE"] > before["SEQUENCE"]
        assert event.start == hour(12) and event["LOCATION"] == before["LOCATION"]
    (letter,) = (one for one in mail.outbox if one.to == [silent.email])
    assert "다시" in letter.body and link(table, silent) in letter.body
    for person in (house.owner, silent):
        (event,) = read(feed(person)).values()
        assert event.start == hour(12) and event["SEQUENCE"] == told[person.email][1]["SEQUENCE"]
    with walls.acting_as(house.officer):
        actions.cancel(person=house.officer, table=get_table(house.officer, table.code), reason="ill")
    for to, (method, event) in delivered().items():
        assert method == "CANCEL" and event["SEQUENCE"] > told.get(to, told[silent.email])[1]["SEQUENCE"]


def test_a_table_that_only_meets_elsewhere_asks_nobody_again_and_tells_all():
    house = make_house("alliance")
    table = fixed(house)
    yes = house.profiles[0].person
    answer(yes, table)
    delivered()
    moved = move(house, table, place=PLACE)
    assert seat(house, yes).answer == "accepted" and moved.place == PLACE
    told = delivered()
    assert {event["LOCATION"] for _method, event in told.values()} <= {PLACE.ko, PLACE.en}
    assert told[yes.email][1]["SEQUENCE"] == 1 and told[yes.email][1].start == hour()


def test_peoples_time_and_the_room_move_with_it():
    house = make_house()
    room = make_room(house.officer)
    table = fixed(house, venue=room, place=Bi())
    move(house, table, starts_at=hour(12), venue=room, place=Bi())
    with walls.system("a test looks at all bookings"):
        spans = {one.span.lower for one in Booking.objects.filter(table=table)}
        spans.add(VenueBooking.objects.get(table=table).span.lower)
    assert spans == {hour(12)}
    other = convene(house, agreed(house), starts_at=hour(), venue=room)
    with pytest.raises(Invalid, match="expert1"):
        move(house, other, starts_at=hour(12))
    assert get_table(house.officer, other.code).starts_at == hour()
    stranger = make_house()
    third = convene(stranger, agreed(stranger), starts_at=hour(12, 9))
    with pytest.raises(Invalid) as taken:
        move(stranger, third, starts_at=hour(12), venue=room)
    assert set(taken.value.fields) == {"venue"}


def test_who_declined_needs_no_seat_and_a_room_too_small_is_told_before_it_is_done():
    house = make_house()
    table = fixed(house)
    answer(house.profiles[0].person, table, accept=False)
    with walls.acting_as(house.officer):
        expected = table.attendance.count() - 1
    room = make_room(house.officer, capacity=expected)
    small = make_room(house.officer, "소회의실", capacity=expected - 1)
    page = reverse("roundtables:move", args=[table.code])
    wanted = form(table, starts_at=hour(12), place_ko="", place_en="")
    told = signed_in(house.officer).post(page, wanted | {"venue": small.pk})
    assert told.status_code == 422 and "choose a larger room" in told.content.decode()
    move(house, table, starts_at=hour(12), venue=room, place=Bi())
    assert get_table(house.officer, table.code).starts_at == hour(12)


def test_a_table_keeps_a_room_that_is_not_offered_any_more():
    house = make_house()
    room = make_room(house.officer)
    table = fixed(house, venue=room, place=Bi())
    with walls.acting_as(house.officer):
        actions.save_venue(person=house.officer, venue=room, version=room.version, offered=False)
    browser, page = signed_in(house.officer), reverse("roundtables:move", args=[table.code])
    assert f'<option value="{room.pk}" selected>' in browser.get(page).content.decode()
    wanted = form(table, starts_at=hour(12), place_ko="", place_en="", venue=room.pk)
    assert browser.post(page, wanted).status_code == 200
    move(house, table, starts_at=hour(12), venue=room, place=Bi())
    with walls.acting_as(house.officer):
        assert queries.venue_of(table) == room


def test_of_a_table_that_the_mover_may_not_know_the_refusal_says_nothing_and_the_person_is_told():
    house = make_house()
    hidden = convene(house, agreed(house, "sealed"), owners=[house.owner], starts_at=hour(12))
    second = seated("officer", make_org("host2"), "second")
    table = convene(house, agreed(house), second, owners=[house.owner], starts_at=hour())
    run_waiting()
    mail.outbox = []
    move(house, table, second, starts_at=hour(12))
    run_waiting()
    assert bookings(house.profiles[0].person) == bookings(house.owner) == [False, True]
    assert [one.to[0] for one in mail.outbox if "다른 라운드테이블" in one.body] == [house.owner.email]
    with pytest.raises(Refused, match="라운드테이블"):
        answer(house.profiles[0].person, table)
    assert hidden.code not in "".join(one.body for one in mail.outbox)


def test_an_answer_to_the_old_date_that_stood_on_an_open_page_does_not_count():
    house = make_house()
    table = fixed(house)
    expert = house.profiles[0].person
    old = {"answer": "accept", "seen": invited(table, expert).sequence}
    move(house, table, starts_at=hour(12))
    refused = Client().post(link(table, expert), old)
    assert refused.status_code == 409 and "옮겨졌어요" in refused.content.decode()
    assert seat(house, expert).answer == "asked"


def test_the_page_shows_what_changes_before_it_is_done_and_the_journal_tells_it():
    house = make_house()
    table = fixed(house)
    yes = house.profiles[0].person
    answer(yes, table)
    browser, page = signed_in(house.officer), reverse("roundtables:move", args=[table.code])
    assert page in browser.get(table.get_absolute_url()).content.decode()
    wanted = form(table, starts_at=hour(12))
    shown = browser.post(page, wanted)
    text = shown.content.decode()
    assert shown.status_code == 200 and "Asked again" in text and "expert1" in text
    assert get_table(house.officer, table.code).starts_at == hour()
    seal = text.split('name="shown" value="')[1].split('"')[0]
    other = browser.post(page, form(table, starts_at=hour(13)) | {"shown": seal})
    assert other.status_code == 200 and get_table(house.officer, table.code).starts_at == hour()
    assert browser.post(page, wanted | {"shown": seal}).status_code == 302
    assert get_table(house.officer, table.code).starts_at == hour(12)
    assert "the line stands still" in browser.get(table.get_absolute_url()).content.decode()
    thread = signed_in(house.owner).get(reverse("cases:thread", args=[house.problem.code])).content.decode()
    assert f"{hour(12).day} " in thread and "14:00" in thread


def test_what_somebody_else_moved_meanwhile_is_shown_beside_ones_own():
    house = make_house()
    table = fixed(house)
    browser, page = signed_in(house.officer), reverse("roundtables:move", args=[table.code])
    move(house, table, starts_at=hour(12, 10))
    refused = browser.post(page, form(table, starts_at=hour(12, 16)))
    text = refused.content.decode()
    assert refused.status_code == 409 and "10:00" in text and "16:00" in text and "Both texts" in text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"starts_at_time": "27:00"}, "such as 14:00"),
        ({"starts_at_day": "2020-01-01"}, "still to come"),
        ({"place_ko": "", "place_en": ""}, "place or a video link"),
        ({"reason": " "}, "fill this in"),
        ({"link": "nowhere at all"}, "https://"),
        ({}, "Nothing changes yet"),
    ],
)
def test_bad_input_is_told_in_a_sentence(values, sentence):
    house = make_house()
    table = fixed(house)
    answer = signed_in(house.officer).post(
        reverse("roundtables:move", args=[table.code]), form(table) | values
    )
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_only_who_may_convene_moves_and_only_what_is_fixed():
    house = make_house()
    table = fixed(house)
    page = reverse("roundtables:move", args=[table.code])
    assert signed_in(house.owner).get(page).status_code == 404
    assert signed_in(house.owner).post(page, form(table, starts_at=hour(12))).status_code in (403, 409)
    rival = make_org("rival", hosts_secretariat=True)
    rivals(house.company, rival, ["robot"])
    for stranger in (house.profiles[0].person, seated("officer", rival, "seconded"), seated("staff")):
        assert signed_in(stranger).get(page).status_code == 404
    with walls.acting_as(house.officer):
        actions.cancel(person=house.officer, table=get_table(house.officer, table.code), reason="ill")
    assert signed_in(house.officer).get(page).status_code == 404
    with pytest.raises((Refused, Stale)):
        move(house, table, starts_at=hour(12))


def test_a_moved_table_closes_its_materials_until_three_days_before_the_new_date():
    house = make_house()
    table = fixed(house, starts_at=hour(2))
    file, expert = bring(house.officer, table), house.profiles[1].person
    assert reads(expert, file)
    move(house, table, starts_at=hour(12))
    assert not reads(expert, file)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_two_who_move_at_once_the_second_reads_that_it_was_changed():
    house = make_house()
    table = fixed(house)
    second = seated("officer", make_org("host2"), "second")
    told = at_once(
        (house.officer, lambda: move(house, table, version=1, starts_at=hour(12))),
        (second, lambda: move(house, table, second, version=1, starts_at=hour(13))),
    )
    assert sorted(bool(words) for words in told) == [False, True], told
