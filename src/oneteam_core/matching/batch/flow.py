"""The plan with the largest sum where no rule joins several pairs: a flow of least cost, exactly.

Method: only arcs that may matter are given to OR-tools' integer cost-scaling flow, at first the best few of
each problem and person. The prices of its answer say for every other arc whether it could still improve
anything; those that could are added, until none is left. The answer is then the best over all arcs, and the
prices prove it. Sources: A. V. Goldberg, "An efficient implementation of a scaling minimum-cost flow
algorithm", Journal of Algorithms 22, 1997; for the pricing, L. R. Ford, D. R. Fulkerson, "A suggested
computation for maximal multi-commodity network flows", Management Science 5, 1958.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.batch.instance import Flags, Ints, Net, Places
from oneteam_core.matching.batch.prices import Used, prices_of

FEW_ENOUGH = 60_000
"""Up to so many arcs are taken at once."""

MORE = 12
"""So many arcs are added for each problem at a time."""


@dataclass(frozen=True, eq=False)
class Flow:
    """Chosen arcs, and what a seat at each problem and a turn of each person is worth, in steps."""

    chosen: Places
    problems: Ints
    people: Ints


def best_flow(net: Net) -> Flow | None:
    """The flow with the largest sum of values that keeps all bounds; ``None`` where there is none.

    Complexity: a few flows over about (most + 12) arcs for each problem, and one pass over all arcs for
    each.

    >>> one = np.array([1, 1])
    >>> arcs = {"problem": np.array([0, 0, 1, 1]), "person": np.array([0, 1, 0, 1])}
    >>> values = np.array([9, 8, 8, 1])
    >>> net = Net(**arcs, value=values, demand_least=one, demand_most=one, load_least=0 * one, load_most=one)
    >>> best_flow(net).chosen.tolist()
    [1, 2]
    """
    spread = int(np.abs(net.value).max(initial=0)) + 1
    reward = 4 * spread
    active = _first(net)
    while True:
        used = _flow(net, np.flatnonzero(active), reward)
        problems, people = prices_of(net, used, reward)
        more = _improving(net, active, problems, people)
        if len(more):
            active[more] = True
        elif not used.missing(net):
            return Flow(used.arcs[used.taken], problems, people)
        elif not is_feasible(net):
            return None
        else:
            reward *= 64


def _first(net: Net) -> Flags:
    """All arcs where they are few, else the best of each problem and of each person."""
    count = len(net.value)
    if count <= FEW_ENOUGH:
        return np.ones(count, dtype=np.bool_)
    active = np.zeros(count, dtype=np.bool_)
    active[best_of_each(net.problem, net.value, net.demand_most + MORE)] = True
    turned = np.argsort(net.person, kind="stable")
    active[turned[best_of_each(net.person[turned], net.value[turned], net.load_most + 2)]] = True
    return active


def best_of_each(groups: Places, values: NDArray[np.int64], counts: Ints) -> Places:
    """Positions of the ``counts[g]`` largest values of each group; ``groups`` are sorted.

    >>> best_of_each(np.array([0, 0, 0, 1]), np.array([5, 7, 6, 1]), np.array([2, 2])).tolist()
    [1, 2, 3]
    """
    ends = np.searchsorted(groups, np.arange(len(counts) + 1))
    found = []
    for group, count in enumerate(counts):
        first, last = int(ends[group]), int(ends[group + 1])
        if last - first > count:
            part = np.argpartition(-values[first:last], max(0, count - 1))[:count]
            found.append(first + np.sort(part))
        else:
            found.append(np.arange(first, last))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.intp)


def _improving(net: Net, active: Flags, problems: Ints, people: Ints) -> Places:
    """The arcs left out so far that are worth more than their two prices, the best few of each problem."""
    gain = net.value - problems[net.problem] - people[net.person]
    found = np.flatnonzero((gain > 0) & ~active)
    counts = np.full(net.problems, MORE, dtype=np.int64)
    return found[best_of_each(net.problem[found], gain[found], counts)]


def _flow(net: Net, arcs: Places, reward: int) -> Used:
    """Solve over some arcs; every missing seat or turn costs ``reward``, so there always is an answer."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    sink = net.problems + net.people
    problems, people = np.arange(net.problems), net.problems + np.arange(net.people)
    parts = [
        (net.problem[arcs], net.problems + net.person[arcs], np.ones(len(arcs)), -net.value[arcs]),
        (people, np.full(net.people, sink), net.load_least, np.full(net.people, -reward)),
        (people, np.full(net.people, sink), net.load_most - net.load_least, np.zeros(net.people)),
        (problems, np.full(net.problems, sink), net.demand_least, np.full(net.problems, reward)),
        (problems, np.full(net.problems, sink), net.demand_most - net.demand_least, np.zeros(net.problems)),
    ]
    tails, heads, capacities, costs = (
        np.concatenate([np.asarray(part[at], dtype=np.int64) for part in parts]) for at in range(4)
    )
    solver = SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    supplies = np.concatenate(
        [net.demand_most, np.zeros(net.people, dtype=np.int64), [-int(net.demand_most.sum())]]
    )
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    if solver.solve() != SimpleMinCostFlow.OPTIMAL:
        raise OverflowError("scores times people are too large to be counted in 64 bits")
    flows = np.asarray(solver.flows(numbers), dtype=np.int64)
    taken, must, may, short, unused = np.split(flows, np.cumsum([len(part[0]) for part in parts])[:-1])
    return Used(arcs, taken > 0, must, may, short, unused)


def is_feasible(net: Net) -> bool:
    """Whether any choice of arcs keeps all bounds. Complexity: one largest flow over all arcs."""
    from oneteam_core.matching.batch.feasible import shortage

    return shortage(net) is None
