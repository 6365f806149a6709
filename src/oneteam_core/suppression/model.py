"""What goes in and what comes out."""

from __future__ import annotations

from dataclasses import dataclass

TOTAL = None  # at a place of a key: the row adds up over it

SMALL, GUARD = "small", "guard"


@dataclass(frozen=True)
class Row:
    """One line of a result table: what it counts, and how many. ``TOTAL`` at a place of the key makes it a total."""

    key: tuple[str | None, ...]
    count: int


@dataclass(frozen=True)
class Hidden:
    """A row whose count is hidden: ``SMALL`` because it is below the threshold, ``GUARD`` because it would give
    the row ``guards`` (its number) away."""

    row: int
    reason: str
    guards: int | None = None


@dataclass(frozen=True)
class Suppression:
    """What is to be hidden of a table, by the rows' numbers from 0.

    ``bare``: rows that stay, but below a total that is hidden. Shares and sums beside their counts would give that
    total away, so only the counts of such rows are shown.
    """

    hidden: tuple[Hidden, ...]
    bare: frozenset[int]

    @property
    def rows(self) -> frozenset[int]:
        return frozenset(one.row for one in self.hidden)
