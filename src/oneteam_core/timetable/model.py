"""What goes into a timetable: plain frozen data, checked by ``check_agenda`` before anything is computed.

Times are datetimes with a time zone; dates are counted in the zone said. Identifiers are strings chosen by the
caller. Nothing here reads a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

WORKING_DAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, kw_only=True)
class Span:
    """From ``start`` until ``end``, which no longer belongs to it."""

    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who may sit at tables.

    ``windows``: when the person is available, ``None`` when that is not known, which does not keep anybody away.
    ``busy``: when the person is not, whatever the windows say. ``most_a_day`` and ``most_a_week``: tables at which the
    person may sit on one day and in one week from Monday, both in the person's ``zone``; ``None`` for no limit.
    """

    id: str
    zone: str
    windows: tuple[Span, ...] | None = None
    busy: tuple[Span, ...] = ()
    most_a_day: int | None = None
    most_a_week: int | None = None


@dataclass(frozen=True, kw_only=True)
class Room:
    """``windows``: when it can be used, ``None`` for always."""

    id: str
    seats: int
    equipment: tuple[str, ...] = ()
    windows: tuple[Span, ...] | None = None
    busy: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the calendar a table stands; ``room`` is ``None`` for a table without one."""

    start: datetime
    room: str | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A round table that needs a date.

    ``quorum``: the least number of ``optional`` people who must be there. ``priority``: 1 is the most important, 9
    the least. ``deadline``: the last day on which it should end, ``not_before``: the first on which it may begin, both
    in the zone of the rules. ``seats``: ``None`` for as many as there are people. ``online``: it takes no room.
    ``fixed``: it stands there and stays. ``published``: people were told so; it may move, which counts as a change.
    """

    id: str
    minutes: int
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    quorum: int = 0
    priority: int = 5
    deadline: date | None = None
    not_before: date | None = None
    equipment: tuple[str, ...] = ()
    seats: int | None = None
    online: bool = False
    fixed: Place | None = None
    published: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Working hours by the clock on the wall, Monday being 0. ``end`` at 00:00 is the midnight after.

    ``zone``: for the people of that zone, ``None`` for those of all zones that have no hours of their own.
    """

    start: time = time(9)
    end: time = time(18)
    weekdays: tuple[int, ...] = WORKING_DAYS
    zone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a timetable must hold.

    ``first`` and ``last``: the days that may be used, in ``zone``. Tables begin every ``grain`` minutes from midnight,
    or, where there are ``starts``, at these times of each day and at no other.
    ``break_minutes``: least time between two tables of one person. ``stretch``: by how many minutes a table may begin
    before or end after somebody's working hours; 0 for not at all. ``holidays``: days without working hours.
    ``change_budget``: how many published tables may be given another date or room, ``None`` for any number.
    """

    first: date
    last: date
    zone: str
    grain: int = 30
    starts: tuple[time, ...] | None = None
    hours: tuple[Hours, ...] = (Hours(),)
    holidays: tuple[date, ...] = ()
    break_minutes: int = 0
    stretch: int = 0
    change_budget: int | None = None


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """Everything that is to be planned together."""

    tables: tuple[Table, ...]
    people: tuple[Person, ...]
    rooms: tuple[Room, ...]
    rules: Rules
