"""Placing one table while the others stay: who is there, who leaves another table for it, and what levels it reaches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from oneteam_core.timetable.clock import Flags, Ints
from oneteam_core.timetable.world import Placement, Seat, Spot, World


class Held(NamedTuple):
    """Another table, and whether somebody of this one must stay with it."""

    spot: Spot
    seat: Seat
    bound: frozenset[int]


def placed(placement: Placement, at: int, seat: Seat | None) -> Placement:
    return (*placement[:at], seat, *placement[at + 1 :])


def bound_to(spot: Spot, seat: Seat, needed: frozenset[int]) -> frozenset[int]:
    """Who of those needed elsewhere must stay at a table: the required, and the optional if its quorum is at stake."""
    leaving = needed & seat.present
    must = needed.intersection(spot.required)
    return must | leaving if len(seat.present - leaving) < spot.table.quorum else must


def others(world: World, placement: Placement, spot: Spot) -> Iterator[Held]:
    needed = frozenset(spot.required)
    for other, seat in zip(world.spots, placement, strict=True):
        if seat is not None and other.at != spot.at:
            yield Held(other, seat, bound_to(other, seat, needed))


def near(spot: Spot, starts: Ints | int, other: Spot, seat: Seat, gap: int) -> Flags:
    """At which starts a table overlaps with another or has less than a gap before or after it."""
    return np.asarray(
        (starts < seat.start + other.minutes + gap) & (seat.start < starts + spot.minutes + gap)
    )


def put(world: World, placement: Placement, spot: Spot, start: int, room: int) -> Placement:
    """The table at a start against which nothing speaks; its people leave what they need not stay with.

    Complexity: tables times people of this one.
    """
    without = list(placed(placement, spot.at, None))
    for held in others(world, placement, spot):
        gone = held.seat.present & frozenset(spot.required) - held.bound
        now = tuple(without)
        left = frozenset(person for person in gone if _clashes(world, now, spot, start, held, person))
        without[held.spot.at] = held.seat._replace(present=held.seat.present - left)
    settled = tuple(without)
    present = frozenset(p for p in spot.optional if can_join(world, settled, spot, start, p))
    return placed(settled, spot.at, Seat(start, room, present))


def _clashes(world: World, placement: Placement, spot: Spot, start: int, held: Held, person: int) -> bool:
    """Whether somebody cannot come to both: no time between, or more than may be on that day or in that week."""
    if near(spot, start, held.spot, held.seat, world.rules.break_minutes):
        return True
    return any(
        unit(start) == unit(held.seat.start) and sum(unit(one) == unit(start) for one in _sits(world, placement, spot, person)) >= most
        for unit, most in limits(world, person)
    )  # fmt: skip


def can_join(world: World, placement: Placement, spot: Spot, start: int, person: int) -> bool:
    """Whether an optional person can come to a table while everything else stays."""
    if not world.able_at(spot, person, start):
        return False
    return _other_reason(world, placement, spot, start, person) is None


def why_absent(world: World, placement: Placement, spot: Spot, start: int, person: int) -> str | None:
    """What keeps an optional person from a table."""
    for code, against in world.calendars[person].codes(np.array([start]), spot.minutes).items():
        if against[0]:
            return code
    return _other_reason(world, placement, spot, start, person)


def _other_reason(world: World, placement: Placement, spot: Spot, start: int, person: int) -> str | None:
    for other, seat in tables_of(world, placement, spot, person):
        if near(spot, start, other, seat, world.rules.break_minutes):
            return "other_table"
    for unit, most in limits(world, person):
        if sum(unit(one) == unit(start) for one in _sits(world, placement, spot, person)) >= most:
            return "limit"
    return None


def limits(world: World, person: int) -> Iterator[tuple[Unit, int]]:
    """The days and weeks of somebody who has a limit, each as what tells them apart, and the limit."""
    who = world.people[person]
    if who.most_a_day is not None:
        yield Unit(world, who.zone, 1), who.most_a_day
    if who.most_a_week is not None:
        yield Unit(world, who.zone, 7), who.most_a_week


class Unit(NamedTuple):
    """Days of a zone, one by one or by the week from Monday."""

    world: World
    zone: str
    days: int

    def __call__(self, minute: int) -> int:
        return (self.world.clock.day(self.zone, int(minute)) - 1) // self.days


def _sits(world: World, placement: Placement, spot: Spot, person: int) -> Iterator[int]:
    """Starts of the other tables at which somebody sits."""
    return (seat.start for _, seat in tables_of(world, placement, spot, person))


def tables_of(world: World, placement: Placement, spot: Spot, person: int) -> Iterator[tuple[Spot, Seat]]:
    """The other tables at which somebody sits."""
    for at in world.asked[person]:
        other, seat = world.spots[at], placement[at]
        if seat is not None and at != spot.at and (person in seat.present or person in other.required):
            yield other, seat


class Shares(NamedTuple):
    """What one table adds to each level."""

    missing: int
    late: int
    until: int
    absent: int
    changes: int
    outside: int


def levels_of(world: World, placement: Placement) -> tuple[int, ...]:
    """What a placement reaches, level by level; of fixed tables only who is absent and what is out of hours counts.

    Complexity: tables times their people, and tables alone for what was counted before.
    """
    all_ = [
        (spot.table.priority, shares_of(world, spot, seat))
        for spot, seat in zip(world.spots, placement, strict=True)
    ]
    missing = [sum(one.missing for priority, one in all_ if priority == p) for p in world.priorities]
    until = [sum(one.until for priority, one in all_ if priority == p) for p in world.priorities]
    late, absent = sum(one.late for _, one in all_), sum(one.absent for _, one in all_)
    return (
        *missing,
        late,
        *until,
        absent,
        sum(one.changes for _, one in all_),
        sum(one.outside for _, one in all_),
    )


def shares_of(world: World, spot: Spot, seat: Seat | None) -> Shares:
    known: dict[object, Shares] = world.known
    if (spot.at, seat) not in known:
        known[spot.at, seat] = _shares(world, spot, seat)
    return known[spot.at, seat]


def _shares(world: World, spot: Spot, seat: Seat | None) -> Shares:
    if seat is None:
        return Shares(1, 0, 0, len(spot.optional), int(changed(spot, None)), 0)
    late = 0 if spot.fixed else int(world.days_late(spot, np.array([seat.start]))[0])
    absent, outside = len(spot.optional) - len(seat.present), outside_of(world, spot, seat)
    return Shares(0, late, 0 if spot.fixed else seat.start, absent, int(changed(spot, seat)), outside)


def names_of(world: World) -> tuple[tuple[str, int | None], ...]:
    """The names of the levels in their order, and the priority where there is one."""
    each = world.priorities
    return (
        *(("unscheduled", p) for p in each), ("days_late", None), *(("minutes_until", p) for p in each),
        ("absent", None), ("changes", None), ("out_of_hours", None),
    )  # fmt: skip


def changed(spot: Spot, seat: Seat | None) -> bool:
    """Whether a published table does not stand where it was; what is fixed is no change of ours."""
    if spot.published is None or spot.fixed is not None:
        return False
    return seat is None or (seat.start, seat.room) != spot.published


def outside_of(world: World, spot: Spot, seat: Seat) -> int:
    """Minutes outside working hours, summed over who is there."""
    start = np.array([seat.start])
    there = (*spot.required, *seat.present)
    return sum(int(world.calendars[person].outside(start, spot.minutes)[0]) for person in there)
