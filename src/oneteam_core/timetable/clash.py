"""The smallest set of demands that cannot hold together for a table that found no date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from oneteam_core.timetable.clock import Flags
from oneteam_core.timetable.objections import Objection, blocked, objections
from oneteam_core.timetable.result import Reason
from oneteam_core.timetable.world import Placement, Spot, World

MOST_TRIED = 20_000


def smallest_clash(world: World, placement: Placement, spot: Spot) -> tuple[Reason, ...]:
    """The fewest demands that leave no start and no room, the other tables staying; empty where one is left.

    Method: each demand rules out some pairs of a start and a room, and demands clash that together rule out all: so
    the fewest of them are a smallest cover, which branching on the pair with the fewest demands against it finds.
    Of several the first in the order of the demands. After twenty thousand branches the smallest found so far is
    named, of which no part clashes. Complexity: starts times rooms for each branch.
    """
    starts = spot.starts
    found = objections(world, placement, spot, starts)
    if not len(starts):
        return _no_start(world, spot)
    if not blocked(world, spot, found, starts).all():
        return ()
    demands = list(dict.fromkeys(one.demand for one in found))
    shape = blocked(world, spot, [], starts).shape
    masks = np.array([_mask(found, demand, shape) for demand in demands])
    chosen = {demands[k] for k in smallest_cover(masks)}
    return told(found, chosen)


def _no_start(world: World, spot: Spot) -> tuple[Reason, ...]:
    """The days that may be used are too few for the table, with the day before which it must not begin."""
    rules, first = world.rules, spot.table.not_before
    frame = Reason(code="outside_horizon", params={"first": rules.first, "last": rules.last})
    return (frame,) if first is None else (frame, Reason(code="not_before", params={"day": first}))


def _mask(found: Sequence[Objection], demand: tuple[object, ...], shape: tuple[int, ...]) -> Flags:
    total = np.zeros(shape, dtype=bool)
    for one in found:
        if one.demand == demand:
            total |= one.against
    return total.ravel()


def told(found: Sequence[Objection], chosen: set[tuple[object, ...]]) -> tuple[Reason, ...]:
    """One reason for each demand chosen; what no room has is told with all the rooms."""
    reasons: dict[tuple[object, ...], Reason] = {}
    for one in found:
        if one.demand not in chosen:
            continue
        before = reasons.get(one.demand)
        if before is None:
            reasons[one.demand] = one.reason
        elif one.demand in (("seats",), ("equipment",)):
            reasons[one.demand] = Reason(code=one.code, params=_together(before.params, one.params))
    return tuple(reasons.values())


def _together(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, object]:
    """The params of two rooms as one: both rooms, the more seats, and what either lacks."""
    rooms = one["room"] if isinstance(one["room"], list) else [one["room"]]
    both: dict[str, object] = {**one, "room": [*rooms, other["room"]]}
    if "seats" in one:
        both["seats"] = max(one["seats"], other["seats"])
    else:
        both["equipment"] = sorted({*one["equipment"], *other["equipment"]})
    return both


def smallest_cover(masks: Flags) -> tuple[int, ...]:
    """The fewest rows that together are true everywhere, in ascending order; the rows together must be.

    >>> smallest_cover(np.array([[1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]], dtype=bool))
    (0, 2)
    """
    columns = np.unique(masks, axis=1)
    return _Cover(columns).smallest()


class _Cover:
    def __init__(self, masks: Flags) -> None:
        self._masks = masks
        self._best = self._irreducible()
        self._left = MOST_TRIED

    def smallest(self) -> tuple[int, ...]:
        self._branch((), np.ones(self._masks.shape[1], dtype=bool), np.ones(len(self._masks), dtype=bool))
        return tuple(sorted(self._best))

    def _irreducible(self) -> tuple[int, ...]:
        """What remains of all rows when each that is not needed is left out, the last first."""
        kept = list(range(len(self._masks)))
        for row in reversed(range(len(self._masks))):
            fewer = [other for other in kept if other != row]
            if fewer and self._masks[fewer].any(axis=0).all():
                kept = fewer
        return tuple(kept)

    def _branch(self, chosen: tuple[int, ...], open_: Flags, allowed: Flags) -> None:
        """All covers with these rows and others of those allowed that are better than the best so far."""
        if not open_.any():
            if (len(chosen), sorted(chosen)) < (len(self._best), sorted(self._best)):
                self._best = chosen
            return
        self._left -= 1
        gains = self._masks[:, open_].sum(axis=1) * allowed
        if (
            self._left < 0
            or not gains.max()
            or len(chosen) + -(-int(open_.sum()) // int(gains.max())) > len(self._best)
        ):
            return
        columns = np.flatnonzero(open_)
        counts = (self._masks[:, columns] & allowed[:, None]).sum(axis=0)
        column = columns[int(counts.argmin())]
        allowed = allowed.copy()
        for row in np.flatnonzero(self._masks[:, column] & allowed).tolist():
            allowed[row] = False
            self._branch((*chosen, row), open_ & ~self._masks[row], allowed)
