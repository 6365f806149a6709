"""Whole minutes from the beginning of the horizon instead of datetimes, and the days and hours of each zone.

Spans are arrays of begins and ends in minutes, sorted and apart from each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from oneteam_core.timetable.model import Hours, Rules, Span

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAY = timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Spans:
    """``begins[k]`` until ``ends[k]``, each ``ends[k]`` below ``begins[k + 1]``."""

    begins: Ints
    ends: Ints

    def touched(self, starts: Ints, minutes: int) -> Flags:
        """Which of the stretches of so many minutes have a minute in common with a span."""
        after = np.searchsorted(self.ends, starts, side="right")
        there = np.append(self.begins, np.iinfo(np.int64).max)[after]
        return np.asarray(there < starts + minutes)

    def holds(self, starts: Ints, minutes: int) -> Flags:
        """Which lie inside one span."""
        return np.asarray(self.covered(starts, minutes) == minutes)

    def covered(self, starts: Ints, minutes: int) -> Ints:
        """How many minutes of each lie inside spans."""
        return self._until(starts + minutes) - self._until(starts)

    def _until(self, at: Ints) -> Ints:
        lengths = self.ends - self.begins
        before = np.concatenate([[0], np.cumsum(lengths)])
        last = np.searchsorted(self.begins, at, side="right")
        begins, longest = np.append(0, self.begins), np.append(0, lengths)
        return np.asarray(
            before[np.maximum(last - 1, 0)] + np.minimum(at - begins[last], longest[last]) * (last > 0)
        )


def merged(pairs: Iterable[tuple[int, int]]) -> Spans:
    """Spans of minutes in any order, joined where they meet.

    >>> found = merged([(60, 90), (0, 30), (30, 40)])
    >>> found.begins.tolist(), found.ends.tolist(), found.covered(np.array([20, 80]), 30).tolist()
    ([0, 60], [40, 90], [20, 10])
    """
    begins: list[int] = []
    ends: list[int] = []
    for begin, end in sorted(pairs):
        if ends and begin <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        elif end > begin:
            begins.append(begin)
            ends.append(end)
    return Spans(np.array(begins, dtype=np.int64), np.array(ends, dtype=np.int64))


class Clock:
    """Minutes from midnight of the first day in the zone of the rules; ``length`` is how many may be used."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.origin = datetime.combine(rules.first, time(0), ZoneInfo(rules.zone)).astimezone(UTC)
        end = datetime.combine(rules.last + DAY, time(0), ZoneInfo(rules.zone)).astimezone(UTC)
        self.length = self.minute(end)
        self._days: dict[str, dict[int, int]] = {}
        self._nights: dict[str, tuple[int, Ints]] = {}
        self._hours: dict[tuple[str, int], Spans] = {}

    def minute(self, moment: datetime) -> int:
        return math.floor((moment - self.origin) / timedelta(minutes=1))

    def minute_up(self, moment: datetime) -> int:
        return math.ceil((moment - self.origin) / timedelta(minutes=1))

    def moment(self, minute: int) -> datetime:
        return self.origin + timedelta(minutes=int(minute))

    def midnight(self, day: date) -> int:
        return self.minute(datetime.combine(day, time(0), ZoneInfo(self.rules.zone)))

    def grid(self) -> Ints:
        """Where tables may begin, in order."""
        rules = self.rules
        if rules.starts is None:
            return np.arange(0, self.length, rules.grain, dtype=np.int64)
        days = [rules.first + at * DAY for at in range((rules.last - rules.first).days + 1)]
        moments = (datetime.combine(one, at, ZoneInfo(rules.zone)) for one in days for at in rules.starts)
        return np.unique(np.array([self.minute(one) for one in moments], dtype=np.int64))

    def day(self, zone: str, minute: int) -> int:
        """The number of the day (``date.toordinal``) that it is then in a zone."""
        known = self._days.setdefault(zone, {})
        if minute not in known:
            known[minute] = self.moment(minute).astimezone(ZoneInfo(zone)).date().toordinal()
        return known[minute]

    def days(self, zone: str, minutes: Ints) -> Ints:
        """:meth:`day` of many at once."""
        first, midnights = self._midnights(zone)
        if len(minutes) and midnights[0] <= minutes.min() and minutes.max() < midnights[-1]:
            return np.asarray(first + np.searchsorted(midnights, minutes, side="right") - 1)
        return np.array([self.day(zone, minute) for minute in minutes.tolist()], dtype=np.int64)

    def _midnights(self, zone: str) -> tuple[int, Ints]:
        """Where the days of a zone begin, from two days before the first to three after the last."""
        if zone not in self._nights:
            first, last = self.rules.first - 2 * DAY, self.rules.last + 3 * DAY
            days = [first + at * DAY for at in range((last - first).days + 1)]
            begins = [self.minute(datetime.combine(day, time(0), ZoneInfo(zone))) for day in days]
            self._nights[zone] = first.toordinal(), np.array(begins, dtype=np.int64)
        return self._nights[zone]

    def busy(self, spans: Sequence[Span]) -> Spans:
        """Rounded outwards to whole minutes."""
        return merged((self.minute(span.start), self.minute_up(span.end)) for span in spans)

    def windows(self, spans: Sequence[Span]) -> Spans:
        """Rounded inwards to whole minutes; those that meet count as one."""
        return merged((self.minute_up(span.start), self.minute(span.end)) for span in spans)

    def hours(self, zone: str, stretch: int = 0) -> Spans:
        """Working hours of a zone, made longer on both sides. Complexity: days times entries, once for each zone."""
        if (zone, stretch) not in self._hours:
            own = [hours for hours in self.rules.hours if hours.zone == zone]
            rest = [hours for hours in self.rules.hours if hours.zone is None]
            self._hours[zone, stretch] = merged(self._open(own or rest, ZoneInfo(zone), stretch))
        return self._hours[zone, stretch]

    def _open(self, entries: Sequence[Hours], zone: ZoneInfo, stretch: int) -> Iterable[tuple[int, int]]:
        rules = self.rules
        for back in range(-2, (rules.last - rules.first).days + 3):
            day = rules.first + back * DAY
            for hours in entries:
                if day.weekday() in hours.weekdays and day not in rules.holidays:
                    closing = day + DAY if hours.end == time(0) else day
                    begin = self.minute(datetime.combine(day, hours.start, zone))
                    end = self.minute(datetime.combine(closing, hours.end, zone))
                    yield begin - stretch, end + stretch
