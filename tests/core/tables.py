"""Result tables, whole or with some of their totals, and what somebody who reads them could reckon."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

from oneteam_core.suppression import TOTAL, Row
from oneteam_core.suppression.sums import sums

small_counts = st.one_of(st.integers(0, 6), st.integers(0, 60))


def crossed(leaves: dict[tuple[str, ...], int]) -> list[Row]:
    """All combinations with all of their totals."""
    words = [sorted({key[place] for key in leaves}) for place in range(len(next(iter(leaves))))]
    keys = itertools.product(*([*names, TOTAL] for names in words))
    return [Row(key, sum(count for leaf, count in leaves.items() if fits(leaf, key))) for key in keys]


def fits(leaf: Sequence[str | None], key: Sequence[str | None]) -> bool:
    return all(word is TOTAL or word == own for own, word in zip(leaf, key, strict=True))


@st.composite
def lists(draw: st.DrawFn) -> list[Row]:
    """One place, with or without its total."""
    counts = draw(st.lists(small_counts, min_size=1, max_size=6))
    rows = [Row((f"a{number}",), count) for number, count in enumerate(counts)]
    return [*rows, Row((TOTAL,), sum(counts))] if draw(st.booleans()) else rows


@st.composite
def crosses(draw: st.DrawFn) -> list[Row]:
    """Two or three places with all totals, in any order."""
    shape = draw(st.sampled_from([(2, 2), (2, 3), (3, 3), (4, 3), (2, 2, 2), (3, 2, 2)]))
    names = [[f"{place}{number}" for number in range(size)] for place, size in enumerate(shape)]
    leaves = {key: draw(small_counts) for key in itertools.product(*names)}
    return draw(st.permutations(crossed(leaves)))


tables = st.one_of(lists(), crosses())


def other_tables(rows: Sequence[Row], hidden: frozenset[int], most: int) -> Iterator[dict[int, int]]:
    """Every table of whole counts up to ``most`` that agrees with what is shown: tried out, one after the other."""
    order = sorted(hidden)
    equations = [(total, parts) for total, parts in sums(rows) if {total, *parts} & hidden]

    def agrees(given: dict[int, int]) -> bool:
        counts = {number: given.get(number, row.count) for number, row in enumerate(rows)}
        return all(counts[total] == sum(counts[part] for part in parts) for total, parts in equations)

    for values in itertools.product(range(most + 1), repeat=len(order)):
        given = dict(zip(order, values, strict=True))
        if agrees(given):
            yield given
