"""Check a suppression by other means than those it was found by: whole numbers, no linear programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from oneteam_core.suppression.model import Row, Suppression
from oneteam_core.suppression.sums import sums

Line = dict[int, Fraction]


@dataclass(frozen=True)
class Fault:
    """``row`` is ``shown`` although it is small, or ``computed`` from what is shown."""

    row: int
    what: str


class Unsound(Exception):
    """A suppression that does not hold: a fault of this program, not of the table."""


def validate_suppression(rows: Sequence[Row], threshold: int, found: Suppression) -> list[Fault]:
    """Small counts that are shown, and hidden ones that follow from the sums.

    Complexity: the cube of the number of hidden rows, at worst.

    >>> from oneteam_core.suppression.model import TOTAL, Hidden
    >>> table = [Row(("a",), 2), Row(("b",), 30), Row((TOTAL,), 32)]
    >>> validate_suppression(table, 5, Suppression((Hidden(0, "small"),), frozenset()))
    [Fault(row=0, what='computed')]
    """
    shown = [
        Fault(at, "shown") for at, row in enumerate(rows) if row.count < threshold and at not in found.rows
    ]
    return shown + [Fault(row, "computed") for row in _computed(rows, found.rows)]


def sound(rows: Sequence[Row], threshold: int, found: Suppression) -> Suppression:
    """The suppression, or ``Unsound`` where it has a fault."""
    faults = validate_suppression(rows, threshold, found)
    if faults:
        raise Unsound(f"row {faults[0].row} is {faults[0].what}; {len(faults)} faults in all")
    return found


def _computed(rows: Sequence[Row], hidden: frozenset[int]) -> list[int]:
    """Hidden rows that stand alone in an equation once all are solved for one another (Gauss and Jordan)."""
    solved: dict[int, Line] = {}  # by the row that an equation is solved for
    for total, parts in sums(rows):
        line: Line = {}
        for one, sign in ((total, -1), *((part, 1) for part in parts)):
            if one in hidden:
                line[one] = line.get(one, Fraction(0)) + sign
        _take_in({one: value for one, value in line.items() if value}, solved)
    return sorted(row for row, line in solved.items() if len(line) == 1)


def _take_in(line: Line, solved: dict[int, Line]) -> None:
    for row in [one for one in line if one in solved]:
        line = _less(line, solved[row], line[row])
    if not line:
        return
    first = min(line)
    line = {one: value / line[first] for one, value in line.items()}
    for row, other in solved.items():
        if first in other:
            solved[row] = _less(other, line, other[first])
    solved[first] = line


def _less(line: Line, other: Line, times: Fraction) -> Line:
    changed = {
        one: line.get(one, Fraction(0)) - times * other.get(one, Fraction(0))
        for one in line.keys() | other.keys()
    }
    return {one: value for one, value in changed.items() if value}
