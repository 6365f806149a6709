"""The plan with fractions allowed: an upper bound on every real plan, and which pairs can still matter.

Method: a linear programme (HiGHS through scipy) over the arcs that may matter, more being added by their
reduced value as in :mod:`oneteam_core.matching.batch.flow`. Its dual values are rounded numbers, but any dual
values give a true bound; the bound is summed from them again, over all arcs, with the rounding error of
every operation added on top. So nothing that HiGHS gets slightly wrong can make a plan look better than it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from oneteam_core.matching.batch.flow import FEW_ENOUGH, MORE, best_of_each
from oneteam_core.matching.batch.instance import Flags, Net, Places, Row
from oneteam_core.matching.batch.table import Floats, Table, size_of, table_of

SHORT = 256.0
"""Cost of a missing unit in a row, with the largest value counted as about 1."""

ERROR = 2.0**-52


@dataclass(frozen=True, eq=False)
class Relaxed:
    """``bound``: no plan is worth more steps. ``gain``: by how much less a plan is worth at least if it
    leaves an arc (where above 0) or takes it (where below), in steps, shape (arcs,). ``active``: the arcs
    that the programme looked at.
    """

    bound: float
    gain: Floats
    active: Flags


def relax(net: Net, rows: Sequence[Row]) -> Relaxed | None:
    """Upper bound and reduced values for a net with further rows; ``None`` where no plan can hold them.

    Not every instance without a plan is found out here, but what is called so is proven.
    Complexity: some linear programmes over about (most + 12) columns for each problem, and one pass over
    all arcs for each.
    """
    table = table_of(net, rows)
    found, lacking = _priced(net, table, _first(net, rows))
    if not lacking:
        return found
    plain, _ = _priced(replace(net, value=np.zeros_like(net.value)), table, found.active)
    return None if plain.bound < 0 else found


def _priced(net: Net, table: Table, active: Flags) -> tuple[Relaxed, bool]:
    """Add columns until none would improve; also whether something is lacking in the end."""
    scale = size_of(net)
    turned = table.matrix.T.tocsr()
    while True:
        duals, lacking = _duals(net, table, np.flatnonzero(active), scale)
        gain = net.value - turned @ duals
        found = np.flatnonzero((gain > 1e-7 * scale) & ~active)
        if not len(found):
            return Relaxed(_bound(net, table, turned, duals, gain), gain, active), lacking
        counts = np.full(net.problems, MORE, dtype=np.int64)
        active[found[best_of_each(net.problem[found], gain[found], counts)]] = True


def _first(net: Net, rows: Sequence[Row]) -> Flags:
    count = len(net.value)
    if count <= FEW_ENOUGH // 2:
        return np.ones(count, dtype=np.bool_)
    active = np.zeros(count, dtype=np.bool_)
    active[best_of_each(net.problem, net.value, net.demand_most + MORE)] = True
    for row in rows:
        if row.least is not None and row.rule != "floor":
            best = np.argsort(-net.value[row.arcs], kind="stable")[: max(row.least, 0) + MORE]
            active[row.arcs[best]] = True
    return active


def _duals(net: Net, table: Table, arcs: Places, scale: float) -> tuple[Floats, bool]:
    """Dual values of all rows, in steps, none below 0; a missing unit costs ``SHORT``."""
    from scipy.optimize import linprog
    from scipy.sparse import eye_array, hstack

    rows = table.matrix.shape[0]
    lacking = np.flatnonzero(table.limit < 0)
    slack = -eye_array(rows, format="csc")[:, lacking]
    costs = np.concatenate([-net.value[arcs] / scale, np.full(len(lacking), SHORT)])
    upper = np.concatenate([np.ones(len(arcs)), np.full(len(lacking), np.inf)])
    answer = linprog(
        costs,
        A_ub=hstack([table.matrix[:, arcs], slack], format="csc"),
        b_ub=table.limit,
        bounds=np.column_stack([np.zeros(len(costs)), upper]),
        method="highs",
    )
    if answer.status != 0:
        return np.zeros(rows), True
    duals = np.maximum(0.0, -np.asarray(answer.ineqlin.marginals)) * scale
    return duals, bool((answer.x[len(arcs) :] > 1e-7).any())


def _bound(net: Net, table: Table, turned: Any, duals: Floats, gain: Floats) -> float:
    """The dual value, and on top of it at least all that rounding can have taken from it.

    Each gain is a sum of at most ``length`` products, so its error is at most that many times 2^-52 of
    the sum of their sizes (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2002, ch. 3).
    """
    length = 4 + int(np.diff(turned.indptr).max(initial=0))
    paid = duals * table.limit
    sizes = np.abs(net.value) + abs(turned) @ duals
    error = length * ERROR * (2 * math.fsum(sizes.tolist()) + math.fsum(np.abs(paid).tolist()))
    return math.fsum(paid.tolist()) + math.fsum(gain[gain > 0].tolist()) + error
