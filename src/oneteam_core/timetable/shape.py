"""What each piece of the input may hold, field by field: its shape alone, not whether the pieces fit together."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from oneteam_core.looks import Look, Wrong, flag, inside, list_of, may_lack, name, shown, whole
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
    except (KeyError, ValueError, OSError):  # with some names it is another one
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


def _grain(value: Any) -> Wrong | None:
    if not isinstance(value, bool) and isinstance(value, int) and value in GRAINS:
        return None
    return "", f"is {shown(value)}; it must be one of {', '.join(map(str, GRAINS))}"


def _ends_later(span: Span) -> Wrong | None:
    return None if span.end > span.start else (".end", "is not after start; swap the two")


def _closes_later(hours: Hours) -> Wrong | None:
    if hours.end > hours.start or hours.end == time(0):
        return None
    return ".end", "is not after start; give hours over midnight as two entries"


LATER: dict[type[Any], Look] = {Span: _ends_later, Hours: _closes_later}


def _of(kind: type[Any]) -> Look:
    def look(value: Any) -> Wrong | None:
        wrong = inside(kind, FIELDS[kind], value)
        return LATER[kind](value) if wrong is None and kind in LATER else wrong

    return look


_names = list_of(name, "names")
_spans = list_of(_of(Span), "Span objects")
_place = may_lack(_of(Place))
_limit = may_lack(whole(0, 1000))
FIELDS: dict[type[Any], dict[str, Look]] = {
    Span: {"start": moment, "end": moment},
    Person: {
        "id": name, "zone": zone, "windows": may_lack(_spans), "busy": _spans, "most_a_day": _limit,
        "most_a_week": _limit,
    },
    Room: {
        "id": name, "seats": whole(1, 100_000), "equipment": _names, "windows": may_lack(_spans), "busy": _spans,
    },
    Place: {"start": whole_minute, "room": may_lack(name)},
    Table: {
        "id": name, "minutes": whole(1, LONGEST_MINUTES), "required": _names, "optional": _names,
        "quorum": whole(0, 1000), "priority": whole(1, 9), "deadline": may_lack(day), "not_before": may_lack(day),
        "equipment": _names, "seats": may_lack(whole(1, 100_000)), "online": flag, "fixed": _place,
        "published": _place,
    },
    Hours: {"start": _clock, "end": _clock, "weekdays": list_of(whole(0, 6), "weekdays"), "zone": may_lack(zone)},
    Rules: {
        "first": day, "last": day, "zone": zone, "grain": _grain, "hours": list_of(_of(Hours), "Hours objects"),
        "holidays": list_of(day, "dates"), "break_minutes": whole(0, 1440), "stretch": whole(0, 720),
        "change_budget": may_lack(whole(0, 100_000)),
    },
    Agenda: {
        "tables": list_of(_of(Table), "Table objects"), "people": list_of(_of(Person), "Person objects"),
        "rooms": list_of(_of(Room), "Room objects"), "rules": _of(Rules),
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
