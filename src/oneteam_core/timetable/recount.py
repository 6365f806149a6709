"""The levels of a plan, counted again from the raw agenda: the part of the second pair of eyes that counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oneteam_core.timetable.model import Agenda, Hours, Person, Table
from oneteam_core.timetable.result import Meeting, Plan

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Held = Sequence[tuple[Table, Meeting]]


def at_clock(day: date, clock: time, zone: str) -> datetime:
    """In UTC, for the difference of two datetimes of one zone is that of the clocks on the wall."""
    return datetime.fromtimestamp(datetime.combine(day, clock, ZoneInfo(zone)).timestamp(), ZoneInfo("UTC"))


def work_around(agenda: Agenda, person: Person, meeting: Meeting) -> list[tuple[datetime, datetime]]:
    """The working hours of a person around a meeting."""
    rules = agenda.rules
    own: list[Hours] = [hours for hours in rules.hours if hours.zone == person.zone]
    day = meeting.start.astimezone(ZoneInfo(person.zone)).date()
    found = []
    for near in (day - 2 * DAY, day - DAY, day, day + DAY, day + 2 * DAY):
        for hours in own or [hours for hours in rules.hours if hours.zone is None]:
            if near.weekday() in hours.weekdays and near not in rules.holidays:
                closing = near + DAY if hours.end == time(0) else near
                found.append(
                    (at_clock(near, hours.start, person.zone), at_clock(closing, hours.end, person.zone))
                )
    return found


def sits_at(table: Table, meeting: Meeting) -> set[str]:
    return {*table.required, *meeting.present}


def is_moved(table: Table, meeting: Meeting) -> bool:
    if table.published is None or table.fixed is not None:
        return False
    return (meeting.start, meeting.room) != (table.published.start, table.published.room)


def wrong_levels(agenda: Agenda, plan: Plan, held: Held) -> Iterator[str]:
    """What is wrong with each level that is not what the plan says, or has a bound above it."""
    for level in plan.levels:
        value = _value(agenda, held, level.name, level.priority)
        if value != level.value or not 0 <= level.bound <= level.value:
            yield f"The level {level.name} is {value}, not {level.value}, or its bound {level.bound} is wrong."


def _value(agenda: Agenda, held: Held, name: str, priority: int | None) -> int:
    there = {table.id for table, _ in held}
    same = [table for table in agenda.tables if priority in (None, table.priority)]
    ours = [(table, meeting) for table, meeting in held if table.fixed is None and table in same]
    gone = [table for table in same if table.id not in there]
    midnight = at_clock(agenda.rules.first, time(0), agenda.rules.zone)
    if name == "unscheduled":
        return len(gone)
    if name == "minutes_until":
        return sum((meeting.start - midnight) // MINUTE for _, meeting in ours)
    if name == "days_late":
        return sum(_late(agenda, table, meeting) for table, meeting in ours)
    if name == "absent":
        coming = sum(len(meeting.present) for _, meeting in held)
        return sum(len(table.optional) for table in agenda.tables) - coming
    if name == "changes":
        return sum(is_moved(*one) for one in ours) + sum(table.published is not None for table in gone)
    return sum(_outside(agenda, table, meeting) for table, meeting in held)


def _late(agenda: Agenda, table: Table, meeting: Meeting) -> int:
    last = (meeting.end - MINUTE).astimezone(ZoneInfo(agenda.rules.zone)).date()
    return 0 if table.deadline is None else max(0, (last - table.deadline).days)


def _outside(agenda: Agenda, table: Table, meeting: Meeting) -> int:
    """Minute by minute, for everybody who is there."""
    known = {person.id: person for person in agenda.people}
    minutes = [meeting.start + at * MINUTE for at in range(table.minutes)]
    total = 0
    for name in sits_at(table, meeting):
        work = work_around(agenda, known[name], meeting)
        total += sum(not any(begin <= minute < end for begin, end in work) for minute in minutes)
    return total
