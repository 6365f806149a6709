"""The tables of a day laid out in rooms and times: proposed with reasons, moved by hand, fixed by a person."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.alliance.models import Seat
from oneteam.base.fields import Bi
from oneteam.base.jobs import run_waiting
from oneteam.experts import actions as experts
from oneteam.problems.models import Problem
from oneteam.roundtables import actions, queries
from oneteam.roundtables.actions.moving import Move
from oneteam.roundtables.matching import Parameters
from oneteam.roundtables.models import Booking, DaySession, RoundTable, VenueBooking
from tests.factories import accepted, make_org, rivals, seated
from tests.factories.roundtables import House, approved, fresh, make_expert, make_house, plan, reread
from tests.speed.counting import cost

pytestmark = pytest.mark.django_db

EASY = Parameters(size=2, min_academia=0, min_research=0, min_field=0, max_per_org=3)


def monday() -> dt.date:
    today = timezone.localdate()
    return today + dt.timedelta(days=14 - today.weekday())


class Day:
    """A house whose two experts are needed at every problem, with two rooms, two officers, and a plan of the day."""

    def __init__(self, problems: int = 2, agreed: bool = True) -> None:
        self.house = house = make_house(level="alliance", experts_count=0)
        house.profiles = [make_expert(house.officer, name=f"expert{at}", quota=9) for at in (1, 2)]
        self.officer, self.colleague = house.officer, seated("officer", make_org("host two"), "colleague")
        house.officer.language = "en"
        house.officer.save()
        self.problems = [house.problem, *(another(house) for _ in range(problems - 1))]
        with walls.acting_as(self.officer):
            self.rooms = [
                actions.save_venue(person=self.officer, name=Bi(f"{at}호실", f"Room {at}"), capacity=12)
                for at in (1, 2)
            ]
        self.plan = actions.plan_day(
            person=self.officer, codes=[one.code for one in self.problems], parameters=EASY, before="",
            say=lambda done, total: None,
        )  # fmt: skip
        if agreed:
            for problem in self.problems:
                self.agree(problem)

    def agree(self, problem: Problem) -> None:
        codes = [profile.code for profile in self.house.profiles]
        with walls.acting_as(self.officer):
            run = actions.choose(person=self.officer, problem=fresh(problem), codes=codes, parameters=EASY)
            actions.send_to_owner(person=self.officer, run=queries.run(run.code).get())
        owner = seats_owner(problem)
        with walls.acting_as(owner):
            actions.approve_panel(person=owner, run=reread(owner, run))

    @property
    def choices(self) -> dict[str, object]:
        return {
            "on": monday().isoformat(), "opens": "10:00", "closes": "13:00", "minutes": 60, "pause": 15, "most": 3,
            f"room{self.rooms[0].pk}": self.officer.pk, f"room{self.rooms[1].pk}": self.colleague.pk,
        }  # fmt: skip

    def laid_out(self, client, **more: object) -> str:
        client.cookies["language"] = "en"
        client.force_login(self.officer)
        answer = client.post(reverse("roundtables:lay_out", args=[self.plan.code]), self.choices | more)
        assert answer.status_code == 302, answer.content.decode()
        run_waiting()
        done = client.get(answer.headers["Location"]).content.decode()
        assert "The timetable of the day is ready." in done, done
        return re.search(r'href="(/roundtables/timetables/DT-\w+/)"', done)[1]

    def starts(self) -> list[str]:
        with walls.acting_as(self.officer):
            rows = queries.sessions(queries.timetables().first())
            return [timezone.localtime(row.starts_at).strftime("%H:%M") for row in rows if row.starts_at]


def seats_owner(problem: Problem):
    with walls.system("who owns it"):
        return queries.owners_named(fresh(problem).disclosure).get()


def moment(hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(monday(), dt.time(hour)))


def another(house: House) -> Problem:
    company = make_org("another company")
    return accepted(seated("owner", company, "another owner"), company, house.officer, level="alliance")


def test_no_expert_sits_at_two_at_once_and_they_go_from_room_to_room_with_a_break(client):
    day = Day()
    page = client.get(day.laid_out(client)).content.decode()
    assert day.starts() == ["10:00", "11:15"]
    assert "Room 1" in page and "Room 2" in page and page.count('name="problems"') == 2
    assert page.count("expert1") == 3  # at both tables, and once with the way


def test_chosen_tables_are_fixed_all_of_them_with_their_rooms(client):
    day = Day()
    address = day.laid_out(client)
    answer = client.post(address, {"problems": [one.code for one in day.problems]})
    assert answer.status_code == 302, answer.content.decode()
    assert "2 round tables are fixed." in client.get(address).content.decode()
    with walls.acting_as(day.officer):
        tables = list(RoundTable.objects.order_by("starts_at"))
        assert [timezone.localtime(one.starts_at).hour for one in tables] == [10, 11]
        assert all(one.ends_at - one.starts_at == dt.timedelta(hours=1) for one in tables)
        assert VenueBooking.objects.filter(table__in=tables).count() == 2
        assert {session.table_id for session in DaySession.objects.all()} == {one.pk for one in tables}
    with walls.system("whose time is held"):
        assert Booking.objects.filter(person=day.house.profiles[0].person, holds=True).count() == 2
    assert client.get(address).content.decode().count("round table scheduled") == 2
    again = client.post(address, {"problems": [day.problems[0].code]})
    assert again.status_code == 422 and "have a place and no date yet" in again.content.decode()


def test_what_the_owner_has_not_agreed_to_is_laid_out_and_not_fixed(client):
    day = Day(agreed=False)
    day.agree(day.problems[0])
    address = day.laid_out(client)
    page = client.get(address).content.decode()
    assert page.count('name="problems"') == 1 and "waits for the owner" in page
    refused = client.post(address, {"problems": [one.code for one in day.problems]})
    assert refused.status_code == 422
    assert "Nothing was fixed." in refused.content.decode()
    with walls.acting_as(day.officer):
        assert not RoundTable.objects.exists()


def test_a_booking_made_since_is_told_and_nothing_is_fixed(client):
    day = Day()
    address = day.laid_out(client)
    with walls.acting_as(day.officer):
        first = queries.sessions(queries.timetables().first())[0]
        actions.block_venue(
            person=day.officer, venue=first.venue, starts_at=first.starts_at,
            ends_at=first.starts_at + dt.timedelta(minutes=30), note="painters",
        )  # fmt: skip
    page = client.get(address).content.decode()
    assert f"{first.venue} is taken, or whoever chairs there is." in page and "painters" in page
    refused = client.post(address, {"problems": [one.code for one in day.problems]})
    assert refused.status_code == 422 and "cannot be fixed any more" in refused.content.decode()
    with walls.acting_as(day.officer):
        assert not RoundTable.objects.exists()


def test_a_table_without_a_place_says_why_and_what_would_be_possible(client):
    day = Day(problems=3)
    page = client.get(day.laid_out(client)).content.decode()
    assert day.starts() == ["10:00", "11:15"]
    assert "Without a place" in page and "These demands cannot hold together:" in page
    assert "is needed at another table of the day then." in page
    with walls.acting_as(day.officer):
        left = queries.sessions(queries.timetables().first()).get(starts_at=None)
    shown = client.get(
        reverse("roundtables:timetable", args=[left.timetable.code]) + f"?of={left.problem.code}"
    )
    assert "Other times for" in shown.content.decode()


def test_one_expert_short_is_a_way_that_is_told(client):
    day = Day()
    profile = day.house.profiles[0]
    with walls.acting_as(profile.person):
        experts.add_window(
            person=profile.person, profile=profile, weekday=0, starts=dt.time(10), ends=dt.time(11)
        )
    page = client.get(day.laid_out(client)).content.decode()
    assert day.starts() == ["10:00"]
    assert "without expert1" in page and "has not given this time" in page


def test_the_limit_of_tables_a_day_holds(client):
    day = Day()
    page = client.get(day.laid_out(client, most=1)).content.decode()
    assert len(day.starts()) == 1 and "than were allowed" in page


def test_a_table_is_moved_to_another_time_with_what_has_to_give_way(client):
    day = Day()
    address = day.laid_out(client)
    with walls.acting_as(day.officer):
        first = queries.sessions(queries.timetables().first())[0].problem
    page = client.get(f"{address}?of={first.code}#other").content.decode()
    assert "Move it there" in page and "then moves to 10:00" in page
    way = re.search(r'name="at" value="11:15"><input type="hidden" name="way" value="(\w+)"', page).group(1)
    unseen = client.post(f"{address}move/", {"problem": first.code, "at": "11:15", "way": "of another day"})
    assert unseen.status_code == 409 and day.starts() == ["10:00", "11:15"]
    move = {"problem": first.code, "at": "11:15", "way": way}
    assert client.post(f"{address}move/", move).status_code == 302
    with walls.acting_as(day.officer):
        rows = {row.problem.code: row for row in queries.sessions(queries.timetables().first())}
    assert timezone.localtime(rows[first.code].starts_at).strftime("%H:%M") == "11:15"
    assert day.starts() == ["10:00", "11:15"]
    refused = client.post(f"{address}move/", move | {"at": "03:00"})
    assert refused.status_code == 409 and "cannot be moved there any more" in refused.content.decode()


def test_with_a_room_that_is_not_offered_any_more_the_page_still_tells_other_times(client):
    day = Day()
    address = day.laid_out(client)
    with walls.acting_as(day.officer):
        queries.offered_venues().update(offered=False)
        first = queries.sessions(queries.timetables().first())[0].problem
    page = client.get(f"{address}?of={first.code}#other")
    assert page.status_code == 200 and "not offered any more" in page.content.decode()
    moved = client.post(f"{address}move/", {"problem": first.code, "at": "11:15", "way": "of before"})
    assert moved.status_code == 409


def test_a_table_that_one_may_not_see_is_a_round_table_without_a_title(client):
    day = Day(problems=1)
    hidden = make_house(level="named")
    approved(hidden)
    with walls.acting_as(hidden.officer):
        convene = plan(
            hidden, starts_at=moment(10), venue=queries.venues().get(pk=day.rooms[0].pk), place=Bi()
        )
        actions.convene(person=hidden.officer, problem=fresh(hidden.problem), plan=convene)
    with walls.system("where the officer of the day is seated"):
        host = Seat.objects.get(person=day.officer).organisation
    rivals(hidden.company, host, ["robot"])
    page = client.get(day.laid_out(client)).content.decode()
    assert hidden.problem.title.ko not in page and hidden.problem.code not in page
    assert re.search(r">\s*Round table\s*</div>", page)
    assert day.starts() == ["10:00"]  # in the other room


def test_only_the_officer_who_planned_reads_it(client):
    day = Day(problems=1)
    address = day.laid_out(client)
    for person in (day.house.owner, day.colleague, day.house.profiles[0].person):
        client.force_login(person)
        assert client.get(address).status_code == 404
        assert client.post(address, {"problems": [day.problems[0].code]}).status_code == 404
        assert client.get(reverse("roundtables:lay_out", args=[day.plan.code])).status_code == 404


def test_a_fixed_table_that_is_moved_or_cancelled_is_shown_as_it_is_by_now(client):
    day = Day()
    address = day.laid_out(client, closes="15:30")
    assert client.post(address, {"problems": [one.code for one in day.problems]}).status_code == 302
    with walls.acting_as(day.officer):
        first, second = RoundTable.objects.order_by("starts_at")
        to = Move(
            starts_at=moment(13) + dt.timedelta(minutes=45), reason="later", place=Bi(), venue=day.rooms[1]
        )
        actions.move_table(person=day.officer, table=first, version=first.version, to=to)
        actions.cancel(person=day.officer, table=second, reason="ill")
    page = client.get(address).content.decode()
    row = page[page.index('class="num">13:45') :].split("</tr>")[0]
    assert first.get_absolute_url() in row and page.count(first.get_absolute_url()) == 1
    assert second.get_absolute_url() not in page
    way = page[page.index("The way of each expert") :]
    assert (
        way.count('<span class="num">13:45</span>') == 2 and way.count('<span class="num">11:15</span>') == 2
    )
    assert '<span class="num">10:00</span>' not in way
    with walls.acting_as(day.officer):
        moved = queries.table(first.code).get()
        to = Move(
            starts_at=moment(10) + dt.timedelta(minutes=30), reason="off", place=Bi(), venue=day.rooms[1]
        )
        actions.move_table(person=day.officer, table=moved, version=moved.version, to=to)
    page = client.get(address).content.decode()
    assert first.get_absolute_url() in page[page.index('class="num">10:00') :].split("</tr>")[0]
    with walls.acting_as(day.officer):
        moved = queries.table(first.code).get()
        to = Move(starts_at=moment(10) + dt.timedelta(days=7), reason="week", place=Bi("딴 곳", "Elsewhere"))
        actions.move_table(person=day.officer, table=moved, version=moved.version, to=to)
    page = client.get(address).content.decode()
    gone = page[page.index('id="moved"') :].split("</section>")[0]
    assert first.get_absolute_url() in gone and "Elsewhere" in gone


def test_seconds_of_a_time_of_day_are_left_out(client):
    day = Day()
    address = day.laid_out(client, opens="10:00:30", closes="13:00:30")
    assert day.starts() == ["10:00", "11:15"]
    with walls.acting_as(day.officer):
        first = queries.sessions(queries.timetables().first())[0].problem
    page = client.get(f"{address}?of={first.code}").content.decode()
    way = re.search(r'name="at" value="11:15"><input type="hidden" name="way" value="(\w+)"', page).group(1)
    move = {"problem": first.code, "at": "11:15:30", "way": way}
    assert client.post(f"{address}move/", move).status_code == 302


def test_bad_input_is_told_and_kept(client):
    day = Day(problems=1)
    client.cookies["language"] = "en"
    client.force_login(day.officer)
    address = reverse("roundtables:lay_out", args=[day.plan.code])
    twice = {f"room{day.rooms[1].pk}": day.officer.pk}
    wrong = {
        "Please give a later time.": {"closes": "10:30"},
        "Please choose for at least one room who chairs there.": {f"room{room.pk}": "" for room in day.rooms},
        "Nobody can chair in two rooms.": twice,
        "Please give a day from": {"on": (timezone.localdate() + dt.timedelta(days=300)).isoformat()},
        "Please give a time such as 14:00.": {"opens": "ten"},
    }
    for sentence, given in wrong.items():
        answer = client.post(address, day.choices | given)
        assert answer.status_code == 422 and sentence in answer.content.decode(), sentence


def test_the_page_of_a_day_asks_the_same_for_one_table_and_for_three(client):
    costs = []
    for problems in (1, 3):
        day = Day(problems=problems)
        address = day.laid_out(client, closes="18:00")
        costs.append(cost(client, address))
    assert costs[0].sql <= 25 and costs[0].sql == costs[1].sql, f"{costs[0].told()}\n{costs[1].told()}"
