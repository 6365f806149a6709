"""The best plan under any rows, exactly: a small core of pairs is searched, the rest is proven not to matter.

Method: by the bound of :mod:`oneteam_core.matching.batch.relaxed`, taking an arc of reduced value -d (or leaving
one of +d) costs at least d. HiGHS gives a good plan, worth L, over a core of the arcs with the smallest d; every arc
with d above bound - L is then settled. CP-SAT finds and proves the best plan over the rest, in whole numbers.
Source for the idea: E. Balas, E. Zemel, "An algorithm for large zero-one knapsack problems", Operations Research
28, 1980.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from oneteam_core.matching.batch.instance import Net, Places, Row
from oneteam_core.matching.batch.relaxed import Relaxed, relax
from oneteam_core.matching.batch.rounded import TOLERANCE, Good, good_choice
from oneteam_core.matching.batch.search import Search
from oneteam_core.matching.batch.table import size_of

FEW_ENOUGH = 25_000
"""Up to so many arcs are a core of their own."""

SMALLEST_CORE = 1_500


@dataclass(frozen=True, eq=False)
class Found:
    """Chosen arcs; their value and the proven bound, in steps."""

    chosen: Places
    value: int
    bound: int


def best_choice(net: Net, rows: Sequence[Row]) -> Found | None:
    """The arcs with the largest sum of values that keep all bounds and rows; ``None`` where provably none do.

    Where the effort of CP-SAT does not suffice, the bound is HiGHS', with its tolerance added, and stays
    above the value. Raises :class:`~oneteam_core.matching.batch.search.Undecided` where nothing at all is found
    within it. Complexity: linear programmes, then searches that are exponential at worst and short
    where the bound is near.
    """
    relaxed = relax(net, rows)
    if relaxed is None:
        return None
    costs = np.abs(relaxed.gain)
    count = len(costs) if len(costs) <= FEW_ENOUGH else max(SMALLEST_CORE, 6 * (net.problems + net.people))
    while True:
        reach = float(np.partition(costs, count)[count]) if count < len(costs) else math.inf
        good = _good(net, rows, relaxed, reach)
        if good is None and reach == math.inf:
            return _last_word(net, rows)
        if good is None:
            count *= 4
        elif relaxed.bound - good.value <= reach:
            return _proven(net, rows, relaxed, good)
        else:
            count = max(count + 1, int((costs <= relaxed.bound - good.value).sum()))


def _good(net: Net, rows: Sequence[Row], relaxed: Relaxed, reach: float) -> Good | None:
    core = np.abs(relaxed.gain) <= reach
    return good_choice(net, rows, core, (relaxed.gain > 0) & ~core)


def _proven(net: Net, rows: Sequence[Row], relaxed: Relaxed, good: Good) -> Found:
    core = np.abs(relaxed.gain) <= relaxed.bound - good.value
    best = Search(net, rows, core, (relaxed.gain > 0) & ~core).best(good.chosen)
    if best is None:
        return Found(good.chosen, good.value, _bound(net, relaxed, good, good.value))
    chosen, proven = best
    value = int(net.value[chosen].sum())
    if proven:
        return Found(chosen, value, value)
    if value < good.value:
        chosen, value = good.chosen, good.value
    return Found(chosen, value, _bound(net, relaxed, good, value))


def _bound(net: Net, relaxed: Relaxed, good: Good, value: int) -> int:
    told = good.bound + TOLERANCE * size_of(net)
    return max(value, math.floor(min(relaxed.bound, told)))


def _last_word(net: Net, rows: Sequence[Row]) -> Found | None:
    """HiGHS found nothing at all: CP-SAT says whether there is anything."""
    everything = np.ones(len(net.value), dtype=np.bool_)
    chosen = Search(net, rows, everything, ~everything).any()
    if chosen is None:
        return None
    best, proven = Search(net, rows, everything, ~everything).best(chosen) or (chosen, False)
    found = unproven(net, best)
    return replace(found, bound=found.value) if proven else found


def unproven(net: Net, chosen: Places) -> Found:
    """A choice of which nothing is known but that no other can be worth more than all arcs above 0."""
    return Found(chosen, int(net.value[chosen].sum()), int(net.value[net.value > 0].sum()))
