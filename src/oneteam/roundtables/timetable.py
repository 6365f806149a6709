"""Dates for tables whose panels are agreed: what the core is asked, and what it answers, with people and rooms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from .models import Candidate, Venue

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
    panel: Sequence[Candidate]
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
    people: dict[str, Any]
    venues: dict[str, Venue]
    proven: bool


def asked_about(problems: Iterable[Problem]) -> list[Asked]:
    """Those of them whose panel the owner has agreed to."""
    found = []
    for problem in problems:
        run = queries.approved_run(problem)
        if run is not None:
            panel = queries.candidates_with_hours(run).filter(chosen=True, struck=False)
            found.append(Asked(problem, list(panel), list(queries.owners_named(problem.disclosure))))
    return found


def search(
    person: Any, asked: Sequence[Asked], wish: Wish, today: date, why: tuple[str, datetime] | None = None
) -> Search:
    """The best dates for all of them together, other dates for each, and what speaks against ``why``.

    ``person``: who leads the tables and is at each. Complexity: see ``oneteam_core.timetable``; some tables take a
    second, thirty of them several.
    """
    venues = {str(one.pk): one for one in queries.offered_venues()} if wish.room else {}
    agenda = _agenda(person, asked, wish, today, venues)
    try:
        plan = core.sound_plan(agenda, core.plan(agenda))
        meetings = {one.table: one for one in plan.meetings}
        clashes = {one.table: one.clash for one in plan.unscheduled}
        found = [
            Found(
                asked=one, meeting=meetings.get(one.problem.code), clash=clashes.get(one.problem.code, ()),
                others=core.alternatives(agenda, plan, one.problem.code, most=MOST_OTHERS),
                why_not=core.why_not(agenda, plan, why[0], why[1]) if why and why[0] == one.problem.code else None,
            )
            for one in asked
        ]  # fmt: skip
    except core.TimetableError as error:
        raise Invalid(str(error)) from None
    return Search(found, _people(person, asked), venues, plan.proven)


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
    busy = _busy(numbers, rows)
    return core.Agenda(
        tables=tuple(_table(person, one, wish) for one in asked),
        people=tuple(
            core.Person(
                id=number, zone=settings.TIME_ZONE, busy=tuple(busy[number]),
                windows=_windows(rows[number], days) if number in rows else None,
            )
            for number in numbers
        ),
        rooms=tuple(_rooms(venues)),
        rules=core.Rules(first=first, last=wish.last, zone=settings.TIME_ZONE, grain=GRAIN, break_minutes=30),
    )  # fmt: skip


def _table(person: Any, one: Asked, wish: Wish) -> core.Table:
    required = dict.fromkeys([str(person.pk), *(str(owner.pk) for owner in one.owners)])
    experts = [str(row.person_id) for row in one.panel if str(row.person_id) not in required]
    deadline = (
        timezone.localdate(one.problem.state_at) + timedelta(days=LATEST) if one.problem.state_at else None
    )
    return core.Table(
        id=one.problem.code, minutes=wish.minutes, required=tuple(required), optional=tuple(experts),
        quorum=min(wish.experts, len(experts)), online=not wish.room,
        deadline=deadline if deadline and deadline > timezone.localdate() else None,
    )  # fmt: skip


def _rooms(venues: dict[str, Venue]) -> Iterator[core.Room]:
    taken: dict[str, list[core.Span]] = defaultdict(list)
    for row in queries.taken(*venues.values()):
        taken[str(row.venue_id)].append(core.Span(start=row.span.lower, end=row.span.upper))
    for number, venue in venues.items():
        yield core.Room(id=number, seats=venue.capacity, busy=tuple(taken[number]))


def _busy(numbers: Collection[str], rows: dict[str, Candidate]) -> dict[str, list[core.Span]]:
    """At tables and by their own calendars, as far as whoever asks may know."""
    found: dict[str, list[core.Span]] = defaultdict(list)
    for seat in queries.ahead_of([int(number) for number in numbers]):
        for one in queries.counts_for(seat):
            found[str(one)].append(core.Span(start=seat.table.starts_at, end=seat.table.ends_at))
    for number, row in rows.items():
        for told in row.elsewhere:  # type: ignore[attr-defined]
            starts, ends = (datetime.fromisoformat(told[name]) for name in ("starts", "ends"))
            found[number].append(core.Span(start=starts, end=ends))
    return found


def _windows(row: Any, days: tuple[date, date]) -> tuple[core.Span, ...] | None:
    """The hours of the week on each day that is not blocked; ``None`` where nothing was told."""
    blocked = [days_of(one) for one in row.days]
    hours = free.hours_told(map(hours_of, row.hours), blocked, row.elsewhere)
    if not hours:
        return None
    every = (days[0] + timedelta(days=ahead) for ahead in range((days[1] - days[0]).days + 1))
    return tuple(
        core.Span(start=_moment(day, opens), end=_moment(day, closes))
        for day in every
        if not any(first <= day <= last for first, last in blocked)
        for weekday, opens, closes in hours
        if weekday == day.weekday()
    )


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
