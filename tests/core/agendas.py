"""Small agendas for the tests of the timetable core, and every plan there is for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, combinations, product
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from oneteam_core.timetable import (
    Agenda,
    Hours,
    Meeting,
    Person,
    Place,
    Plan,
    Room,
    Rules,
    Span,
    Table,
    validate_timetable,
)

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY = date(2026, 11, 30)
WEEK = Rules(first=MONDAY, last=date(2026, 12, 4), zone="Asia/Seoul")


def at(day: int, hour: int, minute: int = 0, zone: ZoneInfo = SEOUL) -> datetime:
    """A moment so many days after the first Monday."""
    return datetime.combine(MONDAY + timedelta(days=day), time(hour, minute), zone)


def span(day: int, start: int, end: int) -> Span:
    return Span(start=at(day, start), end=at(day, end))


def person(id: str, **changes: Any) -> Person:
    return Person(**{"id": id, "zone": "Asia/Seoul", **changes})


def table(id: str = "A", **changes: Any) -> Table:
    return Table(**{"id": id, "minutes": 60, "required": ("ann",), "online": True, **changes})


def agenda(
    *tables: Table, people: tuple[Person, ...] = (), rooms: tuple[Room, ...] = (), **rules: Any
) -> Agenda:
    """With everybody who is named at a table, free all day unless given otherwise."""
    given = {one.id for one in people}
    named = dict.fromkeys(name for one in tables for name in (*one.required, *one.optional))
    rest = tuple(person(name) for name in named if name not in given)
    return Agenda(tables=tables, people=(*people, *rest), rooms=rooms, rules=replace(WEEK, **rules))


def values(plan: Plan) -> tuple[int, ...]:
    return tuple(level.value for level in plan.levels)


def local(moment: datetime) -> datetime:
    """As the clock in Seoul shows it."""
    return moment.astimezone(SEOUL).replace(tzinfo=None)


PEOPLE, HOURS = ("ann", "bob", "cho"), (9, 10, 11, 12)


@st.composite
def tiny_agendas(draw: st.DrawFn) -> Agenda:
    """One morning of four hours, two or three tables, three people and two rooms."""
    tables = [draw(_tables(name)) for name in ("A", "B", "C")[: draw(st.integers(2, 3))]]
    people = tuple(
        person(
            name,
            busy=tuple(
                span(0, hour, hour + 1) for hour in draw(st.lists(st.sampled_from(HOURS), max_size=2))
            ),
            most_a_day=draw(st.sampled_from((None, None, 1, 2))),
        )
        for name in PEOPLE
    )
    rooms = (Room(id="R", seats=2), Room(id="S", seats=9, busy=(span(0, 9, 10),)))
    rules = Rules(
        first=MONDAY, last=MONDAY, zone="Asia/Seoul", grain=60, hours=(Hours(start=time(9), end=time(13)),),
        break_minutes=draw(st.sampled_from((0, 60))), stretch=draw(st.sampled_from((0, 60))),
        change_budget=draw(st.sampled_from((None, 0, 1))),
    )  # fmt: skip
    return Agenda(tables=tuple(tables), people=people, rooms=rooms, rules=rules)


@st.composite
def _tables(draw: st.DrawFn, name: str) -> Table:
    who = draw(st.permutations(PEOPLE))
    required = draw(st.integers(0, 2))
    optional = who[required : required + draw(st.integers(0 if required else 1, 1))]
    online = draw(st.booleans())
    place = Place(start=at(0, draw(st.sampled_from(HOURS))), room=None if online else "S")
    return Table(
        id=name, minutes=draw(st.sampled_from((60, 120))), required=tuple(who[:required]), optional=tuple(optional),
        quorum=draw(st.integers(0 if required else 1, min(1, len(optional)))), priority=draw(st.integers(1, 2)), online=online,
        deadline=draw(st.sampled_from((None, MONDAY - timedelta(days=1)))),
        published=draw(st.sampled_from((None, place))),
    )  # fmt: skip


def every_plan(given: Agenda) -> Iterator[Plan]:
    """All plans for an agenda of one day that the validator lets pass; the levels are not counted."""
    each = [[None, *_options(given, one)] for one in given.tables]
    for chosen in product(*each):
        plan = Plan(meetings=tuple(one for one in chosen if one), unscheduled=(), levels=(), algorithm="")
        names = {one.table for one in plan.meetings}
        there = replace(given, tables=tuple(one for one in given.tables if one.id in names))
        if not validate_timetable(there, plan):
            yield plan


def _options(given: Agenda, one: Table) -> list[Meeting]:
    """Every date, room and company of a table that is fine on its own."""
    alone = replace(given, tables=(one,), rules=replace(given.rules, change_budget=None))
    rooms = [None] if one.online else [room.id for room in given.rooms]
    companies = list(
        chain.from_iterable(combinations(one.optional, size) for size in range(len(one.optional) + 1))
    )
    found = []
    for hour, room, present in product(range(8, 14), rooms, companies):
        start = at(0, hour).astimezone(UTC)
        meeting = Meeting(
            table=one.id, start=start, end=start + timedelta(minutes=one.minutes), room=room, present=present,
            absent=(), fixed=False, moved=False, days_late=0, out_of_hours=0,
        )  # fmt: skip
        if not validate_timetable(alone, Plan(meetings=(meeting,), unscheduled=(), levels=(), algorithm="")):
            found.append(meeting)
    return found


def counted(given: Agenda, plan: Plan) -> tuple[int, ...]:
    """The levels of a plan, counted by hand for an agenda of one day from nine to one."""
    by_name = {one.table: one for one in plan.meetings}
    pairs = [(one, by_name.get(one.id)) for one in given.tables]
    each = sorted({one.priority for one in given.tables})
    missing = [sum(meeting is None for one, meeting in pairs if one.priority == p) for p in each]
    until = [
        sum(_hour(meeting) * 60 for one, meeting in pairs if meeting and one.priority == p) for p in each
    ]
    late = sum(one.deadline is not None for one, meeting in pairs if meeting)
    absent = sum(len(one.optional) - len(meeting.present if meeting else ()) for one, meeting in pairs)
    changes = sum(
        one.published is not None
        and (meeting is None or (meeting.start, meeting.room) != (one.published.start, one.published.room))
        for one, meeting in pairs
    )
    outside = sum(
        60 * (len(one.required) + len(meeting.present))
        for one, meeting in pairs
        if meeting
        for hour in range(_hour(meeting), _hour(meeting) + one.minutes // 60)
        if hour not in HOURS
    )
    return (*missing, late, *until, absent, changes, outside)


def _hour(meeting: Meeting) -> int:
    return local(meeting.start).hour
