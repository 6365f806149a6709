"""The agenda in whole numbers: people, rooms and tables by their place in the input, times in minutes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from oneteam_core.timetable.clock import Clock, Flags, Ints, Spans
from oneteam_core.timetable.model import Agenda, Person, Place, Room, Table

NO_ROOM = -1


class Seat(NamedTuple):
    """Where a table stands: its start in minutes, its room, and the optional people who are there."""

    start: int
    room: int
    present: frozenset[int]


Placement = tuple[Seat | None, ...]
"""One entry for each table; ``None`` is a table without a date."""


@dataclass(frozen=True, eq=False)
class Spot:
    """A table. ``starts``: where it may begin as far as the horizon, the grain and ``not_before`` say; for a fixed
    table its one start. ``fits``: the rooms that are large enough and have what it needs."""

    at: int
    table: Table
    starts: Ints
    required: tuple[int, ...]
    optional: tuple[int, ...]
    fits: tuple[int, ...]
    seats: int
    fixed: tuple[int, int] | None
    published: tuple[int, int] | None

    @property
    def minutes(self) -> int:
        return self.table.minutes

    @property
    def people(self) -> tuple[int, ...]:
        return (*self.required, *self.optional)


@dataclass(frozen=True, eq=False)
class Calendar:
    """When somebody is busy, available (``None``: not known), at work, and at work with the stretch of the rules."""

    busy: Spans
    windows: Spans | None
    work: Spans
    stretched: Spans

    def codes(self, starts: Ints, minutes: int) -> dict[str, Flags]:
        """For each reason of the person's own, the starts against which it speaks."""
        found = {"busy": self.busy.touched(starts, minutes)}
        if self.windows is not None:
            found["unavailable"] = ~self.windows.holds(starts, minutes)
        found["outside_hours"] = ~self.stretched.holds(starts, minutes)
        return found

    def can(self, starts: Ints, minutes: int) -> Flags:
        return np.asarray(~np.logical_or.reduce(list(self.codes(starts, minutes).values())))

    def outside(self, starts: Ints, minutes: int) -> Ints:
        """Minutes of each that lie outside working hours."""
        return minutes - self.work.covered(starts, minutes)


class World:
    """Complexity to make: linear in the input, and days times zones."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda, self.rules = agenda, agenda.rules
        self.clock = Clock(agenda.rules)
        self.people, self.rooms = agenda.people, agenda.rooms
        self.calendars = tuple(self._calendar(person) for person in agenda.people)
        self.room_busy = tuple(self.clock.busy(room.busy) for room in agenda.rooms)
        self.room_windows = tuple(self._open(room) for room in agenda.rooms)
        self._person = {person.id: at for at, person in enumerate(agenda.people)}
        self._room = {room.id: at for at, room in enumerate(agenda.rooms)}
        self.grid = self.clock.grid()
        self.spots = tuple(self._spot(at, table) for at, table in enumerate(agenda.tables))
        self.asked = tuple(
            tuple(spot.at for spot in self.spots if person in spot.people)
            for person in range(len(self.people))
        )
        self.known: dict[object, Any] = {}
        self._able: dict[tuple[int, int], Flags] = {}

    def at(self, table: str) -> int | None:
        """The place of a table in the input."""
        return next((spot.at for spot in self.spots if spot.table.id == table), None)

    def able(self, spot: Spot, person: int) -> Flags:
        """For which of a table's starts somebody's own calendar has room; found once."""
        if (spot.at, person) not in self._able:
            self._able[spot.at, person] = self.calendars[person].can(spot.starts, spot.minutes)
        return self._able[spot.at, person]

    def able_at(self, spot: Spot, person: int, start: int) -> bool:
        """:meth:`able` at any start, also one that the table could not have."""
        at = int(np.searchsorted(spot.starts, start))
        if at < len(spot.starts) and spot.starts[at] == start:
            return bool(self.able(spot, person)[at])
        return bool(self.calendars[person].can(np.array([start]), spot.minutes)[0])

    def room_open(self, room: int, starts: Ints, minutes: int) -> Flags:
        windows = self.room_windows[room]
        free = ~self.room_busy[room].touched(starts, minutes)
        return np.asarray(free if windows is None else free & windows.holds(starts, minutes))

    def days_late(self, spot: Spot, starts: Ints) -> Ints:
        """Days from the deadline to the day of the last minute, 0 where it is kept."""
        if spot.table.deadline is None:
            return np.zeros(len(starts), dtype=np.int64)
        days = self.clock.days(self.rules.zone, starts + spot.minutes - 1)
        return np.maximum(0, days - spot.table.deadline.toordinal())

    @cached_property
    def priorities(self) -> tuple[int, ...]:
        return tuple(sorted({table.priority for table in self.agenda.tables}))

    def _calendar(self, person: Person) -> Calendar:
        return Calendar(
            busy=self.clock.busy(person.busy),
            windows=None if person.windows is None else self.clock.windows(person.windows),
            work=self.clock.hours(person.zone),
            stretched=self.clock.hours(person.zone, self.rules.stretch),
        )

    def _open(self, room: Room) -> Spans | None:
        return None if room.windows is None else self.clock.windows(room.windows)

    def _spot(self, at: int, table: Table) -> Spot:
        seats = table.seats or len(table.required) + len(table.optional)
        return Spot(
            at=at,
            table=table,
            starts=self._starts(table),
            required=tuple(self._person[person] for person in table.required),
            optional=tuple(self._person[person] for person in table.optional),
            fits=tuple(
                r for r, room in enumerate(self.rooms) if not table.online and fits(room, table, seats)
            ),
            seats=seats,
            fixed=self._place(table.fixed),
            published=self._place(table.published),
        )

    def _starts(self, table: Table) -> Ints:
        if table.fixed:
            return np.array([self.clock.minute(table.fixed.start)], dtype=np.int64)
        starts = self.grid
        if table.published:
            starts = np.union1d(starts, [self.clock.minute(table.published.start)])
        first = 0 if table.not_before is None else max(0, self.clock.midnight(table.not_before))
        kept = starts[(starts >= first) & (starts + table.minutes <= self.clock.length)]
        return np.asarray(kept, dtype=np.int64)

    def _place(self, place: Place | None) -> tuple[int, int] | None:
        if place is None:
            return None
        return self.clock.minute(place.start), NO_ROOM if place.room is None else self._room[place.room]


def fits(room: Room, table: Table, seats: int) -> bool:
    return room.seats >= seats and set(table.equipment) <= set(room.equipment)
