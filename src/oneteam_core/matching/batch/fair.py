"""The fair plan: first the floor as high as it goes, then the largest sum above it.

The floor is the smallest sum of scores that one problem gets. Source for the aim: A. Kobren, B. Saha,
A. McCallum, "Paper Matching with Local Fairness Constraints", KDD 2019 (there met approximately, here exactly).

Method: no floor can be above the best sum that the worst-off problem could have by itself. Often it can be
had, and one search for the largest sum above it settles both. Otherwise a linear programme weighs the
problems so that their mean bounds the floor, HiGHS finds a high floor, and CP-SAT proves or raises it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from oneteam_core.matching.batch.core import Found, best_choice, unproven
from oneteam_core.matching.batch.instance import Flags, Ints, Net, Places, Row
from oneteam_core.matching.batch.relaxed import relax
from oneteam_core.matching.batch.rounded import TOLERANCE, good_floor
from oneteam_core.matching.batch.search import Search, Undecided
from oneteam_core.matching.batch.table import Floats, floor_of, size_of, table_of

WEIGHT = 1 << 12
ROUNDS = 4
FEW_ENOUGH = 60_000


@dataclass(frozen=True, eq=False)
class Fair:
    """The best choice above the floor; the floor and its proven bound, in steps."""

    found: Found
    floor: int
    bound: int


def fairest(net: Net, rows: Sequence[Row], floors: Sequence[Row]) -> Fair | None:
    """Largest floor, then largest sum; ``None`` where provably no choice keeps bounds and rows.

    Raises :class:`~oneteam_core.matching.batch.search.Undecided` where none is found within the effort; a floor or a
    sum that is not proven has a bound above it.

    ``floors``: one row of the rule ``floor`` for each problem, its ``least`` being what the problem has
    already, with the sign turned. Complexity: as :func:`~oneteam_core.matching.batch.core.best_choice`, at most
    three times.
    """
    top = highest_alone(net, floors)
    found = _above(net, rows, floors, top)
    if found:
        return Fair(found, top, top)
    highest = _highest(net, rows, floors, top)
    if highest is None:
        return None
    chosen, floor, bound = highest
    return Fair(_above(net, rows, floors, floor) or unproven(net, chosen), floor, bound)


def _above(net: Net, rows: Sequence[Row], floors: Sequence[Row], floor: int) -> Found | None:
    """The best choice with this floor, if one is found."""
    try:
        return best_choice(net, [*rows, *raised(floors, floor)])
    except Undecided:
        return None


def highest_alone(net: Net, floors: Sequence[Row]) -> int:
    """No floor can be above this: the best sum of the worst-off problem, were it alone. Complexity: linear."""
    return min(_alone(net, row) for row in floors)


def raised(floors: Sequence[Row], floor: int) -> list[Row]:
    """Rows that ask for this floor."""
    return [replace(row, least=(row.least or 0) + floor) for row in floors]


def _alone(net: Net, row: Row) -> int:
    """The best sum of one problem if it had the first choice."""
    at = net.problem[row.arcs[0]] if len(row.arcs) else None
    least, most = (0, 0) if at is None else (int(net.demand_least[at]), int(net.demand_most[at]))
    best = np.sort(row.weight)[::-1][:most]
    return int(best[:least].sum() + np.maximum(0, best[least:]).sum()) - (row.least or 0)


def _highest(
    net: Net, rows: Sequence[Row], floors: Sequence[Row], top: int
) -> tuple[Places, int, int] | None:
    """The choice with the highest floor that was found, that floor, and its proven bound."""
    bound, active = _bounded(net, rows, floors, top)
    good = good_floor(net, [*rows, *floors], active)
    everything = np.ones(len(net.value), dtype=np.bool_)
    if good is None:
        first = Search(net, rows, everything, ~everything).any()
        if first is None:
            return None
        value, told = floor_of(net, floors, first), math.inf
    else:
        first, value, told = good.chosen, good.value, good.bound + TOLERANCE * size_of(net)
    if value >= bound:
        return first, value, value
    search = Search(net, rows, everything, ~everything)
    chosen, higher, proven = search.highest_floor(floors, value, bound, first)
    if not active.all():
        told = math.inf
    return chosen, higher, max(higher, math.floor(min(bound, proven, told)))


def _bounded(net: Net, rows: Sequence[Row], floors: Sequence[Row], top: int) -> tuple[int, Flags]:
    """A bound on the floor: problems weighed against each other; also the arcs that may matter.

    Whatever the weights, the floor is at most the weighed mean of all sums; the linear programme makes
    that mean small. Weights are whole numbers, so the bound holds whatever the programme got wrong.
    """
    bound, active = top, np.zeros(len(net.value), dtype=np.bool_)
    weights = np.ones(len(floors), dtype=np.int64)
    for _ in range(ROUNDS):
        weighed = np.zeros(len(net.value), dtype=np.int64)
        for row, weight in zip(floors, weights.tolist(), strict=True):
            weighed[row.arcs] = row.weight * weight
        relaxed = relax(replace(net, value=weighed), rows)
        if relaxed is None:
            return bound, active
        had = sum(-(row.least or 0) * weight for row, weight in zip(floors, weights.tolist(), strict=True))
        bound = min(bound, math.floor((relaxed.bound + had) / int(weights.sum())))
        active |= relaxed.active
        weights = _weights(net, rows, floors, active)
    return bound, (np.ones_like(active) if len(active) <= FEW_ENOUGH else active)


def _weights(net: Net, rows: Sequence[Row], floors: Sequence[Row], active: Flags) -> Ints:
    """What raising the floor costs at each problem, as whole numbers, by the linear programme."""
    from scipy.optimize import linprog
    from scipy.sparse import csc_array, eye_array, hstack

    table, columns, scale = table_of(net, [*rows, *floors]), np.flatnonzero(active), size_of(net)
    height = table.matrix.shape[0]
    floor = csc_array(
        (scale / table.sizes, (table.floors, np.zeros(len(floors), dtype=np.intp))), shape=(height, 1)
    )
    lacking = np.setdiff1d(np.flatnonzero(table.limit < 0), table.floors)
    slack = -eye_array(height, format="csc")[:, lacking]
    ones, many = np.ones(len(columns)), np.full(len(lacking), np.inf)
    low = np.concatenate([0 * ones, [-np.inf], np.zeros(len(lacking))])
    answer = linprog(
        np.concatenate([0 * ones, [-1.0], np.full(len(lacking), 256.0)]),
        A_ub=hstack([table.matrix[:, columns], floor, slack], format="csc"),
        b_ub=table.limit,
        bounds=np.column_stack([low, np.concatenate([ones, [np.inf], many])]),
        method="highs",
    )
    if answer.status != 0:
        return np.ones(len(floors), dtype=np.int64)
    duals: Floats = np.maximum(0.0, -np.asarray(answer.ineqlin.marginals))[table.floors] / table.sizes
    weights = np.rint(duals * WEIGHT / max(float(duals.max(initial=0)), 1e-300)).astype(np.int64)
    return weights if weights.sum() else np.ones(len(floors), dtype=np.int64)
