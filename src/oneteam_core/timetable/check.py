"""Refuse input that cannot be used, saying where it is and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from oneteam_core.timetable.errors import TimetableError
from oneteam_core.timetable.model import Agenda, Place, Rules, Table
from oneteam_core.timetable.shape import check_shape

MOST_DAYS = 400


def check_agenda(agenda: Agenda) -> None:
    """Raise ``TimetableError`` for the first thing that is wrong; return nothing when all is well.

    Complexity: linear in the size of the input, and the square of the number of fixed tables.

    >>> from datetime import date
    >>> week = Rules(first=date(2026, 11, 30), last=date(2026, 12, 4), zone="Asia/Seoul")
    >>> table = Table(id="RT-1", minutes=90, required=("ann",))
    >>> check_agenda(Agenda(tables=(table,), people=(), rooms=(), rules=week))
    Traceback (most recent call last):
    oneteam_core.timetable.errors.TimetableError: tables[0].required[0]: 'ann' is not among the people
    """
    check_shape(Agenda, agenda)
    _check_rules(agenda.rules)
    for where, things in (("people", agenda.people), ("rooms", agenda.rooms), ("tables", agenda.tables)):
        _once(where, [thing.id for thing in things], "give each one entry", ".id")
    people, rooms = {person.id for person in agenda.people}, {room.id for room in agenda.rooms}
    for at, table in enumerate(agenda.tables):
        _check_people(f"tables[{at}]", table, people)
        _check_counts(f"tables[{at}]", table)
        for name in ("fixed", "published"):
            _check_place(f"tables[{at}].{name}", getattr(table, name), table, rooms)
    _check_fixed(agenda.tables)


def _check_rules(rules: Rules) -> None:
    if rules.last < rules.first:
        raise TimetableError("rules.last", f"is {rules.last}, before first {rules.first}; swap them")
    if (rules.last - rules.first).days >= MOST_DAYS:
        raise TimetableError("rules.last", f"is {MOST_DAYS} days after first, or more; plan a shorter time")
    if not rules.hours:
        raise TimetableError("rules.hours", "is empty; say when people work, such as 09:00 to 18:00")


def _check_people(where: str, table: Table, known: set[str]) -> None:
    for name in ("required", "optional"):
        named = getattr(table, name)
        _once(f"{where}.{name}", named, "name each person once")
        for at, person in enumerate(named):
            if person not in known:
                raise TimetableError(f"{where}.{name}[{at}]", f"{person!r} is not among the people")
    for at, person in enumerate(table.optional):
        if person in table.required:
            raise TimetableError(
                f"{where}.optional[{at}]", f"{person!r} is required too; take one of the two back"
            )


def _check_counts(where: str, table: Table) -> None:
    if not table.required and not table.quorum:
        raise TimetableError(
            f"{where}.required", "is empty, and quorum is 0; name who must come, or how many of the optional"
        )
    if table.quorum > len(table.optional):
        count = len(table.optional)
        raise TimetableError(f"{where}.quorum", f"is {table.quorum}, of {count} optional people; lower it")
    if table.deadline and table.not_before and table.deadline < table.not_before:
        raise TimetableError(
            f"{where}.deadline", f"is {table.deadline}, before not_before {table.not_before}; swap them"
        )


def _check_place(where: str, place: Place | None, table: Table, rooms: set[str]) -> None:
    if place is None:
        return
    if table.online and place.room is not None:
        raise TimetableError(
            f"{where}.room", f"is {place.room!r}, but the table is online; take the room away"
        )
    if not table.online and place.room is None:
        raise TimetableError(f"{where}.room", "is missing; name the room, or say that the table is online")
    if place.room is not None and place.room not in rooms:
        raise TimetableError(f"{where}.room", f"{place.room!r} is not among the rooms")


def _check_fixed(tables: Sequence[Table]) -> None:
    """No two fixed tables may have a person or a room at the same time."""
    fixed = [(at, table, table.fixed) for at, table in enumerate(tables) if table.fixed]
    for late, (at, table, place) in enumerate(fixed):
        for _, other, there in fixed[:late]:
            if _overlap(place.start, table.minutes, there.start, other.minutes):
                for what in _shared(table, place, other, there):
                    raise TimetableError(
                        f"tables[{at}].fixed",
                        f"meets {other.id!r}, fixed too, at the same time with {what}; move one",
                    )


def _overlap(start: datetime, minutes: int, other: datetime, others: int) -> bool:
    return start < other + timedelta(minutes=others) and other < start + timedelta(minutes=minutes)


def _shared(table: Table, place: Place, other: Table, there: Place) -> Iterator[str]:
    if place.room is not None and place.room == there.room:
        yield f"the room {place.room!r}"
    for person in table.required:
        if person in other.required:
            yield f"the person {person!r}"


def _once(where: str, values: Sequence[str], advice: str, field: str = "") -> None:
    seen: set[str] = set()
    for at, value in enumerate(values):
        if value in seen:
            raise TimetableError(f"{where}[{at}]{field}", f"{value!r} stands here twice; {advice}")
        seen.add(value)
