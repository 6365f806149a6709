"""The most that a panel of some people can be worth, by prices of what they bring.

Let somebody's *worth* be the value and a price for each need that the person covers and each kind that the person is
of. No panel is worth more than the worths of its members and its gain, less the prices of the needs that are covered and
of the kinds that are asked for: a need that two cover, or one more of a kind, is only counted too often. That is so
for any prices. The best ones are the dual values of the linear programme in which part of a person may be chosen.
They are floating numbers, so they may be a little off and the bound a little high, but it is never too low: it is
summed in whole numbers, in parts of a millionth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.options import Option

Ints = NDArray[np.int64]
Lacking = tuple[int, int, int]
"""How many are still asked for of field, research and academia: in the order of the bits of traits."""

KINDS = 3
SCALE = 1 << 20
UNIT = SCALE * 1_000_000
MORE = 50


@dataclass(frozen=True)
class Left:
    """What is left to choose beside the pinned: seats in all and of each organisation, kinds, needs."""

    seats: int
    room: Mapping[str, int]
    lacking: Lacking
    covered: int
    gains: tuple[int, ...]


class Priced:
    """People with their worths, enough of them to take all seats.

    Complexity: a few linear programmes over some hundred people, and a sort of everybody for each.
    """

    def __init__(self, options: Sequence[Option], left: Left) -> None:
        self._options, self._left = options, left
        bits = np.arange(KINDS + len(left.gains).bit_length() - 1)
        self._values = np.array([option.value for option in options], dtype=np.int64)
        self._traits = np.array([option.traits for option in options], dtype=np.int64)[:, None] >> bits & 1
        self._prices = self._found()
        self._worths = self._worths_at(self._prices)
        self._best: list[int] = self._worths[self._first(_from_most(self._worths))].tolist()

    def most(self) -> int:
        """No panel is worth more, in millionths; below 0 where there is none."""
        return (self._before() + sum(self._best)) // SCALE

    def promising(self, goal: int) -> dict[Option, int]:
        """Those who could be on a panel that is worth so much, with their worths."""
        least = SCALE * goal - self._before() - sum(self._best[:-1])
        found = np.flatnonzero(self._worths >= least).tolist()
        return {self._options[at]: int(self._worths[at]) for at in found}

    def so_far(self, value: int, covered: int, lacking: Lacking) -> int:
        """The most, but for the worths of those still to come, in parts of a millionth."""
        field, research, academia = self._kinds
        owed = field * lacking[0] + research * lacking[1] + academia * lacking[2]
        return SCALE * value + self._paid[covered] - owed

    def _before(self) -> int:
        return self.so_far(0, self._left.covered, self._left.lacking)

    @cached_property
    def _kinds(self) -> list[int]:
        kinds: list[int] = self._prices[:KINDS].tolist()
        return kinds

    @cached_property
    def _paid(self) -> list[int]:
        """For each set of covered needs the largest gain it can grow to, less the prices of what is added."""
        prices = _sums(self._prices[KINDS:])
        most = SCALE * np.array(self._left.gains) - prices
        for halves in _halves(most):
            np.maximum(halves[:, 0], halves[:, 1], out=halves[:, 0])
        paid: list[int] = (most + prices).tolist()
        return paid

    def _found(self) -> Ints:
        """Prices by the programme over a few people, until the best by these prices are among them."""
        gains = SCALE * np.array(self._left.gains)
        most = SCALE * int(self._values.max(initial=0)) * self._left.seats + gains.max()
        needs = [max(0, int((halves[:, 1] - halves[:, 0]).mean())) for halves in _halves(gains)]
        programme = _Programme(self._left, [*[2 * most + UNIT] * KINDS, *needs])
        prices = np.array([*[0] * KINDS, *(gain // 2 for gain in needs)])
        looked_at: set[int] = set()
        while True:
            order = _from_most(self._worths_at(prices))
            first = self._first(order)
            if looked_at.issuperset(first):
                return prices
            new = [at for at in dict.fromkeys([*first, *order[:MORE].tolist()]) if at not in looked_at]
            looked_at.update(new)
            prices = programme.prices([self._options[at] for at in new], prices)

    def _worths_at(self, prices: Ints) -> Ints:
        return SCALE * self._values + self._traits @ prices

    def _first(self, order: Ints) -> list[int]:
        """The places of those who are seated if all are asked in this order."""
        seated: list[int] = []
        taken: Counter[str] = Counter()
        for at in order.tolist():
            if len(seated) == self._left.seats:
                break
            org = self._options[at].org
            if taken[org] < self._left.room[org]:
                taken[org] += 1
                seated.append(at)
        return seated


def _from_most(worths: Ints) -> Ints:
    return np.argsort(-worths, kind="stable")


def _halves(values: Ints) -> Iterator[Ints]:
    """For each need the values of the sets without it and of those with it."""
    for need in range(len(values).bit_length() - 1):
        yield values.reshape(-1, 2, 1 << need)


def _sums(values: Ints) -> Ints:
    """The sum over each set of needs."""
    sums = np.zeros(1, dtype=np.int64)
    for value in values:
        sums = np.concatenate([sums, sums + value])
    return sums


class _Programme:
    """The linear programme in which part of a person may be chosen."""

    def __init__(self, left: Left, gains: Sequence[int]) -> None:
        """``gains`` of the kinds, above all else so that they are kept where they can be, and of the needs."""
        from ortools.linear_solver import pywraplp

        self._left, self._gains = left, gains
        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self._value = self._solver.Objective()
        self._value.SetMaximization()
        self._seats, self._orgs = self._row(left.seats), dict[str, Any]()
        self._traits = [self._row(0) for _ in gains]
        times = [*left.lacking, *(1 - (left.covered >> need & 1) for need in range(len(gains) - KINDS))]
        for row, most, gain in zip(self._traits, times, gains, strict=True):
            self._part(most, gain / UNIT, {row: 1})

    def prices(self, more: Sequence[Option], before: Ints) -> Ints:
        """Those of kinds and needs with some more people, in parts of a millionth; where it fails those before."""
        for option in more:
            if option.org not in self._orgs:
                self._orgs[option.org] = self._row(self._left.room[option.org])
            taken = {self._seats: 1, self._orgs[option.org]: 1}
            brought = [row for at, row in enumerate(self._traits) if option.traits >> at & 1]
            self._part(1, SCALE * option.value / UNIT, taken | dict.fromkeys(brought, -1))
        if self._solver.Solve() != self._solver.OPTIMAL:
            return before
        duals = np.array([row.dual_value() for row in self._traits])
        return np.clip((UNIT * duals).astype(np.int64), 0, self._gains)

    def _row(self, most: int) -> Any:
        return self._solver.Constraint(-self._solver.infinity(), most)

    def _part(self, most: int, value: float, rows: Mapping[Any, int]) -> None:
        part = self._solver.NumVar(0, most, "")
        self._value.SetCoefficient(part, value)
        for row, times in rows.items():
            row.SetCoefficient(part, times)
