"""Scores as whole numbers, so that sums are exact and the same on every machine."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

MOST_DIGITS = 9
LARGEST = 10**MOST_DIGITS


def unit_of(values: NDArray[np.float64]) -> int:
    """The number of steps that one point of score is cut into: a power of ten.

    It is the smallest with which every score is a whole number of steps, where there is one with at
    most nine decimals; otherwise the largest with which no score has more than 10^10 steps, and each score is
    then rounded by at most half a step. Complexity: linear, at most ten times.

    >>> unit_of(np.array([0.5, 0.25])), unit_of(np.array([1 / 3])), unit_of(np.array([2500.5]))
    (100, 1000000000, 10)
    """
    largest = float(np.abs(values).max(initial=0.0))
    digits = MOST_DIGITS - max(0, math.floor(math.log10(largest))) if largest > 0 else 0
    units: list[int] = [10**count for count in range(digits + 1)]
    exact = (unit for unit in units if np.array_equal(np.rint(values * unit) / unit, values))
    return next(exact, units[-1])


def in_steps(values: NDArray[np.float64], unit: int) -> NDArray[np.int64]:
    """Scores in whole steps of 1/``unit``. Complexity: linear.

    >>> in_steps(np.array([0.5, 0.25]), 100).tolist()
    [50, 25]
    """
    return np.rint(values * unit).astype(np.int64)


def rounding_of(values: NDArray[np.float64], unit: int, pairs: int) -> float:
    """The most by which rounding can have changed the sum of so many pairs. Complexity: linear.

    >>> rounding_of(np.array([0.5, 0.25]), 100, 2)
    0.0
    """
    return float(np.abs(np.rint(values * unit) / unit - values).max(initial=0.0)) * pairs
