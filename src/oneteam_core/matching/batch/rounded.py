"""A good plan over some of the arcs by HiGHS, checked again in whole numbers.

HiGHS counts in floating point with tolerances of 10^-6; what it returns is only taken where
:func:`~oneteam_core.matching.batch.table.holds` agrees, and is otherwise asked for again with the rows drawn
tighter. It finds plans; the proof is made elsewhere where that can be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oneteam_core.matching.batch.instance import Flags, Net, Places, Row
from oneteam_core.matching.batch.table import Floats, Table, floor_of, holds, size_of, table_of

TOLERANCE = 2e-6
MOST_NODES = 20_000


@dataclass(frozen=True, eq=False)
class Good:
    """Chosen arcs, their value in steps, and HiGHS' own bound for the arcs it saw, in steps."""

    chosen: Places
    value: int
    bound: float


def good_choice(net: Net, rows: Sequence[Row], core: Flags, taken: Flags) -> Good | None:
    """The best choice of the arcs in ``core``, with all of ``taken`` in; ``None`` where there is none.

    Both are masks of shape (arcs,). Complexity: exponential at worst, cut off after 20,000 nodes.
    """
    table, columns, scale = table_of(net, rows), np.flatnonzero(core), size_of(net)
    held = table.limit - table.matrix @ taken.astype(float)
    bound: float | None = None
    for tighter in (0.0, TOLERANCE):
        limit = held.copy()
        limit[table.floors] -= tighter
        answer = _milp(-net.value[columns] / scale, table, columns, limit)
        if answer is None:
            continue
        inside, reached = answer
        base = float(net.value[taken].sum())
        bound = base + reached * scale if bound is None else bound
        chosen = np.union1d(np.flatnonzero(taken), columns[inside])
        if holds(net, rows, chosen):
            return Good(chosen, int(net.value[chosen].sum()), bound)
    return None


def good_floor(net: Net, rows: Sequence[Row], core: Flags) -> Good | None:
    """The choice with the largest floor: every row of the rule ``floor`` is raised by one common number.

    ``value`` is that number, in steps, counted again from the chosen arcs.
    """
    table, columns, scale = table_of(net, rows), np.flatnonzero(core), size_of(net)
    costs = np.concatenate([np.zeros(len(columns)), [-1.0]])
    answer = _milp(costs, table, columns, table.limit, floor=scale)
    if answer is None:
        return None
    inside, reached = answer
    chosen = columns[inside[: len(columns)]]
    if not holds(net, [row for row in rows if row.rule != "floor"], chosen):
        return None
    return Good(chosen, floor_of(net, rows, chosen), reached * scale)


def _milp(
    costs: Floats, table: Table, columns: Places, limit: Floats, floor: float | None = None
) -> tuple[Flags, float] | None:
    """Chosen columns and the bound of the largest value, in units of the costs."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array, hstack

    matrix = table.matrix[:, columns]
    low, high, whole = np.zeros(len(costs)), np.ones(len(costs)), np.ones(len(costs))
    if floor is not None:
        weights = floor / table.sizes
        column = csc_array(
            (weights, (table.floors, np.zeros(len(weights), dtype=np.intp))), shape=(matrix.shape[0], 1)
        )
        matrix = hstack([matrix, column], format="csc")
        low[-1], high[-1], whole[-1] = -np.inf, np.inf, 0
    answer = milp(
        costs,
        constraints=LinearConstraint(matrix, ub=limit),
        bounds=Bounds(low, high),
        integrality=whole,
        options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES},
    )
    if answer.x is None:
        return None
    bound = answer.mip_dual_bound
    return answer.x > 0.5, -float(answer.fun if bound is None else bound)
