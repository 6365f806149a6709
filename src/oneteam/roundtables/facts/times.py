"""When experts are free, and how much they have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from oneteam.calendars.spans import Span
from oneteam.experts import free
from oneteam.experts.free import Days, Hours

from .. import queries
from ..models import Attendance


def quarter(on: date) -> tuple[datetime, datetime]:
    """The first moment of the quarter and the first after it."""
    first = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    after = (first + timedelta(days=93)).replace(day=1)
    return tuple(timezone.make_aware(datetime.combine(day, time())) for day in (first, after))  # type: ignore[return-value]


def loads_of(seats: Iterable[Attendance], on: date) -> Counter[int]:
    """How many tables each has in this quarter."""
    first, after = quarter(on)
    during = (seat for seat in seats if first <= seat.table.starts_at < after)
    return Counter(number for seat in during for number in queries.counts_for(seat))


def busy_of(seats: Iterable[Attendance]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for seat in seats:
        hours = [timezone.make_naive(moment) for moment in (seat.table.starts_at, seat.table.ends_at)]
        for number in queries.counts_for(seat):
            found[number].append((hours[0], hours[1]))
    return found


def by_person(seats: list[Attendance]) -> dict[int, list[Attendance]]:
    found: dict[int, list[Attendance]] = defaultdict(list)
    for seat in seats:
        for number in queries.counts_for(seat):
            found[number].append(seat)
    return found


def slots_of(row: Any, busy: Collection[Span], on: date) -> tuple[str, ...] | None:
    """When somebody can come, of a row that ``queries.when_free`` annotates."""
    hours, days, elsewhere = map(hours_of, row.hours), map(days_of, row.days), map(_busy, row.elsewhere)
    return free.slots(list(hours), list(days), busy, on, list(elsewhere))


def hours_of(row: dict[str, Any]) -> Hours:
    return row["day"], time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"])


def days_of(row: dict[str, str]) -> Days:
    return date.fromisoformat(row["first"]), date.fromisoformat(row["last"])


def _busy(row: dict[str, str]) -> Span:
    starts, ends = (timezone.make_naive(datetime.fromisoformat(row[name])) for name in ("starts", "ends"))
    return starts, ends


def day_told(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
