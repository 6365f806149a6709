"""A second pair of eyes: re-checks a plan from the raw agenda.

Nothing of the planner is used here, on purpose: it counts in datetimes, the planner in minutes. Only the input and
the answer are shared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from oneteam_core.timetable.model import Agenda, Person, Room, Rules, Span, Table
from oneteam_core.timetable.recount import (
    DAY,
    MINUTE,
    Held,
    at_clock,
    is_moved,
    sits_at,
    work_around,
    wrong_levels,
)
from oneteam_core.timetable.result import Meeting, Plan


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A rule that a plan breaks, named as in ``REASONS`` or else ``unknown``, ``twice``, ``length``, ``absent`` or ``level``;
    ``table`` where it is about one."""

    rule: str
    message: str
    table: str | None = None


def validate_timetable(agenda: Agenda, plan: Plan) -> tuple[Violation, ...]:
    """Everything that is wrong with a plan; empty where nothing is.

    A fixed table may break what it breaks by being where it is: only others are refused for it.
    Complexity: the square of the number of tables, times people.

    >>> from dataclasses import replace
    >>> from datetime import date
    >>> from oneteam_core.timetable import Rules, plan
    >>> week = Rules(first=date(2026, 11, 30), last=date(2026, 12, 4), zone="Asia/Seoul")
    >>> tables = (Table(id="RT-1", minutes=90, required=("ann",), online=True),)
    >>> agenda = Agenda(tables=tables, people=(Person(id="ann", zone="Asia/Seoul"),), rooms=(), rules=week)
    >>> found = plan(agenda)
    >>> validate_timetable(agenda, found)
    ()
    >>> night = replace(found.meetings[0], start=found.meetings[0].start - 2 * DAY, end=found.meetings[0].end - 2 * DAY)
    >>> [one.rule for one in validate_timetable(agenda, replace(found, meetings=(night,)))]
    ['outside_hours', 'outside_horizon', 'level', 'level']
    """
    tables = {table.id: table for table in agenda.tables}
    found = list(_named(agenda, plan, tables))
    if found:
        return tuple(found)
    held = [(tables[meeting.table], meeting) for meeting in plan.meetings]
    for table, meeting in held:
        found += _alone(agenda, table, meeting)
    found += _together(agenda, held)
    found += _limits(agenda, held)
    found += _changes(agenda, held)
    found += [_say("level", message) for message in wrong_levels(agenda, plan, held)]
    return tuple(found)


def _say(rule: str, message: str, table: str | None = None) -> Violation:
    return Violation(rule=rule, message=message, table=table)


def _named(agenda: Agenda, plan: Plan, tables: dict[str, Table]) -> Iterator[Violation]:
    """Each table once, with or without a date; nobody and nothing that the agenda does not know."""
    counts = Counter([*(one.table for one in plan.meetings), *(one.table for one in plan.unscheduled)])
    for name in [*counts, *tables]:
        if name not in tables:
            yield _say("unknown", f"{name} is not among the tables.", name)
        elif counts[name] != 1:
            yield _say("twice", f"{name} stands in the plan {counts[name]} times.", name)
    rooms = {room.id for room in agenda.rooms}
    for meeting in plan.meetings:
        if meeting.room is not None and meeting.room not in rooms:
            yield _say("unknown", f"{meeting.room} is not among the rooms.", meeting.table)


def _alone(agenda: Agenda, table: Table, meeting: Meeting) -> Iterator[Violation]:
    if meeting.end - meeting.start != table.minutes * MINUTE:
        yield _say("length", f"{table.id} does not last {table.minutes} minutes.", table.id)
    if not set(meeting.present) <= set(table.optional) or len(set(meeting.present)) < len(meeting.present):
        yield _say("absent", f"{table.id} has people who are not optional there.", table.id)
    known = {person.id: person for person in agenda.people}
    for person in meeting.present:
        yield from _calendar(agenda, known[person], table, meeting)
    if table.fixed:
        if (meeting.start, meeting.room) != (table.fixed.start, table.fixed.room):
            yield _say("fixed_table", f"{table.id} is fixed and stands elsewhere.", table.id)
        return
    for person in table.required:
        yield from _calendar(agenda, known[person], table, meeting)
    if len(meeting.present) < table.quorum:
        yield _say(
            "quorum", f"{table.id} has {len(meeting.present)} of {table.quorum} optional people.", table.id
        )
    yield from _frame(agenda, table, meeting)
    yield from _room(agenda.rooms, table, meeting)


def _frame(agenda: Agenda, table: Table, meeting: Meeting) -> Iterator[Violation]:
    rules = agenda.rules
    midnight = at_clock(rules.first, time(0), rules.zone)
    if meeting.start < midnight or meeting.end > at_clock(rules.last + DAY, time(0), rules.zone):
        yield _say("outside_horizon", f"{table.id} is not between {rules.first} and {rules.last}.", table.id)
    published = table.published and table.published.start == meeting.start
    if not published and not _begins(rules, meeting.start, midnight):
        yield _say("off_grid", f"{table.id} begins at a time at which tables do not.", table.id)
    if table.not_before and meeting.start < at_clock(table.not_before, time(0), rules.zone):
        yield _say("not_before", f"{table.id} begins before {table.not_before}.", table.id)


def _begins(rules: Rules, start: datetime, midnight: datetime) -> bool:
    if rules.starts is None:
        return not (start - midnight) % (rules.grain * MINUTE)
    day = start.astimezone(ZoneInfo(rules.zone)).date()
    return any(start == at_clock(day, at, rules.zone) for at in rules.starts)


def _calendar(agenda: Agenda, person: Person, table: Table, meeting: Meeting) -> Iterator[Violation]:
    who = f"{person.id} at {table.id}"
    if any(span.start < meeting.end and meeting.start < span.end for span in person.busy):
        yield _say("busy", f"{who} is busy.", table.id)
    if person.windows is not None and not _inside([(w.start, w.end) for w in person.windows], meeting):
        yield _say("unavailable", f"{who} is not available.", table.id)
    stretch = agenda.rules.stretch * MINUTE
    if not _inside(
        [(begin - stretch, end + stretch) for begin, end in work_around(agenda, person, meeting)], meeting
    ):
        yield _say("outside_hours", f"{who} is outside working hours.", table.id)


def _inside(spans: Sequence[tuple[datetime, datetime]], meeting: Meeting) -> bool:
    """Whether spans cover a meeting without a hole, one after the other."""
    reached = meeting.start
    for begin, end in sorted((_utc(begin), _utc(end)) for begin, end in spans):
        if begin <= reached < end:
            reached = end
    return reached >= meeting.end


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("UTC"))


def _room(rooms: Sequence[Room], table: Table, meeting: Meeting) -> Iterator[Violation]:
    if table.online or meeting.room is None:
        if table.online != (meeting.room is None):
            yield _say(
                "no_room", f"{table.id} has a room though it is online, or none though it is not.", table.id
            )
        return
    room = next(one for one in rooms if one.id == meeting.room)
    if room.seats < (table.seats or len(table.required) + len(table.optional)):
        yield _say("room_too_small", f"{room.id} is too small for {table.id}.", table.id)
    if not set(table.equipment) <= set(room.equipment):
        yield _say("equipment_missing", f"{room.id} lacks what {table.id} needs.", table.id)
    shut: Sequence[Span] = room.busy
    if any(span.start < meeting.end and meeting.start < span.end for span in shut) or (
        room.windows is not None and not _inside([(span.start, span.end) for span in room.windows], meeting)
    ):
        yield _say("room_busy", f"{room.id} is not free for {table.id}.", table.id)


def _together(agenda: Agenda, held: Held) -> Iterator[Violation]:
    """No room and no person at two tables at once, and a break between; for two fixed ones, only who chose to come."""
    pause = agenda.rules.break_minutes * MINUTE
    for at, (table, meeting) in enumerate(held):
        for other, there in held[:at]:
            both = sits_at(table, meeting) & sits_at(other, there)
            if table.fixed and other.fixed:
                both -= set(table.required) & set(other.required)
            overlap = meeting.start < there.end and there.start < meeting.end
            if both and meeting.start < there.end + pause and there.start < meeting.end + pause:
                rule = "other_table" if overlap else "break_too_short"
                yield _say(rule, f"{table.id} and {other.id} share {', '.join(sorted(both))}.", table.id)
            if overlap and meeting.room is not None and meeting.room == there.room:
                yield _say("room_taken", f"{table.id} and {other.id} are both in {meeting.room}.", table.id)


def _limits(agenda: Agenda, held: Held) -> Iterator[Violation]:
    """A day or week that fixed tables have filled with required people must have nothing else of theirs."""
    for person in agenda.people:
        for rule, most, unit in (("day_limit", person.most_a_day, 1), ("week_limit", person.most_a_week, 7)):
            if most is None:
                continue
            sits: Counter[int] = Counter()
            chosen: Counter[int] = Counter()
            for table, meeting in held:
                if person.id in sits_at(table, meeting):
                    day = (meeting.start.astimezone(ZoneInfo(person.zone)).date().toordinal() - 1) // unit
                    sits[day] += 1
                    chosen[day] += not (table.fixed and person.id in table.required)
            if any(count > most and chosen[day] for day, count in sits.items()):
                yield _say(rule, f"{person.id} sits at more than {most} tables.")


def _changes(agenda: Agenda, held: Held) -> Iterator[Violation]:
    most = agenda.rules.change_budget
    moved = sum(is_moved(table, meeting) for table, meeting in held)
    if most is not None and moved > most:
        yield _say("change_budget", f"{moved} published tables are moved, more than {most}.")
