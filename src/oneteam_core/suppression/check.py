"""Refuse input that cannot be used, saying where it is and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from oneteam_core.suppression.errors import SuppressionError
from oneteam_core.suppression.model import Row

MOST_ROWS, MOST_PLACES, MOST_COUNT, MOST_THRESHOLD = 500, 6, 10**9, 1_000


def check_rows(rows: Sequence[Row], threshold: int) -> None:
    """Raise ``SuppressionError`` for the first thing that is wrong. That totals add up is seen by ``sums``.

    Complexity: linear in the size of the table.

    >>> check_rows([Row(("a",), 3), Row(("a",), 4)], threshold=5)
    Traceback (most recent call last):
    oneteam_core.suppression.errors.SuppressionError: rows[1].key: stands in rows[0] already; give each key one row
    """
    if not _whole(threshold) or not 1 <= threshold <= MOST_THRESHOLD:
        message = f"is {threshold!r}; it must be a whole number from 1 to {MOST_THRESHOLD}"
        raise SuppressionError("threshold", "threshold", message)
    if not rows:
        raise SuppressionError("empty", "rows", "is empty; a table has at least one row")
    if len(rows) > MOST_ROWS:
        raise SuppressionError("most", "rows", f"has {len(rows)} rows; a table has at most {MOST_ROWS}")
    seen: dict[tuple[str | None, ...], int] = {}
    for number, row in enumerate(rows):
        _check_key(number, row, len(rows[0].key))
        if not _whole(row.count) or not 0 <= row.count <= MOST_COUNT:
            message = f"is {row.count!r}; a count is a whole number from 0 to {MOST_COUNT}"
            raise SuppressionError("count", f"rows[{number}].count", message, (number,))
        if row.key in seen:
            message = f"stands in rows[{seen[row.key]}] already; give each key one row"
            raise SuppressionError("twice", f"rows[{number}].key", message, (number, seen[row.key]))
        seen[row.key] = number


def _check_key(number: int, row: Row, places: int) -> None:
    if not 1 <= len(row.key) <= MOST_PLACES:
        message = f"has {len(row.key)} places; a key has 1 to {MOST_PLACES}"
        raise SuppressionError("places", f"rows[{number}].key", message, (number,))
    if len(row.key) != places:
        message = f"has {len(row.key)} places, that of rows[0] has {places}; give all the same number"
        raise SuppressionError("width", f"rows[{number}].key", message, (number,))


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)
