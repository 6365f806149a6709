"""Shares in per cent from points, by the method of the largest remainder (Hamilton's).

>>> {name: str(share) for name, share in shares({"university": 7, "company": 5, "institute": 3}).items()}
{'university': '46.7', 'company': '33.3', 'institute': '20'}

Everybody gets the whole tenths of a per cent in their exact share. The tenths that are then left over go, one each, to
the largest remainders; of equal ones to whoever has more points, then to whoever stands first. The sum is exactly 100.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

Party = TypeVar("Party", bound=Hashable)
TENTHS = 1000  # in a whole


def shares(points: Mapping[Party, int]) -> dict[Party, Decimal]:
    """For each party its share; ``ValueError`` where nobody has a point, or somebody fewer than none."""
    whole = sum(points.values())
    if whole <= 0 or min(points.values()) < 0:
        raise ValueError("points are counted from 0 up, and somebody has one")
    parts = {party: divmod(own * TENTHS, whole) for party, own in points.items()}
    left = TENTHS - sum(tenths for tenths, _remainder in parts.values())
    by_remainder = sorted(points, key=lambda party: (-parts[party][1], -points[party]))
    extra = set(by_remainder[:left])
    return {party: Decimal(tenths + (party in extra)) / 10 for party, (tenths, _remainder) in parts.items()}
