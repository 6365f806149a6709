"""A first placement: table by table in several orders, each at the first start against which nothing speaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from oneteam_core.timetable.bounds import possible_starts
from oneteam_core.timetable.objections import blocked, objections
from oneteam_core.timetable.placing import levels_of, placed, put
from oneteam_core.timetable.world import NO_ROOM, Placement, Seat, Spot, World


def first_placement(world: World) -> Placement:
    """The best of three: the most important first, the most urgent first, and those with the fewest starts first.

    Where changes are limited what is published stays if it can. Complexity: tables times what is in their way.
    """
    possible = possible_starts(world)
    orders: list[Callable[[Spot], tuple[int, ...]]] = [
        lambda spot: (spot.table.priority, _deadline(spot), spot.at),
        lambda spot: (_deadline(spot), spot.table.priority, spot.at),
        lambda spot: (len(possible[spot.at]), spot.at),
    ]
    return min((_in_order(world, order) for order in orders), key=lambda found: levels_of(world, found))


def _deadline(spot: Spot) -> int:
    return (spot.table.deadline or date.max).toordinal()


def _in_order(world: World, order: Callable[[Spot], tuple[int, ...]]) -> Placement:
    placement: Placement = (None,) * len(world.spots)
    for spot in world.spots:
        if spot.fixed:
            placement = placed(placement, spot.at, Seat(*spot.fixed, frozenset()))
    for spot in world.spots:
        if spot.fixed:
            placement = put(world, placement, spot, *spot.fixed)
    keep = world.rules.change_budget is not None
    free = [spot for spot in world.spots if not spot.fixed]
    for spot in sorted(free, key=lambda spot: (not (keep and spot.published), *order(spot))):
        placement = first_fit(world, placement, spot, keep=keep)
    return placement


def first_fit(world: World, placement: Placement, spot: Spot, *, keep: bool) -> Placement:
    """The table at its published place if that is to be kept and can be, or else as early as can be."""
    free = ~blocked(world, spot, objections(world, placement, spot, spot.starts), spot.starts)
    if keep and spot.published:
        start, room = spot.published
        here = np.flatnonzero(spot.starts == start)
        if len(here) and free[here[0], max(room, 0)]:
            return put(world, placement, spot, start, room)
    found = np.flatnonzero(free.any(axis=1))
    if not len(found):
        return placement
    room = NO_ROOM if spot.table.online else int(free[found[0]].argmax())
    return put(world, placement, spot, int(spot.starts[found[0]]), room)


MOST_OFFERED = 6
MOST_ROUNDS = 20


def polished(world: World, placement: Placement) -> Placement:
    """Each table in turn put where the levels are best, until that changes nothing, twenty rounds at most.

    Of the starts that are free the six earliest are tried, and of the rooms the first. Complexity: tables times what is
    in their way, each round.
    """
    for _ in range(MOST_ROUNDS):
        before = placement
        for spot in sorted(world.spots, key=lambda spot: (spot.table.priority, spot.at)):
            if spot.fixed is None:
                placement = _better(world, placement, spot)
        if placement == before:
            break
    return placement


def _better(world: World, placement: Placement, spot: Spot) -> Placement:
    without = placed(placement, spot.at, None)
    free = ~blocked(world, spot, objections(world, without, spot, spot.starts), spot.starts)
    best, value = placement, levels_of(world, placement)
    for at in np.flatnonzero(free.any(axis=1))[:MOST_OFFERED].tolist():
        room = NO_ROOM if spot.table.online else int(free[at].argmax())
        then = put(world, without, spot, int(spot.starts[at]), room)
        reached = levels_of(world, then)
        if reached < value:
            best, value = then, reached
    return best
