"""Which counts of a table are hidden."""

from __future__ import annotations

from collections.abc import Sequence

from oneteam_core.suppression.check import check_rows
from oneteam_core.suppression.model import GUARD, SMALL, TOTAL, Hidden, Row, Suppression
from oneteam_core.suppression.others import Others
from oneteam_core.suppression.sums import is_below, sums


def suppress(rows: Sequence[Row], threshold: int) -> Suppression:
    """Hide every count below ``threshold``, and as few others as keep each of these from being known to be small.

    Safe means: there is another table, with counts of 0 or more, that agrees with everything shown and in which the
    small count is the threshold or more. Of the others none is hidden without need: with any one of them shown, some
    small count would not be safe.
    Raises ``SuppressionError`` for input that cannot be used. The same rows give the same answer.
    Complexity: about one linear programme over the table for each small count, and one for each other hidden one.

    >>> table = [Row(("a",), 2), Row(("b",), 30), Row(("c",), 40), Row((TOTAL,), 72)]
    >>> [(one.row, one.reason, one.guards) for one in suppress(table, threshold=5).hidden]
    [(0, 'small', None), (1, 'guard', 0)]
    >>> suppress(table[:3], threshold=5).rows  # nothing to compute it from
    frozenset({0})
    """
    check_rows(rows, threshold)
    others = Others([row.count for row in rows], _costs(rows), sums(rows))
    small = [number for number, row in enumerate(rows) if row.count < threshold]
    guards = _guards(others, small, threshold)
    _give_back(others, small, guards, threshold)
    hidden = [Hidden(row, SMALL) for row in small] + [Hidden(row, GUARD, guards[row]) for row in guards]
    return Suppression(tuple(sorted(hidden, key=lambda one: one.row)), _bare(rows, {*small, *guards}))


def _costs(rows: Sequence[Row]) -> list[float]:
    """What hiding a row would cost: large counts more than small ones, totals more than what they are made of."""
    return [1 + row.count.bit_length() + 20 * row.key.count(TOTAL) for row in rows]


def _guards(others: Others, small: list[int], threshold: int) -> dict[int, int]:
    """The rows hidden beside the small ones, each with the small one for which it was."""
    others.hidden = set(small)
    guards: dict[int, int] = {}
    for number in small:
        if others.known(number) or others.found(number, threshold):
            continue
        for row in others.cheapest(number, threshold):
            guards[row] = number
            others.hidden.add(row)
    return guards


def _give_back(others: Others, small: list[int], guards: dict[int, int], threshold: int) -> None:
    """Show again what is hidden without need, the largest first: later ones have made some superfluous."""
    for row in sorted(guards, key=lambda one: (-others.costs[one], one)):
        others.hidden.remove(row)
        if all(others.known(number) or others.found(number, threshold) for number in small):
            del guards[row]
        else:
            others.hidden.add(row)


def _bare(rows: Sequence[Row], hidden: set[int]) -> frozenset[int]:
    totals = [rows[number].key for number in hidden if TOTAL in rows[number].key]
    return frozenset(
        number
        for number, row in enumerate(rows)
        if number not in hidden and any(is_below(row.key, total) for total in totals)
    )
