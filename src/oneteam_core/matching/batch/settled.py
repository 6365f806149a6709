"""What is left to decide once the fixed pairs are taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from oneteam_core.matching.batch.instance import Flags, Ints, Net, Places, Row


@dataclass(frozen=True, eq=False)
class Settled:
    """The rest as a net and rows of its own; ``arcs`` are its arcs' places in the whole, ``held`` the fixed ones.

    ``possible`` is false where the fixed pairs alone break an upper bound.
    """

    net: Net
    rows: tuple[Row, ...]
    arcs: Places
    held: Places
    possible: bool

    def whole(self, chosen: Places) -> Places:
        """Arcs of the rest and the fixed ones, as places in the whole."""
        return np.union1d(self.arcs[chosen], self.held)


def settled(net: Net, rows: Sequence[Row], fixed: Flags, out: Flags | None = None) -> Settled:
    """Take the fixed arcs out, and what they use off every bound and row; also those that are ``out``.

    Complexity: linear.

    >>> one = np.array([1, 1])
    >>> arcs = {"problem": np.array([0, 1]), "person": np.array([0, 0]), "value": np.array([5, 7])}
    >>> net = Net(**arcs, demand_least=0 * one, demand_most=one, load_least=np.array([0]), load_most=np.array([2]))
    >>> rest = settled(net, [], np.array([True, False]))
    >>> rest.net.load_most.tolist(), rest.net.value.tolist(), rest.whole(np.array([0])).tolist()
    ([1], [7], [0, 1])
    """
    gone = fixed if out is None else fixed | out
    if not gone.any():
        return Settled(net, tuple(rows), np.arange(len(fixed)), np.zeros(0, dtype=np.intp), True)
    held, free = np.flatnonzero(fixed), np.flatnonzero(~gone)
    seats = np.bincount(net.problem[held], minlength=net.problems)
    turns = np.bincount(net.person[held], minlength=net.people)
    rest = replace(
        net,
        problem=net.problem[free],
        person=net.person[free],
        value=net.value[free],
        demand_least=np.maximum(0, net.demand_least - seats),
        demand_most=net.demand_most - seats,
        load_least=np.maximum(0, net.load_least - turns),
        load_most=net.load_most - turns,
    )
    places = np.full(len(net.value), -1, dtype=np.intp)
    places[free] = np.arange(len(free))
    possible = bool((rest.demand_most >= 0).all() and (rest.load_most >= 0).all())
    return Settled(rest, tuple(_rest(row, places, fixed) for row in rows), free, held, possible)


def _rest(row: Row, places: Places, fixed: Flags) -> Row:
    inside = places[row.arcs] >= 0
    used = int(row.weight[fixed[row.arcs]].sum())
    return replace(
        row,
        arcs=places[row.arcs[inside]],
        weight=row.weight[inside],
        least=None if row.least is None else row.least - used,
        most=None if row.most is None else row.most - used,
    )


def floors_of(net: Net) -> tuple[Row, ...]:
    """One row for each problem that may have people: the sum of its scores, from nothing upwards."""
    ends = np.searchsorted(net.problem, np.arange(net.problems + 1))
    return tuple(
        _floor(at, np.arange(ends[at], ends[at + 1]), net.value[ends[at] : ends[at + 1]])
        for at in np.flatnonzero(net.demand_most > 0).tolist()
    )


def _floor(at: int, arcs: Places, weight: Ints) -> Row:
    return Row("floor", str(at), arcs, weight, least=0)
