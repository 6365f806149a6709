"""Which rows add up to which: what somebody who reads the table can reckon with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from oneteam_core.suppression.errors import SuppressionError
from oneteam_core.suppression.model import TOTAL, Row

Key = tuple[str | None, ...]
Split = tuple[int, ...]  # the places over which a total adds up


def sums(rows: Sequence[Row]) -> list[tuple[int, tuple[int, ...]]]:
    """Each total with the rows that add up to it, once for every way in which it is split.

    Raises ``SuppressionError`` for a total that no split adds up to. A split of which not all rows are given
    (a subtotal here, none there) is passed over where another one adds up.
    Complexity: 2 to the number of places, times the rows.

    >>> sums([Row(("a",), 3), Row(("b",), 4), Row((TOTAL,), 7)])
    [(2, (0, 1))]
    >>> sums([Row(("a",), 3), Row((TOTAL,), 7)])
    Traceback (most recent call last):
    oneteam_core.suppression.errors.SuppressionError: rows[1].count: is 7, but the rows below it give 3; a total is the sum of its rows
    """
    below = _below(rows)
    whole: dict[tuple[int, Split], tuple[int, ...]] = {}
    for number, row in enumerate(rows):
        splits = {split: below[split, row.key] for split in _splits(row.key) if (split, row.key) in below}
        adding = {split: parts for split, parts in splits.items() if _sum(rows, parts) == row.count}
        if splits and not adding:
            given = _sum(rows, next(iter(splits.values())))
            message = f"is {row.count}, but the rows below it give {given}; a total is the sum of its rows"
            raise SuppressionError("sum", f"rows[{number}].count", message, (number, given))
        whole |= {(number, split): tuple(parts) for split, parts in adding.items()}
    return [(number, parts) for (number, split), parts in whole.items() if not _follows(number, split, whole)]


def _sum(rows: Sequence[Row], parts: Sequence[int]) -> int:
    return sum(rows[part].count for part in parts)


def _follows(number: int, split: Split, whole: dict[tuple[int, Split], tuple[int, ...]]) -> bool:
    """Whether a sum over several places is that of its parts, which add up over one place less."""
    return len(split) > 1 and any(
        all(
            (part, tuple(place for place in split if place != first)) in whole
            for part in whole[number, (first,)]
        )
        for first in split
        if (number, (first,)) in whole
    )


def _below(rows: Sequence[Row]) -> dict[tuple[Split, Key], list[int]]:
    """The rows below a total, by the places over which it adds up and its key."""
    found: dict[tuple[Split, Key], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        given = [place for place, word in enumerate(row.key) if word is not TOTAL]
        for split in _some_of(given):
            upper = tuple(TOTAL if place in split else word for place, word in enumerate(row.key))
            found[split, upper].append(number)
    return found


def _splits(key: Key) -> Iterator[Split]:
    return _some_of([place for place, word in enumerate(key) if word is TOTAL])


def _some_of(places: Sequence[int]) -> Iterator[Split]:
    for size in range(1, len(places) + 1):
        yield from combinations(places, size)


def is_below(lower: Key, upper: Key) -> bool:
    """Whether a row is counted in a total.

    >>> is_below(("a", "x"), ("a", TOTAL)), is_below(("a", TOTAL), ("a", TOTAL))
    (True, False)
    """
    fits = all(word is TOTAL or word == other for word, other in zip(upper, lower, strict=True))
    return fits and lower != upper
