"""The sessions of a round-table day: what the core is asked, and what it answers, with people and rooms.

A day has one length of session and one break, so all rooms begin at the same times and everybody has the break between.
Somebody chairs in each room and stays there; the experts go from room to room. Read under the keys of whoever plans,
computed without the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from oneteam.alliance.enums import Level
from oneteam.base.codes import digest_of
from oneteam.base.later import Later
from oneteam.problems.enums import State

from . import keeping, queries
from .models import DayPlan, DayTimetable, Venue
from .rules import IN_MATCHING
from .timetable import Asked, Reading, Step, busy_spans, moment, planned, taken, windows

if TYPE_CHECKING:
    from oneteam_core import timetable as core
else:
    core = Later("oneteam_core.timetable")

WAITING = (*IN_MATCHING, State.AGREED)  # problems whose table has no date yet
MOST_WITHOUT = 3  # ways to place a table without one of its experts that are told


@dataclass(frozen=True)
class Setting:
    """``pause``: minutes between sessions; ``most``: tables of one expert; ``chairs``: who, by the number of the room."""

    on: date
    opens: time
    closes: time
    minutes: int
    pause: int
    most: int
    chairs: Mapping[str, int]

    @classmethod
    def of(cls, kept: DayTimetable) -> Setting:
        return cls(kept.on, kept.opens, kept.closes, kept.minutes, kept.pause, kept.most, kept.chairs)

    def starts(self) -> tuple[time, ...]:
        """When sessions begin.

        >>> Setting(date(2027, 1, 4), time(10), time(13), 60, 15, 3, {}).starts()
        (datetime.time(10, 0), datetime.time(11, 15))
        """
        return tuple(self._starts())

    def _starts(self) -> Iterator[time]:
        at, closes = datetime.combine(self.on, self.opens), datetime.combine(self.on, self.closes)
        while at + timedelta(minutes=self.minutes) <= closes:
            yield at.time()
            at += timedelta(minutes=self.minutes + self.pause)


@dataclass(frozen=True)
class Laid:
    """What came of it for one table; ``without``: where it could be without some of its experts."""

    asked: Asked
    meeting: core.Meeting | None
    clash: tuple[core.Reason, ...]
    without: tuple[core.Alternative, ...]


def asked_of(plan: DayPlan) -> list[Asked]:
    """The plan's tables without a date: the panel that the owner agreed to, or that of the plan as long as none is."""
    problems = [row.problem for row in queries.day_problems(plan)]
    waiting = [one for one in problems if one.state in WAITING and one.disclosure.level != Level.SEALED]
    agreed = queries.agreed_panels(one.pk for one in waiting if one.state == State.AGREED)
    places = queries.places_with_hours(plan)
    owners = queries.owners_named_in(one.disclosure_id for one in waiting)
    return [
        Asked(one, panel, owners[one.disclosure_id])
        for one in waiting
        if (panel := agreed.get(one.pk) or places.get(one.pk))
    ]


def read(asked: Sequence[Asked], setting: Setting) -> Reading:
    venues = {str(one.pk): one for one in queries.offered_venues() if str(one.pk) in setting.chairs}
    people = {str(one.pk): one for one in _everybody(asked)}
    rows = {str(row.person_id): row for one in asked for row in one.panel}
    busy = busy_spans([*people, *map(str, setting.chairs.values())], rows)
    day = (setting.on, setting.on)
    there = _tables_on(busy, setting.on)
    agenda = core.Agenda(
        tables=tuple(_table(one, setting) for one in asked),
        people=tuple(
            core.Person(
                id=number, zone=settings.TIME_ZONE, busy=tuple(busy[number]),
                windows=windows(rows[number], day) if number in rows else None,
                most_a_day=max(0, setting.most - there[number]) if number in rows else None,
            )
            for number in people
        ),
        rooms=tuple(_rooms(asked, setting, venues, busy)),
        rules=_rules(setting),
    )  # fmt: skip
    return Reading(agenda, people, venues)


def _everybody(asked: Sequence[Asked]) -> Iterator[Any]:
    for one in asked:
        yield from one.owners
        yield from (row.person for row in one.panel)


def _table(one: Asked, setting: Setting) -> core.Table:
    """Everybody is needed. ``equipment`` stands for a room in which somebody chairs who may see the problem."""
    needed = dict.fromkeys(str(person.pk) for person in _everybody([one]))
    return core.Table(
        id=one.problem.code, minutes=setting.minutes, required=tuple(needed), seats=len(needed) + 1,
        equipment=(one.problem.code,),
    )  # fmt: skip


def _rooms(
    asked: Sequence[Asked], setting: Setting, venues: Mapping[str, Venue], busy: Mapping[str, list[core.Span]]
) -> Iterator[core.Room]:
    """A room is taken, too, while whoever chairs in it sits elsewhere."""
    held = taken(venues.values(), (setting.on, setting.on))
    rooms = {one.problem.disclosure.room_id: one.problem.code for one in asked}
    inside = queries.inside_which(rooms, setting.chairs.values())
    for number, venue in venues.items():
        chair = setting.chairs[number]
        yield core.Room(
            id=number, seats=venue.capacity, busy=(*held[venue.pk], *busy[str(chair)]),
            equipment=tuple(code for circle, code in rooms.items() if (circle, chair) in inside),
        )  # fmt: skip


def _rules(setting: Setting) -> core.Rules:
    hours = core.Hours(start=setting.opens, end=setting.closes, weekdays=(setting.on.weekday(),))
    return core.Rules(
        first=setting.on, last=setting.on, zone=settings.TIME_ZONE, starts=setting.starts(), hours=(hours,),
        break_minutes=setting.pause,
    )  # fmt: skip


def _tables_on(busy: Mapping[str, list[core.Span]], on: date) -> Counter[str]:
    """At how many tables each sits on that day already."""
    numbers = [int(number) for number in busy]
    seats = [seat for seat in queries.ahead_of(numbers) if timezone.localdate(seat.table.starts_at) == on]
    return Counter(str(one) for seat in seats for one in queries.counts_for(seat))


def lay_out(reading: Reading, asked: Sequence[Asked], step: Step) -> tuple[list[Laid], bool]:
    """All tables together, and whether nothing better is possible. Whatever has no place is tried without an expert.

    ``step`` is told how many tables were looked at. Complexity: see ``oneteam_core.timetable``; one plan more for each
    table without a place.
    """
    plan = planned(reading.agenda)
    meetings = {one.table: one for one in plan.meetings}
    clashes = {one.table: one.clash for one in plan.unscheduled}
    laid = []
    for at, one in enumerate(asked, start=1):
        code = one.problem.code
        without = () if code in meetings else _without(reading.agenda, plan, one)
        laid.append(Laid(one, meetings.get(code), clashes.get(code, ()), without))
        step(at)
    return laid, plan.proven


def _without(agenda: core.Agenda, plan: core.Plan, one: Asked) -> tuple[core.Alternative, ...]:
    """Where the table could be, were some of its experts not needed; with most of them first."""
    experts = tuple(str(row.person_id) for row in one.panel)
    places = {held.table: core.Place(start=held.start, room=held.room) for held in plan.meetings}
    tables = []
    for table in agenda.tables:
        if table.id in places:
            tables.append(replace(table, fixed=places[table.id]))
        elif table.id == one.problem.code:
            owners = tuple(person for person in table.required if person not in experts)
            tables.append(replace(table, required=owners, optional=experts, quorum=1))
    loose = replace(agenda, tables=tuple(tables))
    found = planned(loose)
    here = next((held for held in found.meetings if held.table == one.problem.code), None)
    if here is None:
        return ()
    first = core.Alternative(
        table=here.table, start=here.start, room=here.room, present=here.present, costs=(), misses=()
    )
    others = [first, *core.alternatives(loose, found, here.table)]
    return tuple(sorted(others, key=lambda other: (-len(other.present), other.start))[:MOST_WITHOUT])


def standing(reading: Reading, places: Mapping[str, core.Place]) -> core.Plan:
    """The sessions as they stand in rooms that are offered still, as a plan of the core, to be asked about."""
    meetings = (
        keeping.meeting(table.id, place.start, table.minutes, place.room)
        for table in reading.agenda.tables
        if (place := places.get(table.id)) is not None and place.room in reading.venues
    )
    return core.Plan(meetings=tuple(meetings), unscheduled=(), levels=(), algorithm="")


def elsewhere(
    reading: Reading, places: Mapping[str, core.Place], code: str, setting: Setting
) -> list[tuple[datetime, core.WhyNot]]:
    """For one table, what speaks against each other start of the day, and what it would cost where it is possible."""
    plan = standing(reading, places)
    now = places[code].start if code in places else None
    starts = (moment(setting.on, at) for at in setting.starts())
    return [(one, core.why_not(reading.agenda, plan, code, one)) for one in starts if one != now]


def way_there(possible: core.Alternative) -> str:
    """A digest of where the table would be and what would give way: who presses means what was shown."""
    moves = [(table, start.isoformat(), room) for table, start, room in possible.moves]
    return digest_of([possible.table, possible.start.isoformat(), possible.room, sorted(moves)])


def told(laid: Laid) -> dict[str, Any]:
    return keeping.told(laid.meeting, laid.clash, ()) | {"without": keeping.options(laid.without)}
