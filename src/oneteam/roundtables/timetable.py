"""Dates for tables whose panels are agreed: what the core is asked, and what it answers, with people and rooms.

Read under the keys of whoever asks; computed without the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from oneteam.base.errors import Invalid
from oneteam.base.later import Later
from oneteam.experts import free
from oneteam.experts.free import LATEST, SOONEST
from oneteam.problems.models import Problem

from . import queries
from .facts import days_of, hours_of
from .models import Venue

Step = Callable[[int], None]

if TYPE_CHECKING:
    from oneteam_core import timetable as core
else:
    core = Later("oneteam_core.timetable")

MOST_OTHERS = 6
GRAIN = 60  # minutes


@dataclass(frozen=True)
class Asked:
    """A problem that waits for a date, with its agreed panel and those of the owner who are to be there."""

    problem: Problem
    panel: Sequence[Any]  # candidates, or places of a plan, with their hours
    owners: Sequence[Any]


@dataclass(frozen=True)
class Wish:
    """``experts``: how many of each panel at least; ``last``: the last day; ``room``: one of the alliance's rooms."""

    minutes: int
    experts: int
    last: date
    room: bool


@dataclass(frozen=True)
class Found:
    """What was found for one problem; ``why_not`` where somebody asked about a time."""

    asked: Asked
    meeting: core.Meeting | None
    clash: tuple[core.Reason, ...]
    others: tuple[core.Alternative, ...]
    why_not: core.WhyNot | None


@dataclass(frozen=True)
class Search:
    """All that was found, and who and what the numbers in it stand for."""

    found: list[Found]
    people: Mapping[str, Any]
    venues: Mapping[str, Venue]
    proven: bool


@dataclass(frozen=True)
class Reading:
    """All that a search rests on, as it was when it was read."""

    agenda: core.Agenda
    people: Mapping[str, Any]
    venues: Mapping[str, Venue]


def asked_about(problems: Iterable[Problem]) -> list[Asked]:
    """Those of them whose panel the owner has agreed to."""
    every = list(problems)
    panels = queries.agreed_panels(one.pk for one in every)
    owners = queries.owners_named_in(one.disclosure_id for one in every)
    return [Asked(one, panels[one.pk], owners[one.disclosure_id]) for one in every if one.pk in panels]


def search(
    person: Any, asked: Sequence[Asked], wish: Wish, today: date, why: tuple[str, datetime] | None = None
) -> Search:
    """The best dates for all of them together, other dates for each, and what speaks against ``why``.

    ``person``: who leads the tables and is at each.
    """
    return solve(read(person, asked, wish, today), asked, why)


def read(person: Any, asked: Sequence[Asked], wish: Wish, today: date) -> Reading:
    venues = {str(one.pk): one for one in queries.offered_venues()} if wish.room else {}
    return Reading(_agenda(person, asked, wish, today, venues), _people(person, asked), venues)


def solve(
    reading: Reading,
    asked: Sequence[Asked],
    why: tuple[str, datetime] | None = None,
    step: Step = lambda at: None,
) -> Search:
    """``step`` is told of how many tables other dates were sought already.

    Complexity: see ``oneteam_core.timetable``; some tables take a second, thirty of them several.
    """
    agenda, found = reading.agenda, []
    plan = planned(agenda)
    meetings = {one.table: one for one in plan.meetings}
    clashes = {one.table: one.clash for one in plan.unscheduled}
    for at, one in enumerate(asked, start=1):
        code = one.problem.code
        found.append(
            Found(
                asked=one, meeting=meetings.get(code), clash=clashes.get(code, ()),
                others=core.alternatives(agenda, plan, code, most=MOST_OTHERS),
                why_not=core.why_not(agenda, plan, code, why[1]) if why and why[0] == code else None,
            )
        )  # fmt: skip
        step(at)
    return Search(found, reading.people, reading.venues, plan.proven)


def planned(agenda: core.Agenda) -> core.Plan:
    try:
        return core.sound_plan(agenda, core.plan(agenda))
    except core.TimetableError as error:
        raise Invalid(str(error)) from None


def too_near(earlier: Mapping[str, core.Meeting]) -> dict[str, tuple[core.Reason, ...]]:
    """What is said of dates that were found earlier when no day is left that could be proposed."""
    return {code: (core.Reason(code="outside_horizon", params={}),) for code in earlier}


def against(reading: Reading, earlier: Mapping[str, core.Meeting]) -> dict[str, tuple[core.Reason, ...]]:
    """What speaks by now against dates that were found earlier, by the code of each problem."""
    agenda = reading.agenda
    gone: dict[str, tuple[core.Reason, ...]] = {}
    tables: list[core.Table] = []
    for table in agenda.tables:
        meeting = earlier.get(table.id)
        if meeting is None:
            continue
        if not _can_stand(agenda, meeting):
            gone[table.id] = (core.Reason(code="outside_horizon", params={}),)
        elif meeting.room is not None and meeting.room not in reading.venues:
            gone[table.id] = (core.Reason(code="no_room", params={}),)
        elif shared := _shared(table, meeting, tables, earlier):
            gone[table.id] = (core.Reason(code="other_table", params={"persons": shared}),)
        else:
            tables.append(replace(table, fixed=core.Place(start=meeting.start, room=meeting.room)))
    found = planned(replace(agenda, tables=tuple(tables)))
    return gone | {one.table: one.against for one in found.meetings if one.against}


def _shared(
    table: core.Table,
    meeting: core.Meeting,
    others: Iterable[core.Table],
    earlier: Mapping[str, core.Meeting],
) -> list[str]:
    """Who is needed at one of the others at the same time, because a panel is another one by now."""
    at_once = [one for one in others if _overlap(meeting, earlier[one.id])]
    return [person for person in table.required if any(person in one.required for one in at_once)]


def _overlap(one: core.Meeting, other: core.Meeting) -> bool:
    return one.start < other.end and other.start < one.end


def _can_stand(agenda: core.Agenda, meeting: core.Meeting) -> bool:
    first, last = (timezone.localdate(one) for one in (meeting.start, meeting.end))
    return agenda.rules.first <= first and last <= agenda.rules.last


def _people(person: Any, asked: Sequence[Asked]) -> dict[str, Any]:
    everybody = [person, *(owner for one in asked for owner in one.owners)]
    everybody += [candidate.person for one in asked for candidate in one.panel]
    return {str(one.pk): one for one in everybody}


def _agenda(
    person: Any, asked: Sequence[Asked], wish: Wish, today: date, venues: dict[str, Venue]
) -> core.Agenda:
    first = today + timedelta(days=SOONEST)
    days = (first, wish.last)
    rows = {str(row.person_id): row for one in asked for row in one.panel}
    numbers = list(_people(person, asked))
    busy = busy_spans(numbers, rows)
    held = taken(venues.values(), days)
    return core.Agenda(
        tables=tuple(_table(person, one, wish, today) for one in asked),
        people=tuple(
            core.Person(
                id=number, zone=settings.TIME_ZONE, busy=tuple(busy[number]),
                windows=windows(rows[number], days) if number in rows else None,
            )
            for number in numbers
        ),
        rooms=tuple(
            core.Room(id=number, seats=venue.capacity, busy=tuple(held[venue.pk]))
            for number, venue in venues.items()
        ),
        rules=core.Rules(first=first, last=wish.last, zone=settings.TIME_ZONE, grain=GRAIN, break_minutes=30),
    )  # fmt: skip


def _table(person: Any, one: Asked, wish: Wish, today: date) -> core.Table:
    required = dict.fromkeys([str(person.pk), *(str(owner.pk) for owner in one.owners)])
    experts = [str(row.person_id) for row in one.panel if str(row.person_id) not in required]
    deadline = (
        timezone.localdate(one.problem.state_at) + timedelta(days=LATEST) if one.problem.state_at else None
    )
    return core.Table(
        id=one.problem.code, minutes=wish.minutes, required=tuple(required), optional=tuple(experts),
        quorum=min(wish.experts, len(experts)), online=not wish.room,
        deadline=deadline if deadline and deadline > today else None,
    )  # fmt: skip


def taken(venues: Iterable[Venue], days: tuple[date, date]) -> dict[int, list[core.Span]]:
    """When rooms are taken, by the number of each."""
    found: dict[int, list[core.Span]] = defaultdict(list)
    first, after = (moment(day, time()) for day in (days[0], days[1] + timedelta(days=1)))
    for row in queries.taken_between(venues, first, after):
        found[row.venue_id].append(core.Span(start=row.span.lower, end=row.span.upper))
    return found


def busy_spans(numbers: Collection[str], rows: Mapping[str, Any]) -> dict[str, list[core.Span]]:
    """At tables and by their own calendars, as far as whoever asks may know."""
    found: dict[str, list[core.Span]] = defaultdict(list)
    for seat in queries.ahead_of([int(number) for number in numbers]):
        for one in queries.counts_for(seat):
            found[str(one)].append(core.Span(start=seat.table.starts_at, end=seat.table.ends_at))
    for number, row in rows.items():
        for told in row.elsewhere:
            starts, ends = (datetime.fromisoformat(told[name]) for name in ("starts", "ends"))
            found[number].append(core.Span(start=starts, end=ends))
    return found


def windows(row: Any, days: tuple[date, date]) -> tuple[core.Span, ...] | None:
    """The hours of the week on each day that is not blocked; ``None`` where nothing was told."""
    blocked = [days_of(one) for one in row.days]
    hours = free.hours_told(map(hours_of, row.hours), blocked, row.elsewhere)
    if not hours:
        return None
    every = (days[0] + timedelta(days=ahead) for ahead in range((days[1] - days[0]).days + 1))
    return tuple(
        core.Span(start=moment(day, opens), end=moment(day, closes))
        for day in every
        if not any(first <= day <= last for first, last in blocked)
        for weekday, opens, closes in hours
        if weekday == day.weekday()
    )


def moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
