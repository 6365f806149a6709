"""Whether all bounds can be kept at all, and if not, which problems and people are in each other's way.

Method: a largest flow (OR-tools, integers), every lower bound as a debt to be paid first. Where a debt
remains, everything that can still be reached from it is too tight by itself (P. Hall 1935; D. Gale 1957).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oneteam_core.matching.batch.instance import Net, Places


@dataclass(frozen=True, eq=False)
class Shortage:
    """``missing`` places cannot be filled; ``problems`` and ``people`` are those that compete for them."""

    missing: int
    problems: Places
    people: Places


def shortage(net: Net) -> Shortage | None:
    """``None`` where all bounds can be kept. Complexity: one largest flow over all arcs.

    >>> one = np.array([1, 1])
    >>> net = Net(np.array([0, 1]), np.array([0, 0]), 0 * one, one, one, np.array([0]), np.array([1]))
    >>> found = shortage(net)
    >>> found.missing, found.problems.tolist(), found.people.tolist()
    (1, [0, 1], [0])
    """
    if (net.demand_least > net.demand_most).any() or (net.load_least > net.load_most).any():
        return _crossed(net)
    ends = _Ends(net)
    flows, total = ends.solve()
    if total == ends.debts:
        return None
    return ends.reached(flows, ends.debts - total)


def _crossed(net: Net) -> Shortage:
    problems = np.flatnonzero(net.demand_least > net.demand_most)
    return Shortage(1, problems, np.flatnonzero(net.load_least > net.load_most))


class _Ends:
    """The network with a source of debts and a drain for them."""

    def __init__(self, net: Net) -> None:
        self.net = net
        problems, people = np.arange(net.problems), net.problems + np.arange(net.people)
        self.start, self.end, self.debt, self.drain = range(
            net.problems + net.people, net.problems + net.people + 4
        )
        seats, turns = int(net.demand_least.sum()), int(net.load_least.sum())
        self.debts = seats + turns
        parts = [
            (net.problem, net.problems + net.person, np.ones(len(net.value))),
            ([self.start] * net.problems, problems, net.demand_most - net.demand_least),
            ([self.debt] * net.problems, problems, net.demand_least),
            (people, [self.end] * net.people, net.load_most - net.load_least),
            (people, [self.drain] * net.people, net.load_least),
            ([self.start], [self.drain], [seats]),
            ([self.debt], [self.end], [turns]),
            ([self.end], [self.start], [int(net.demand_most.sum() + net.load_most.sum())]),
        ]
        self.tails, self.heads, self.capacities = (
            np.concatenate([np.asarray(part[at], dtype=np.int64) for part in parts]) for at in range(3)
        )

    def solve(self) -> tuple[Places, int]:
        from ortools.graph.python.max_flow import SimpleMaxFlow

        solver = SimpleMaxFlow()
        numbers = solver.add_arcs_with_capacity(self.tails, self.heads, self.capacities)
        if solver.solve(self.debt, self.drain) != SimpleMaxFlow.OPTIMAL:
            raise OverflowError("bounds are too large to be counted in 64 bits")
        return np.asarray(solver.flows(numbers), dtype=np.intp), int(solver.optimal_flow())

    def reached(self, flows: Places, missing: int) -> Shortage:
        """What a debt that is left can still reach: all of it is full."""
        seen = np.zeros(self.drain + 1, dtype=np.bool_)
        seen[self.debt] = True
        room, used = flows < self.capacities, flows > 0
        count = 0
        while count != int(seen.sum()):
            count = int(seen.sum())
            seen[self.heads[room & seen[self.tails]]] = True
            seen[self.tails[used & seen[self.heads]]] = True
        net = self.net
        return Shortage(
            missing,
            np.flatnonzero(seen[: net.problems]),
            np.flatnonzero(seen[net.problems : net.problems + net.people]),
        )
