from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

Span = tuple[datetime, datetime]  # from, to


def joined(spans: Iterable[Span]) -> list[Span]:
    """In order; those that meet are one."""
    found: list[Span] = []
    for starts, ends in sorted(spans):
        if found and starts <= found[-1][1]:
            starts, ends = found[-1][0], max(found.pop()[1], ends)
        found.append((starts, ends))
    return found
