"""When the owner of a calendar is busy, out of an iCalendar file: a program of its own, started for each file.

Whoever writes a file decides how long a library takes over it, and some rules take for ever. So ``reading`` starts
this beside everything else and ends it in time. It knows no settings and no database, which also makes it start fast.

Only what says when is read at all: titles, places and people are dropped line by line before anything is parsed,
and so are definitions of time zones, which would be taken for those of the house.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from datetime import time as clock
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from .events import OURS
from .spans import HORIZON, Left, Span, joined

MOST = 2000
DAY = timedelta(days=1)

READ = ("VEVENT", "VFREEBUSY")
WANTED = {
    "UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP",
    "STATUS", "FREEBUSY",
}  # fmt: skip
REPEATING = {"RRULE", "RDATE", "RECURRENCE-ID"}
_LINE = re.compile(r"([A-Za-z-]+)[;:]")
_DAY = re.compile(r":(\d{8})(?:T\d{6}Z?)?$")

# Rules that fall on at most one time a day, and of which the next day is never far.
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
WITHIN_A_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}
OF_LONG_RULES = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
FIRST_YEAR = 1970


class _NoCalendar(Exception):
    pass


class _Out(Exception):
    """An event that is left out, and why."""

    def __init__(self, why: Left) -> None:
        self.why = why


def main(now: str, zone: str, seconds: str) -> None:
    """A file comes in; pairs of times and what was left out go out, or nothing where it is no calendar."""
    signal.alarm(int(seconds))  # the end also where whoever started this is gone
    try:
        spans, left = _read(sys.stdin.buffer.read(), datetime.fromisoformat(now), ZoneInfo(zone))
    except _NoCalendar:
        found = None
    else:
        found = {"busy": [[moment.isoformat() for moment in span] for span in spans], "left": left}
    json.dump(found, sys.stdout)


def _read(data: bytes, now: datetime, zone: tzinfo) -> tuple[list[Span], dict[str, int]]:
    """What is busy, joined, in order, within the horizon; and how many events were left out, by why."""
    since = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    window = since, since + HORIZON
    left: Counter[str] = Counter()
    series, spans = defaultdict[str, list[Any]](list), list[Span]()
    for block in _blocks(data, left):
        if _outside(block, window):
            continue
        try:
            component = _parsed(block)
            if block[0] == "BEGIN:VFREEBUSY":
                spans += _given(component, zone)
            else:
                series[str(component.get("UID", f"nameless {len(series)}"))].append(component)
        except _Out as out:
            left[out.why] += 1
    for name, events in series.items():
        try:
            spans += _times(name, events, window, left)
        except _Out as out:
            left[out.why] += len(events)
    within = sorted(_clipped(spans, window))
    left[Left.MANY] += max(0, len(within) - MOST)
    return joined(within[:MOST]), {why: number for why, number in left.items() if number}


# --- lines ----------------------------------------------------------------------------------------------


def _blocks(data: bytes, left: Counter[str]) -> Iterator[list[str]]:
    """The lines of each event that say when it is; what stands in it further in, such as an alarm, says nothing."""
    block: list[str] = []
    inside: list[str] = []  # what has begun and not ended
    for line in _lines(data):
        mark, _colon, name = (part.strip().upper() for part in line.partition(":"))
        if mark == "BEGIN" and name in READ:
            left[Left.BROKEN] += bool(inside)  # the one before has no end
            block, inside = [f"BEGIN:{name}"], [name]
        elif mark == "BEGIN" and inside:
            inside.append(name)
        elif mark == "END" and inside:
            whole = inside.pop() == name
            left[Left.BROKEN] += not whole
            if whole and not inside:
                yield [*block, f"END:{name}"]
            inside = inside if whole else []
        elif len(inside) == 1 and (found := _LINE.match(line)) and found.group(1).upper() in WANTED:
            block.append(line)
    left[Left.BROKEN] += bool(inside)


def _lines(data: bytes) -> list[str]:
    """As they were before they were folded."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if "BEGIN:VCALENDAR" not in text.upper():
        raise _NoCalendar
    return text.replace("\n ", "").replace("\n\t", "").replace("\0", "").split("\n")


def _outside(block: list[str], window: Span) -> bool:
    """Whether an event that does not repeat is plainly over or far ahead; most of a calendar is."""
    days = {}
    for line in block:
        name = re.split("[;:]", line, maxsplit=1)[0].upper()
        if name in REPEATING or name in ("DURATION", "FREEBUSY"):
            return False
        if name in ("DTSTART", "DTEND") and (found := _DAY.search(line.strip())):
            days[name] = found.group(1)
    if "DTSTART" not in days:
        return False
    first, last = (f"{moment:%Y%m%d}" for moment in (window[0] - 2 * DAY, window[1] + 2 * DAY))
    return max(days.values()) < first or days["DTSTART"] > last


def _parsed(block: list[str]) -> Any:
    try:
        return icalendar.Component.from_ical("\r\n".join(block) + "\r\n")
    except Exception:  # a foreign text in a foreign parser: whatever it raises, this event cannot be read
        raise _Out(Left.BROKEN) from None


# --- times ----------------------------------------------------------------------------------------------


def _times(name: str, events: list[Any], window: Span, left: Counter[str]) -> list[Span]:
    """Of all that carries one name: an event, or a series with what was changed in it."""
    if name.endswith(OURS):
        raise _Out(Left.OURS)
    try:
        for event in events:
            _check(event)
        alone = len(events) == 1 and not REPEATING & set(events[0])
        found = events if alone else _expanded(events, window)
        busy = [event for event in found if not _is_free(event)]
        left[Left.FREE] += bool(found and not busy)
        return [_span(event, window[0].tzinfo) for event in busy]
    except _Out:
        raise
    except Exception:  # as above
        raise _Out(Left.BROKEN) from None


def _expanded(events: list[Any], window: Span) -> list[Any]:
    calendar = icalendar.Calendar()
    calendar.subcomponents = list(events)
    # A day more on each side, for times without a zone; what is too much is cut off afterwards.
    return list(recurring_ical_events.of(calendar).between(window[0] - DAY, window[1] + DAY))


def _check(event: Any) -> None:
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        value = event.get(name)
        if value is not None and "TZID" in value.params and value.dt.tzinfo is None:
            raise _Out(Left.ZONE)
    rule = event.get(
        "RRULE"
    )  # a list where there is more than one: no program writes that, and each takes its time
    if rule is not None and (isinstance(rule, list) or not _is_plain(rule, event["DTSTART"].dt)):
        raise _Out(Left.REPEATS)


def _is_plain(rule: Any, start: date) -> bool:
    often, interval = str(rule["FREQ"][0]).upper(), rule.get("INTERVAL", [1])[0]
    if often not in FREQUENCIES or WITHIN_A_DAY & set(rule) or start.year < FIRST_YEAR:
        return False
    if often == "DAILY" and interval > 1 and set(rule) & {"BYDAY", "BYMONTH"}:
        return False
    return often in ("MONTHLY", "YEARLY") or not OF_LONG_RULES & set(rule)


def _is_free(event: Any) -> bool:
    free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    return free or str(event.get("STATUS", "")).upper() == "CANCELLED"


def _span(event: Any, zone: tzinfo | None) -> Span:
    starts, ends = _moment(event.start, zone), _moment(event.end, zone)
    if ends < starts:
        raise _Out(Left.BROKEN)
    return starts, ends


def _moment(value: date, zone: tzinfo | None) -> datetime:
    """A whole day begins at midnight here, and a time without a zone is a time here."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, clock())
    return moment if moment.utcoffset() is not None else moment.replace(tzinfo=zone)


def _given(component: Any, zone: tzinfo) -> Iterator[Span]:
    """The periods of a free/busy list."""
    try:
        for period in _listed(component.get("FREEBUSY", [])):
            if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                starts, ends = period.start, period.end
                yield _moment(starts, zone), _moment(ends, zone)
    except Exception:  # as above
        raise _Out(Left.BROKEN) from None


def _listed(value: Any) -> list[Any]:
    rows = value if isinstance(value, list) else [value]
    return [one for row in rows for one in (row if isinstance(row, list) else [row])]


def _clipped(spans: Iterable[Span], window: Span) -> Iterator[Span]:
    for starts, ends in spans:
        inside = max(starts, window[0]), min(ends, window[1])
        if inside[0] < inside[1]:
            yield inside


if __name__ == "__main__":
    main(*sys.argv[1:])
