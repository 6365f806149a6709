"""People and rules as numbers: what a panel is chosen from, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

Rank = tuple[int, int]
"""How many people a panel has, then what it is worth."""

NOTHING: Rank = (0, 0)


@dataclass(frozen=True)
class Option:
    """A person as the selector sees them: ``value`` in millionths, 0 or more, ``needs`` as a bit set."""

    person: str
    value: int
    needs: int
    academia: bool
    research: bool
    field: bool
    org: str

    @cached_property
    def traits(self) -> int:
        """Kinds (the last three bits) and needs as one bit set."""
        return self.needs << 3 | self.academia << 2 | self.research << 1 | self.field


@dataclass(frozen=True)
class Limits:
    """The rules as numbers. ``gains``: worth in millionths of each set of covered needs, 2^needs long; more needs
    are never worth less.
    """

    size: int
    min_size: int
    academia: int
    research: int
    field: int
    per_org: int
    gains: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Selection:
    persons: tuple[str, ...]
    value: int

    @property
    def rank(self) -> Rank:
        return len(self.persons), self.value
