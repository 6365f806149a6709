"""A timetable as text for a terminal, and the sentences for reasons in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from oneteam_core.timetable.result import Alternative, Earlier, Meeting, Plan, Reason, Unscheduled, WhyNot

Labels = Mapping[str, str]
SENTENCES = {
    "is_fixed": "{table} is fixed",
    "outside_horizon": "the days to be used are {first} to {last}",
    "off_grid": "tables do not begin then",
    "not_before": "it must not begin before {day}",
    "busy": "{person} is busy",
    "unavailable": "{person} is not available",
    "outside_hours": "{person} does not work then ({zone})",
    "fixed_table": "{persons} must be at {table}, which is fixed",
    "other_table": "{persons} must be at {table}",
    "break_too_short": "{persons} would have less than {minutes} minutes between this and {table}",
    "day_limit": "{person} sits at no more than {most} a day",
    "week_limit": "{person} sits at no more than {most} a week",
    "quorum": "fewer than {quorum} of the optional people can come",
    "no_room": "there is no room",
    "room_too_small": "too few seats: {room}, at most {seats} of {needed} needed",
    "equipment_missing": "not there: {equipment} in {room}",
    "room_busy": "{room} is not free",
    "room_taken": "{table} is in {room}",
    "change_budget": "no more than {most} published tables may move",
    "deadline_passed": "it is {days} days after the deadline, {deadline}",
}
LEVELS = {
    "unscheduled": "tables without a date", "days_late": "days after deadlines",
    "minutes_until": "minutes from the first day to the starts", "absent": "optional people absent",
    "changes": "published tables changed", "out_of_hours": "minutes out of hours",
}  # fmt: skip
MOST_EARLIER = 4


def sentence(reason: Reason | Earlier, labels: Labels) -> str:
    """A reason in plain English; ``labels`` names tables, people and rooms by identifier."""
    return SENTENCES[reason.code].format(
        **{name: _named(value, labels) for name, value in reason.params.items()}
    )


def _named(value: object, labels: Labels) -> str:
    if isinstance(value, (list, tuple)):
        return " and ".join(_named(one, labels) for one in value)
    return labels.get(value, value) if isinstance(value, str) else str(value)


def report(plan: Plan, labels: Labels, zone: str) -> str:
    """Each table with its date, room, company and reasons, those without a date, and what the levels reached."""
    return "\n".join(_lines(plan, labels, zone))


def _lines(plan: Plan, labels: Labels, zone: str) -> Iterator[str]:
    for meeting in sorted(plan.meetings, key=lambda one: one.start):
        yield from _meeting(meeting, labels, zone)
    for one in plan.unscheduled:
        yield from _unscheduled(one, labels)
    for level in plan.levels:
        of = "" if level.priority is None else f", priority {level.priority}"
        proof = "proven" if not level.gap else f"at least {level.bound}, gap {level.gap}"
        yield f"  {level.value:>8} {LEVELS[level.name]}{of}: {proof}"
    yield f"  {plan.algorithm}"


def clock(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


def _meeting(meeting: Meeting, labels: Labels, zone: str) -> Iterator[str]:
    marks = [
        "fixed" if meeting.fixed else "", "moved" if meeting.moved else "",
        f"{meeting.days_late} days late" if meeting.days_late else "",
        f"{meeting.out_of_hours} minutes out of hours" if meeting.out_of_hours else "",
    ]  # fmt: skip
    room = "online" if meeting.room is None else labels.get(meeting.room, meeting.room)
    end = meeting.end.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    name = labels.get(meeting.table, meeting.table)
    yield ", ".join([f"{clock(meeting.start, zone)}-{end}  {name}, {room}", *filter(None, marks)])
    if meeting.present:
        yield f"    also comes: {_named(meeting.present, labels)}"
    for absent in meeting.absent:
        yield f"    cannot come: {_named(absent.person, labels)} ({absent.code.replace('_', ' ')})"
    for reason in meeting.against:
        yield f"    stands against it: {sentence(reason, labels)}"
    most = sorted(meeting.earlier, key=lambda one: -one.starts)[:MOST_EARLIER]
    yield from (f"    not earlier: {sentence(one, labels)} ({one.starts} starts)" for one in most)


def _unscheduled(one: Unscheduled, labels: Labels) -> Iterator[str]:
    name = labels.get(one.table, one.table)
    if not one.clash:
        yield f"no date  {name}: the search ended before everything was tried"
        return
    yield f"no date  {name}: these cannot hold together:"
    yield from (f"    - {sentence(reason, labels)}" for reason in one.clash)


def told(one: Alternative, labels: Labels, zone: str) -> str:
    """An alternative with what it costs, on one line."""
    room = "online" if one.room is None else labels.get(one.room, one.room)
    costs = [
        f"{cost.by:+} {LEVELS[cost.name]}" + ("" if cost.priority is None else f" (priority {cost.priority})")
        for cost in one.costs
    ]
    misses = [f"{_named(person, labels)} misses {_named(table, labels)}" for person, table in one.misses]
    moves = [f"{_named(table, labels)} moves to {clock(start, zone)}" for table, start, _ in one.moves]
    return f"{clock(one.start, zone)}, {room}: {'; '.join([*costs, *misses, *moves]) or 'costs nothing'}"


def refusal(answer: WhyNot, labels: Labels, zone: str) -> str:
    """What speaks against a start, and what it would cost."""
    lines = [f"    against: {sentence(reason, labels)}" for reason in answer.reasons]
    if answer.possible:
        lines.append(f"    possible: {told(answer.possible, labels, zone)}")
    return "\n".join(lines or ["    not possible"])
