"""Shares sum to exactly 100, stay within a tenth of what is exact, and more points never mean less."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneteam_core.shares import shares

POINTS = st.dictionaries(st.integers(0, 30), st.integers(0, 500), min_size=1, max_size=12)


@given(POINTS.filter(lambda points: sum(points.values()) > 0))
def test_shares_are_fair_and_sum_to_exactly_100(points):
    found = shares(points)
    assert sum(found.values()) == 100
    whole = sum(points.values())
    for party, share in found.items():
        assert abs(Fraction(share) - Fraction(100 * points[party], whole)) < Fraction(1, 10)
        assert all(share <= found[other] for other in points if points[other] > points[party])
    assert shares(points) == found


def test_a_third_each_leaves_a_tenth_to_the_first():
    assert list(shares({"a": 1, "b": 1, "c": 1}).values()) == [
        Decimal("33.4"),
        Decimal("33.3"),
        Decimal("33.3"),
    ]


@pytest.mark.parametrize("points", [{}, {"a": 0}, {"a": 2, "b": -1}])
def test_without_points_there_is_nothing_to_share(points):
    with pytest.raises(ValueError, match="somebody has one"):
        shares(points)
