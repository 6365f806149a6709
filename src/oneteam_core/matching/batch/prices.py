"""Prices of seats and people from a flow of least cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oneteam_core.matching.batch.instance import Flags, Ints, Net, Places


@dataclass(frozen=True, eq=False)
class Used:
    """A flow: which of ``arcs`` are taken; turns of each person that must and may be; seats left empty.

    ``must`` and ``may`` count each person's turns below and above the least number, ``short`` each
    problem's missing seats, ``unused`` those that need not be filled.
    """

    arcs: Places
    taken: Flags
    must: Ints
    may: Ints
    short: Ints
    unused: Ints

    def missing(self, net: Net) -> bool:
        """Whether some least number is not reached."""
        return bool(self.short.any() or (self.must < net.load_least).any())


def prices_of(net: Net, used: Used, reward: int) -> tuple[Ints, Ints]:
    """Prices of problems and people under which the flow is best, each of shape (number of them,).

    Method: shortest distances in the residual network (R. Bellman 1958), all arcs at a time until
    nothing changes; they exist because a flow of least cost leaves no cycle that would pay.
    Complexity: arcs times the length of the longest chain of exchanges, some dozen in practice.
    """
    problem, person, value = net.problem[used.arcs], net.person[used.arcs], net.value[used.arcs]
    out, back = ~used.taken, used.taken
    at_problem, at_person, at_sink = np.zeros(net.problems, np.int64), np.zeros(net.people, np.int64), 0
    while True:
        before = at_problem.copy(), at_person.copy(), at_sink
        np.minimum.at(at_person, person[out], at_problem[problem[out]] - value[out])
        np.minimum.at(at_problem, problem[back], at_person[person[back]] + value[back])
        at_sink = _to_sink(net, used, reward, at_problem, at_person, at_sink)
        _from_sink(used, reward, at_problem, at_person, at_sink)
        same = np.array_equal(before[0], at_problem) and np.array_equal(before[1], at_person)
        if same and before[2] == at_sink:
            return at_problem - at_sink, at_sink - at_person


def _to_sink(net: Net, used: Used, reward: int, at_problem: Ints, at_person: Ints, at_sink: int) -> int:
    ways = (
        at_person[used.must < net.load_least] - reward,
        at_person[used.may < net.load_most - net.load_least],
        at_problem[used.short < net.demand_least] + reward,
        at_problem[used.unused < net.demand_most - net.demand_least],
    )
    return min([at_sink, *(int(way.min()) for way in ways if len(way))])


def _from_sink(used: Used, reward: int, at_problem: Ints, at_person: Ints, at_sink: int) -> None:
    for distances, open_, step in (
        (at_person, used.must > 0, reward),
        (at_person, used.may > 0, 0),
        (at_problem, used.short > 0, -reward),
        (at_problem, used.unused > 0, 0),
    ):
        distances[open_] = np.minimum(distances[open_], at_sink + step)
