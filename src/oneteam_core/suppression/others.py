"""Other tables that agree with what is shown: while there is one, nobody knows which is the true one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

NOTHING = 1e-7  # a change that is none, beside changes of 1 and more
LITTLE = 1e-3  # what changing a hidden row costs: so that few change, and few tables have to be found again


class Others:
    """Tables that differ from the true one in hidden rows only, found by linear programmes.

    Which rows are hidden is kept in ``hidden`` by whoever asks. What was found is kept, to be shown again at no cost:
    of each small row one table, as the change from the true one.
    """

    def __init__(
        self, counts: Sequence[int], costs: Sequence[float], sums: Sequence[tuple[int, tuple[int, ...]]]
    ) -> None:
        self.counts, self.costs, self.sums = counts, costs, sums
        self.hidden: set[int] = set()
        self._in_a_sum = {row for total, parts in sums for row in (total, *parts)}
        self._kept: dict[int, dict[int, float]] = {}

    def known(self, row: int) -> bool:
        """Whether a table found before still agrees, in which ``row`` is no longer small."""
        if row not in self._in_a_sum:
            return True
        return row in self._kept and self._kept[row].keys() <= self.hidden

    def found(self, row: int, threshold: int) -> bool:
        """Whether there is such a table with what is hidden now."""
        change = self._change(row, threshold, sorted(self.hidden))
        if change is not None:
            self._kept[row] = change
        return change is not None

    def cheapest(self, row: int, threshold: int) -> list[int]:
        """The rows to be hidden besides, at the least cost, so that there is one. Where all is hidden there is."""
        change = self._change(row, threshold, range(len(self.counts)))
        if change is None:
            raise ArithmeticError(f"no other table for row {row}")
        self._kept[row] = change
        return sorted(change.keys() - self.hidden)

    def _change(self, row: int, threshold: int, free: Sequence[int]) -> dict[int, float] | None:
        """The cheapest change of ``free`` rows that lifts ``row`` to the threshold and keeps all sums; one of what
        is hidden already costs next to nothing."""
        from scipy.optimize import linprog  # the application starts without it

        cost = [self.costs[one] * (LITTLE if one in self.hidden else 1) for one in free]
        down = [(0.0, float(self.counts[one])) for one in free]
        up: list[tuple[float, float | None]] = [(0.0, None)] * len(free)
        lift, at = float(threshold - self.counts[row]), free.index(row)
        up[at], down[at] = (lift, lift), (0.0, 0.0)
        equal = self._equal(free)
        answer = linprog(
            cost + cost, A_eq=equal, b_eq=[0.0] * equal.shape[0], bounds=[*up, *down], method="highs-ds"
        )
        if answer.status != 0:
            return None
        changes = zip(free, answer.x[: len(free)] - answer.x[len(free) :], strict=True)
        return {one: float(change) for one, change in changes if abs(change) > NOTHING}

    def _equal(self, free: Sequence[int]) -> Any:
        """The sums that touch a free row, as a matrix over the changes upwards and downwards."""
        from scipy.sparse import csr_array, hstack

        place = {one: number for number, one in enumerate(free)}
        touched = [
            entries
            for total, parts in self.sums
            if (entries := [(place[one], 1.0) for one in parts if one in place]
                + ([(place[total], -1.0)] if total in place else []))
        ]  # fmt: skip
        lines = [number for number, entries in enumerate(touched) for _entry in entries]
        columns = [column for entries in touched for column, _sign in entries]
        signs = [sign for entries in touched for _column, sign in entries]
        matrix = csr_array((signs, (lines, columns)), shape=(len(touched), len(free)))
        return hstack([matrix, -matrix], format="csr")
