from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

Span = tuple[datetime, datetime]  # from, to
HORIZON = timedelta(days=90)  # how far ahead a calendar is read


class Left(StrEnum):
    """Why an event of a calendar does not make its person busy; ``enums.LEFT`` says it in words."""

    FREE = "free"
    OURS = "ours"
    ZONE = "zone"
    REPEATS = "repeats"
    BROKEN = "broken"
    MANY = "many"


def joined(spans: Iterable[Span]) -> list[Span]:
    """In order; those that meet are one."""
    found: list[Span] = []
    for starts, ends in sorted(spans):
        if found and starts <= found[-1][1]:
            starts, ends = found[-1][0], max(found.pop()[1], ends)
        found.append((starts, ends))
    return found
