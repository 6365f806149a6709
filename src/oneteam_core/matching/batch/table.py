"""All bounds and rows of an instance as one sparse matrix, for the solvers that want one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.batch.instance import Ints, Net, Places, Row

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Table:
    """``matrix @ chosen <= limit``, one column for each arc.

    ``matrix``: sparse, shape (rows, arcs); ``limit``: shape (rows,). ``floors`` are the places of the rows
    with the rule ``floor``, and ``sizes`` their weights' common divisor: a power of two.
    """

    matrix: Any
    limit: Floats
    floors: Places
    sizes: Floats


def table_of(net: Net, rows: Sequence[Row]) -> Table:
    """Bounds first, then rows; a row with two limits stands twice. Complexity: linear."""
    from scipy.sparse import csr_array, vstack

    count, ones = len(net.value), np.ones(len(net.value))
    at = np.arange(count)
    seats = csr_array((ones, (net.problem, at)), shape=(net.problems, count))
    turns = csr_array((ones, (net.person, at)), shape=(net.people, count))
    parts = [seats, turns]
    limits: list[Floats] = [net.demand_most.astype(float), net.load_most.astype(float)]
    for table, least in ((seats, net.demand_least), (turns, net.load_least)):
        asked = np.flatnonzero(least > 0)
        parts.append(-table[asked])
        limits.append(-least[asked].astype(float))
    sides = _sides(rows)
    before = sum(part.shape[0] for part in parts)
    floors = [at for at, (row, _, _) in enumerate(sides) if row.rule == "floor"]
    sizes = [_size(row) for row, _, _ in sides]
    parts.append(_matrix(sides, sizes, count))
    limits.append(
        np.array([limit / size for (_, _, limit), size in zip(sides, sizes, strict=True)], dtype=float)
    )
    return Table(
        vstack(parts, format="csr"),
        np.concatenate(limits),
        before + np.array(floors, dtype=np.intp),
        np.array([sizes[at] for at in floors], dtype=float),
    )


def _sides(rows: Sequence[Row]) -> list[tuple[Row, int, int]]:
    """Each row as one or two limits from above: row, sign, limit."""
    above = [(row, 1, row.most) for row in rows if row.most is not None]
    below = [(row, -1, -row.least) for row in rows if row.least is not None]
    return [*above, *below]


def _matrix(sides: Sequence[tuple[Row, int, int]], sizes: Sequence[float], count: int) -> Any:
    from scipy.sparse import csr_array

    lengths = [len(row.arcs) for row, _, _ in sides]
    empty = [np.zeros(0)]
    columns = np.concatenate([row.arcs for row, _, _ in sides] or empty).astype(np.intp)
    weights = np.concatenate(
        [sign * row.weight / size for (row, sign, _), size in zip(sides, sizes, strict=True)] or empty
    )
    return csr_array(
        (weights, (np.repeat(np.arange(len(sides)), lengths), columns)), shape=(len(sides), count)
    )


def _size(row: Row) -> float:
    """A power of two near the largest weight: dividing by it is free of rounding."""
    return 2.0 ** math.floor(math.log2(max(1, int(np.abs(row.weight).max(initial=1)))))


def size_of(net: Net) -> float:
    """A power of two near the largest value, at least 1."""
    return 2.0 ** math.floor(math.log2(max(1, int(np.abs(net.value).max(initial=1)))))


def holds(net: Net, rows: Sequence[Row], chosen: Places) -> bool:
    """Whether chosen arcs keep all bounds and rows, in whole numbers. Complexity: linear."""
    seats = np.bincount(net.problem[chosen], minlength=net.problems)
    turns = np.bincount(net.person[chosen], minlength=net.people)
    bounds = (seats >= net.demand_least) & (seats <= net.demand_most)
    loads = (turns >= net.load_least) & (turns <= net.load_most)
    taken = np.zeros(len(net.value), dtype=np.int64)
    taken[chosen] = 1
    return bool(bounds.all() and loads.all()) and all(_holds(row, taken) for row in rows)


def _holds(row: Row, taken: Ints) -> bool:
    total = int((row.weight * taken[row.arcs]).sum())
    return (row.least is None or total >= row.least) and (row.most is None or total <= row.most)


def floor_of(net: Net, rows: Sequence[Row], chosen: Places) -> int:
    """The smallest sum over the rows of the rule ``floor`` above what each asks for, in steps."""
    taken = np.zeros(len(net.value), dtype=np.int64)
    taken[chosen] = 1
    return min(
        int((row.weight * taken[row.arcs]).sum()) - (row.least or 0) for row in rows if row.rule == "floor"
    )
