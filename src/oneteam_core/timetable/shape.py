"""What each piece of the input may hold, field by field: its shape alone, not whether the pieces fit together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from oneteam_core.matching.shape import Look, Wrong, name, shown
from oneteam_core.timetable.errors import TimetableError
from oneteam_core.timetable.model import Agenda, Hours, Person, Place, Room, Rules, Span, Table

GRAINS = (5, 10, 15, 20, 30, 60)
LONGEST_MINUTES = 1440
FIRST_YEAR, LAST_YEAR = 1970, 2200


def moment(value: Any) -> Wrong | None:
    """A datetime that says its time zone."""
    if not isinstance(value, datetime):
        return "", f"is {shown(value)}; it must be a date with a time and a time zone"
    if value.utcoffset() is None:
        return "", "has no time zone; give one, such as +09:00"
    return _year(value)


def whole_minute(value: Any) -> Wrong | None:
    """A moment without seconds."""
    if wrong := moment(value):
        return wrong
    return ("", "has seconds; write a whole minute") if value.second or value.microsecond else None


def day(value: Any) -> Wrong | None:
    if isinstance(value, datetime) or not isinstance(value, date):
        return "", f"is {shown(value)}; it must be a date without a time"
    return _year(value)


def zone(value: Any) -> Wrong | None:
    if wrong := name(value):
        return wrong
    try:
        ZoneInfo(value)
    except (
        ValueError,
        OSError,
    ):  # ZoneInfoNotFoundError is a KeyError with some names, an OSError with others
        return "", f"is {shown(value)}; it must be a time zone such as Asia/Seoul"
    except KeyError:
        return "", f"is {shown(value)}; it must be a time zone such as Asia/Seoul"
    return None


def _year(value: date) -> Wrong | None:
    if FIRST_YEAR <= value.year <= LAST_YEAR:
        return None
    return "", f"lies in the year {value.year}; it must lie between {FIRST_YEAR} and {LAST_YEAR}"


def _clock(value: Any) -> Wrong | None:
    if isinstance(value, time) and value.tzinfo is None and not value.second and not value.microsecond:
        return None
    return "", f"is {shown(value)}; it must be a time in whole minutes without a time zone, such as 09:00"


def _flag(value: Any) -> Wrong | None:
    return None if isinstance(value, bool) else ("", f"is {shown(value)}; it must be true or false")


def _grain(value: Any) -> Wrong | None:
    if not isinstance(value, bool) and isinstance(value, int) and value in GRAINS:
        return None
    return "", f"is {shown(value)}; it must be one of {', '.join(map(str, GRAINS))}"


def _whole(least: int, most: int) -> Look:
    def look(value: Any) -> Wrong | None:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return None
        return "", f"is {shown(value)}; it must be a whole number from {least} to {most}"

    return look


def _may_lack(look: Look) -> Look:
    return lambda value: None if value is None else look(value)


def _list(look: Look, of: str) -> Look:
    def look_at(values: Any) -> Wrong | None:
        if not isinstance(values, (tuple, list)):
            return "", f"must be a list of {of}, not {shown(values)}"
        for at, value in enumerate(values):
            if wrong := look(value):
                return f"[{at}]{wrong[0]}", wrong[1]
        return None

    return look_at


def _of(kind: type[Any]) -> Look:
    def look(value: Any) -> Wrong | None:
        if not isinstance(value, kind):
            return "", f"is {shown(value)}; it must be a {kind.__name__}"
        for field, look_at in FIELDS[kind].items():
            if wrong := look_at(getattr(value, field)):
                return f".{field}{wrong[0]}", wrong[1]
        return LATER[kind](value) if kind in LATER else None

    return look


def _ends_later(span: Span) -> Wrong | None:
    return None if span.end > span.start else (".end", "is not after start; swap the two")


def _closes_later(hours: Hours) -> Wrong | None:
    if hours.end > hours.start or hours.end == time(0):
        return None
    return ".end", "is not after start; give hours over midnight as two entries"


LATER: dict[type[Any], Callable[[Any], Wrong | None]] = {Span: _ends_later, Hours: _closes_later}

_names = _list(name, "names")
_spans = _list(_of(Span), "Span objects")
_place = _may_lack(_of(Place))
_limit = _may_lack(_whole(0, 1000))
FIELDS: dict[type[Any], dict[str, Look]] = {
    Span: {"start": moment, "end": moment},
    Person: {
        "id": name, "zone": zone, "windows": _may_lack(_spans), "busy": _spans, "most_a_day": _limit,
        "most_a_week": _limit,
    },
    Room: {
        "id": name, "seats": _whole(1, 100_000), "equipment": _names, "windows": _may_lack(_spans), "busy": _spans,
    },
    Place: {"start": whole_minute, "room": _may_lack(name)},
    Table: {
        "id": name, "minutes": _whole(1, LONGEST_MINUTES), "required": _names, "optional": _names,
        "quorum": _whole(0, 1000), "priority": _whole(1, 9), "deadline": _may_lack(day), "not_before": _may_lack(day),
        "equipment": _names, "seats": _may_lack(_whole(1, 100_000)), "online": _flag, "fixed": _place,
        "published": _place,
    },
    Hours: {"start": _clock, "end": _clock, "weekdays": _list(_whole(0, 6), "weekdays"), "zone": _may_lack(zone)},
    Rules: {
        "first": day, "last": day, "zone": zone, "grain": _grain,
        "starts": _may_lack(_list(_clock, "times")), "hours": _list(_of(Hours), "Hours objects"),
        "holidays": _list(day, "dates"), "break_minutes": _whole(0, 1440), "stretch": _whole(0, 720),
        "change_budget": _may_lack(_whole(0, 100_000)),
    },
    Agenda: {
        "tables": _list(_of(Table), "Table objects"), "people": _list(_of(Person), "Person objects"),
        "rooms": _list(_of(Room), "Room objects"), "rules": _of(Rules),
    },
}  # fmt: skip


def check_shape(kind: type[Any], value: Any, where: str = "") -> None:
    """Raise ``TimetableError`` for the first field of a value that holds what it must not. Complexity: linear.

    >>> check_shape(Room, Room(id="R", seats=0), "rooms[0]")
    Traceback (most recent call last):
    oneteam_core.timetable.errors.TimetableError: rooms[0].seats: is 0; it must be a whole number from 1 to 100000
    """
    if wrong := _of(kind)(value):
        raise TimetableError((where + wrong[0]).lstrip(".") or "agenda", wrong[1])
