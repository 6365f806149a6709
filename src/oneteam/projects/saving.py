"""Money saved is the product of factors, each with its unit and where it comes from: never a bare number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from oneteam.base.fields import Bi
from oneteam.base.text import count

MOST_FACTORS = 5
LARGEST = Decimal(10) ** 15


@dataclass(frozen=True)
class Factor:
    """``value`` in ``unit``: what it is, and where the figure comes from."""

    what: Bi
    value: Decimal
    unit: str
    source: Bi

    def kept(self) -> dict[str, Any]:
        return {
            "what": self.what.as_dict(), "value": str(self.value), "unit": self.unit, "source": self.source.as_dict()
        }  # fmt: skip

    @property
    def figure(self) -> str:
        return f"{count(self.value)} {self.unit}".strip()


def factors(kept: Sequence[dict[str, Any]]) -> list[Factor]:
    return [
        Factor(Bi.of(row["what"]), Decimal(row["value"]), row["unit"], Bi.of(row["source"])) for row in kept
    ]


def product(rows: Sequence[Factor]) -> Decimal:
    """What the factors come to, in won."""
    amount = Decimal(1)
    for row in rows:
        amount *= row.value
    return amount
