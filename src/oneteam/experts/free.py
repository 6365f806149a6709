"""When somebody may come to a round table: the hours of their week, without blocked days and busy times."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from oneteam.calendars.spans import Span
from oneteam.calendars.spans import joined as joined_spans

MEETING = dt.timedelta(hours=2)  # as long as the usual agenda
SOONEST, LATEST = 7, 45  # days ahead: to invite in time, and to hold the table in time
OFFICE = tuple(
    (day, dt.time(9), dt.time(18)) for day in range(5)
)  # of who tells no hours, but blocked days or a calendar

Hours = tuple[int, dt.time, dt.time]  # a weekday as ``date.weekday()`` counts, from, to
Days = tuple[dt.date, dt.date]  # the first and the last


def slots(
    hours: Collection[Hours],
    blocked: Collection[Days],
    busy: Collection[Span],
    on: dt.date,
    elsewhere: Collection[Span] = (),
) -> tuple[str, ...] | None:
    """Starts on the full hour, as ISO times of the place; ``None`` where somebody has told nothing.

    ``busy``: at tables of the alliance; ``elsewhere``: by their own calendar.
    """
    hours = hours_told(hours, blocked, elsewhere)
    if not hours:
        return None
    taken = joined_spans([*busy, *elsewhere])
    days = (on + dt.timedelta(days=ahead) for ahead in range(SOONEST, LATEST + 1))
    return tuple(
        start.isoformat(timespec="minutes")
        for day in days
        if not any(first <= day <= last for first, last in blocked)
        for weekday, opens, closes in hours
        if weekday == day.weekday()
        for start in _starts(day, opens, closes)
        if _is_clear(start, taken)
    )


def hours_told(
    hours: Iterable[Hours], blocked: Collection[object], elsewhere: Collection[object]
) -> Collection[Hours]:
    """Of the week; those of an office where somebody told blocked days or a calendar alone, none where nothing."""
    return joined(hours) or (OFFICE if blocked or elsewhere else ())


def _is_clear(start: dt.datetime, taken: Sequence[Span]) -> bool:
    """Of spans in order, only the last that begins before the meeting ends can touch it."""
    at = bisect_left(taken, start + MEETING, key=lambda span: span[0])
    return at == 0 or taken[at - 1][1] <= start


def joined(hours: Iterable[Hours]) -> list[Hours]:
    """Hours of one day that meet are one."""
    found: list[Hours] = []
    for weekday, opens, closes in sorted(hours):
        if found and found[-1][0] == weekday and opens <= found[-1][2]:
            opens, closes = found[-1][1], max(found.pop()[2], closes)
        found.append((weekday, opens, closes))
    return found


def joined_days(periods: Iterable[Days]) -> list[Days]:
    """Periods that overlap or follow each other are one."""
    found: list[Days] = []
    for first, last in sorted(periods):
        if found and first <= found[-1][1] + dt.timedelta(days=1):
            first, last = found[-1][0], max(found.pop()[1], last)
        found.append((first, last))
    return found


def _starts(day: dt.date, opens: dt.time, closes: dt.time) -> Iterable[dt.datetime]:
    first = dt.datetime.combine(day, dt.time(opens.hour)) + dt.timedelta(
        hours=bool(opens.minute or opens.second)
    )
    last = dt.datetime.combine(day, closes) - MEETING
    while first <= last:
        yield first
        first += dt.timedelta(hours=1)
