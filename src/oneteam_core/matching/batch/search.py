"""A choice over a core of arcs, exactly, by CP-SAT (OR-tools): whole numbers, one worker, one seed.

Ties: each arc carries a second value, drawn from its place in the instance and small enough never to outweigh a
step. It makes the best choice unique in all likelihood, so that neither search nor machine settles ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from oneteam_core.matching.batch.instance import Flags, Ints, Net, Places, Row

EFFORT = 12.0
"""CP-SAT's deterministic seconds for one search."""

SEED = 20261123
MOST_VALUE = 1 << 60
MOST_TIE = 1 << 20


class Undecided(Exception):
    """The effort ended before it was known whether any choice keeps all rules."""


class Search:
    """One model: arcs in ``core`` may be chosen, those in ``taken`` are; both masks of shape (arcs,)."""

    def __init__(self, net: Net, rows: Sequence[Row], core: Flags, taken: Flags) -> None:
        from ortools.sat.python import cp_model

        self.net, self.columns, self.taken = net, np.flatnonzero(core), taken
        self.model = cp_model.CpModel()
        self.place = np.full(len(net.value), -1, dtype=np.intp)
        self.place[self.columns] = np.arange(len(self.columns))
        self.chosen = [self.model.new_bool_var("") for _ in self.columns]
        sums = [self._add(*row) for row in _bounds(net)]
        sums += [self._add(row.arcs, row.weight, row.least, row.most) for row in rows]
        self.fine = all(sums)

    def _add(self, arcs: Places, weight: Ints, least: int | None, most: int | None) -> bool:
        """Add one row over the arcs of the core; false where it cannot hold."""
        held = int(weight[self.taken[arcs]].sum())
        inside = self.place[arcs] >= 0
        places, weights = self.place[arcs][inside], weight[inside]
        low = int(weights[weights < 0].sum()) if least is None else least - held
        high = int(weights[weights > 0].sum()) if most is None else most - held
        if not len(places):
            return low <= 0 <= high
        self.model.add_linear_constraint(self.sum_of(places, weights), low, high)
        return low <= high

    def sum_of(self, places: Places, weights: Ints) -> Any:
        from ortools.sat.python import cp_model

        return cp_model.LinearExpr.weighted_sum(
            [self.chosen[place] for place in places.tolist()], weights.tolist()
        )

    def best(self, hint: Places) -> tuple[Places, bool] | None:
        """The arcs with the largest value; whether that is proven. ``None`` where nothing was found."""
        values = with_ties(self.net)[self.columns]
        self.model.maximize(self.sum_of(np.arange(len(self.columns)), values))
        self._hint(hint)
        return self._run()

    def any(self) -> Places | None:
        """Some choice, ``None`` where there is provably none. Raises :class:`Undecided`."""
        from ortools.sat.python import cp_model

        if not self.fine:
            return None
        solver = _solver()
        status = solver.solve(self.model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return self._read(solver)
        if status != cp_model.INFEASIBLE:
            raise Undecided
        return None

    def highest_floor(
        self, floors: Sequence[Row], least: int, most: int, hint: Places
    ) -> tuple[Places, int, int]:
        """A choice whose floors are raised by the largest common number from ``least`` to ``most``; that number
        and its bound. ``hint`` is a choice that reaches ``least``, and the answer where no better one is found.
        """
        floor = self.model.new_int_var(least, most, "floor")
        self.model.add_hint(floor, least)
        for row in floors:
            inside = self.place[row.arcs]
            self.model.add(self.sum_of(inside, row.weight) - (row.least or 0) >= floor)
        self.model.maximize(floor)
        self._hint(hint)
        from ortools.sat.python import cp_model

        solver = _solver()
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return hint, least, most
        return self._read(solver), round(solver.objective_value), round(solver.best_objective_bound)

    def _hint(self, chosen: Places) -> None:
        for variable, there in zip(self.chosen, np.isin(self.columns, chosen).tolist(), strict=True):
            self.model.add_hint(variable, there)

    def _run(self) -> tuple[Places, bool] | None:
        from ortools.sat.python import cp_model

        if not self.fine:
            return None
        solver = _solver()
        status = solver.solve(self.model)
        if status == cp_model.MODEL_INVALID:
            raise OverflowError("scores times people are too large to be counted in 64 bits")
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return self._read(solver), status == cp_model.OPTIMAL

    def _read(self, solver: Any) -> Places:
        inside = np.array([solver.boolean_value(one) for one in self.chosen], dtype=np.bool_)
        return np.union1d(np.flatnonzero(self.taken), self.columns[inside])


def _bounds(net: Net) -> list[tuple[Places, Ints, int | None, int | None]]:
    """Seats and turns as rows: arcs, weights, least, most."""
    by_person = np.argsort(net.person, kind="stable")
    found: list[tuple[Places, Ints, int | None, int | None]] = []
    for groups, order, least, most in (
        (net.problem, np.arange(len(net.value)), net.demand_least, net.demand_most),
        (net.person[by_person], by_person, net.load_least, net.load_most),
    ):
        ends = np.searchsorted(groups, np.arange(len(most) + 1))
        for at in range(len(most)):
            arcs = order[ends[at] : ends[at + 1]]
            found.append((arcs, np.ones(len(arcs), dtype=np.int64), int(least[at]), int(most[at])))
    return found


def _solver() -> Any:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = EFFORT
    solver.parameters.linearization_level = 2
    return solver


def with_ties(net: Net) -> Ints:
    """Values and ties in one number each, as fine as 64 bits allow: value times a factor, plus the tie.

    The ties of one plan together stay below the factor. Their numbers come from the places of problem
    and person alone, by the mixing of SplitMix64 (G. L. Steele and others, 2014). Complexity: linear.
    """
    pairs = int(min(net.demand_most.sum(), net.load_most.sum())) + 1
    total = int(np.abs(net.value).sum()) + pairs
    finest = min(MOST_TIE, MOST_VALUE // (total * pairs))
    if finest < 2:
        return net.value
    return net.value * (pairs * finest) + _mixed(net) * finest // MOST_TIE


def _mixed(net: Net) -> Ints:
    mixed = net.problem.astype(np.uint64) * np.uint64(1 << 32) + net.person.astype(np.uint64)
    mixed += np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) % np.uint64(MOST_TIE)).astype(np.int64)
