"""What can be told of the levels without a search: where tables may begin at all, and the least each level can be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oneteam_core.timetable.clock import Flags, Ints
from oneteam_core.timetable.placing import near
from oneteam_core.timetable.world import Seat, Spot, World

Starts = dict[int, Ints]
"""Where each table that is not fixed may begin, by its place in the input."""


def beside_fixed(world: World, spot: Spot, person: int, starts: Ints) -> Flags:
    """At which starts somebody is not needed at a fixed table, nor just before or after one."""
    free = np.ones(len(starts), dtype=bool)
    for at in world.asked[person]:
        other = world.spots[at]
        if other.fixed and at != spot.at and person in other.required:
            free &= ~near(spot, starts, other, Seat(*other.fixed, frozenset()), world.rules.break_minutes)
    return free


def room_free(world: World, spot: Spot, room: int, starts: Ints) -> Flags:
    """At which starts a room is open and no fixed table stands in it."""
    free = world.room_open(room, starts, spot.minutes)
    for other in world.spots:
        if other.fixed and other.at != spot.at and other.fixed[1] == room:
            free &= ~near(spot, starts, other, Seat(*other.fixed, frozenset()), 0)
    return free


def possible_starts(world: World) -> Starts:
    """What the calendars, the rooms and what is fixed allow, each table alone. Complexity: starts times people and rooms."""
    return {spot.at: _possible(world, spot) for spot in world.spots if spot.fixed is None}


def _possible(world: World, spot: Spot) -> Ints:
    starts = spot.starts
    good = np.ones(len(starts), dtype=bool)
    for person in spot.required:
        good &= world.able(spot, person) & beside_fixed(world, spot, person, starts)
    coming = np.zeros(len(starts), dtype=np.int64)
    for person in spot.optional:
        coming += world.able(spot, person) & beside_fixed(world, spot, person, starts)
    good &= coming >= spot.table.quorum
    if not spot.table.online:
        rooms = [room_free(world, spot, room, starts) for room in spot.fits]
        good &= np.logical_or.reduce(rooms) if rooms else False
    return np.asarray(starts[good])


def within(world: World, possible: Starts, values: Sequence[int], at: int) -> Starts:
    """The possible starts that still matter at a level, given the values of the levels up to it.

    Where the starts of the tables of one priority have a sum that must not be exceeded, no start may be later than
    that sum less the earliest starts of the others.
    """
    found = {}
    for index, priority in enumerate(world.priorities):
        count = len(world.priorities)
        same = [spot.at for spot in world.spots if spot.fixed is None and spot.table.priority == priority]
        bounded = at >= count + 1 + index
        for one in same:
            others = least_sum([possible[other] for other in same if other != one], values[index])
            latest = values[count + 1 + index] - others if bounded else world.clock.length
            found[one] = possible[one][possible[one] <= latest]
    return found


def least_sum(starts: Sequence[Ints], missing: int) -> int:
    """The least sum of one start of each, so many of them left out."""
    first = sorted(int(one[0]) for one in starts if len(one))
    gone = max(0, missing - (len(starts) - len(first)))
    return sum(first[: max(0, len(first) - gone)])


def least_of(world: World, possible: Starts, values: Sequence[int], at: int) -> int:
    """The least that a level can be, each table taken alone, given the values before it. Complexity: tables times starts."""
    count = len(world.priorities)
    spots = [spot for spot in world.spots if spot.fixed is None]
    if at < count:
        return sum(
            spot.table.priority == world.priorities[at] and not len(possible[spot.at]) for spot in spots
        )
    if at == count and not any(values[:count]):
        return sum(int(world.days_late(spot, possible[spot.at]).min()) for spot in spots)
    if count < at <= 2 * count:
        index = at - count - 1
        same = [possible[spot.at] for spot in spots if spot.table.priority == world.priorities[index]]
        return least_sum(same, values[index])
    return 0
