"""What comes out: dates, what each level of the objective reached and how far that is proven, and reasons as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

LEVELS = ("unscheduled", "days_late", "minutes_until", "absent", "changes", "out_of_hours")
"""In this order; ``unscheduled`` and ``minutes_until`` once for each priority, the most important first."""

REASONS = (
    "is_fixed", "outside_horizon", "off_grid", "not_before", "busy", "unavailable", "outside_hours", "fixed_table",
    "other_table", "break_too_short", "day_limit", "week_limit", "quorum", "no_room", "room_too_small",
    "equipment_missing", "room_busy", "room_taken", "change_budget", "deadline_passed",
)  # fmt: skip
"""Codes of what speaks against a start; ``deadline_passed`` costs only, all others forbid."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One thing that speaks against a start: ``code`` is one of ``REASONS``; the sentence is made by who shows it.

    ``params`` by code: ``person`` for busy, unavailable, outside_hours (with ``zone``) and the limits (with ``most``);
    ``table`` and ``persons`` for fixed_table, other_table and break_too_short; ``room`` for what is about a room, with
    ``table`` where one is in it; ``quorum``, ``present`` and ``missing`` people for quorum; ``day`` for not_before;
    ``deadline`` and ``days`` for deadline_passed; ``first``, ``last``, ``grain`` or ``starts``, ``most`` elsewhere.
    """

    code: str
    params: Mapping[str, object]
    hard: bool = True


@dataclass(frozen=True, kw_only=True)
class Level:
    """One level of the objective, all of them the smaller the better.

    ``bound``: what is proven to be the least there can be, given what the levels before have reached; ``gap`` is the
    rest, and 0 means proven. ``priority`` where the level is about the tables of one priority.
    """

    name: str
    value: int
    bound: int
    priority: int | None = None

    @property
    def gap(self) -> int:
        return self.value - self.bound


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """How many earlier starts one demand rules out: ``code`` and ``params`` as in :class:`Reason`."""

    code: str
    params: Mapping[str, object]
    starts: int


@dataclass(frozen=True, kw_only=True)
class Absent:
    """An optional person who cannot come, and why: busy, unavailable, outside_hours, other_table or limit."""

    person: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A table with its date. ``start`` and ``end`` in UTC.

    ``present``: the optional people who are there beside all required ones. ``moved``: it was published elsewhere.
    ``out_of_hours``: minutes outside working hours, summed over those present. ``earlier``: why not sooner.
    ``against``: for a fixed table, what would speak against it if it were not fixed.
    """

    table: str
    start: datetime
    end: datetime
    room: str | None
    present: tuple[str, ...]
    absent: tuple[Absent, ...]
    fixed: bool
    moved: bool
    days_late: int
    out_of_hours: int
    earlier: tuple[Earlier, ...] = ()
    against: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unscheduled:
    """A table without a date, and the fewest demands that cannot hold together for it, as the others stand.

    ``clash`` is empty only where the search ended before all was tried: see the gap of the level ``unscheduled``.
    """

    table: str
    clash: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The answer, in the order of the tables given."""

    meetings: tuple[Meeting, ...]
    unscheduled: tuple[Unscheduled, ...]
    levels: tuple[Level, ...]
    algorithm: str

    @property
    def proven(self) -> bool:
        return all(level.gap == 0 for level in self.levels)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """By how much one level changes; above 0 is worse."""

    name: str
    by: int
    priority: int | None = None


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """Another start of a table, and what it costs.

    ``costs``: the levels that change, the weightiest first. ``misses``: the people who would miss this or another
    table that they come to now, as (person, table). ``moves``: other tables that would have to move, and where to.
    """

    table: str
    start: datetime
    room: str | None
    present: tuple[str, ...]
    costs: tuple[Difference, ...]
    misses: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, datetime, str | None], ...] = ()


@dataclass(frozen=True, kw_only=True)
class WhyNot:
    """What speaks against a start. Where nothing forbids it ``possible`` is what it would cost."""

    reasons: tuple[Reason, ...]
    possible: Alternative | None
