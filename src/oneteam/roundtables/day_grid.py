"""A round-table day as it is shown: rooms by times, the way of each expert, and what has no place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.base.later import Later
from oneteam.base.text import called
from oneteam.problems.enums import State

from . import dating, keeping, queries
from .actions.sessions import against, is_waiting, places_of
from .enums import TableState
from .models import DaySession, DayTimetable
from .sessions import Setting, asked_of, elsewhere, read, way_there
from .timetable import Asked, Reading, moment

if TYPE_CHECKING:
    from oneteam_core import timetable as core
else:
    core = Later("oneteam_core.timetable")


@dataclass(frozen=True)
class Shown:
    """All that the page of a day says. ``asked``: the tables without a date, with their panels as they are today."""

    timetable: DayTimetable
    setting: Setting
    sessions: list[DaySession]
    asked: dict[str, Asked]
    reading: Reading
    gone: Mapping[str, Iterable[core.Reason]]

    def entry(self, row: DaySession) -> dict[str, Any]:
        code = row.problem.code
        asked = self.asked.get(code)
        gone = dating.of_day(self.reading, self.gone.get(code, ()))
        return {
            "row": row, "problem": row.problem, "gone": gone, "is_waiting": is_waiting(row),
            "agreed": row.problem.state == State.AGREED,
            "may_fix": bool(row.starts_at and row.venue_id and row.problem.state == State.AGREED and not gone),
            "panel": [called(one.person) for one in asked.panel] if asked else [],
        }  # fmt: skip


def shown(timetable: DayTimetable) -> Shown:
    setting, rows = Setting.of(timetable), _sessions(timetable)
    asked = asked_of(timetable.plan)
    reading = read(asked, setting)
    gone = against(reading, places_of(rows))
    return Shown(timetable, setting, rows, {one.problem.code: one for one in asked}, reading, gone)


def _sessions(timetable: DayTimetable) -> list[DaySession]:
    """What is fixed stands where its table is by now; a table that was cancelled is none."""
    rows = list(queries.sessions(timetable))
    rooms = queries.venues_of(row.table_id for row in rows if row.table_id)
    for row in rows:
        if row.table and row.table.state == TableState.CANCELLED:
            row.table = None
        elif row.table:
            row.starts_at, row.venue = row.table.starts_at, rooms.get(row.table_id)
    return rows


def grid(day: Shown) -> dict[str, Any]:
    """A row for each start, a cell for each room; in it the sessions, and what else takes the room then."""
    venues = list(queries.venues().filter(pk__in=day.setting.chairs))
    chairs = {str(one.pk): one for one in queries.people(day.setting.chairs.values())}
    starts = [moment(day.setting.on, at) for at in day.setting.starts()]
    after = moment(day.setting.on, day.setting.closes)
    bookings = list(queries.taken_between(venues, starts[0], after)) if starts else []
    names = _names(bookings)
    entries = [day.entry(row) for row in day.sessions if row.starts_at]
    times = [(start, venue.pk) for start in starts for venue in venues]
    made = {row.table_id for row in day.sessions if row.table_id and (row.starts_at, row.venue_id) in times}
    length = timedelta(minutes=day.setting.minutes)
    return {
        "may_fix": any(one["may_fix"] for one in entries),
        "moved": _moved_away(day, made | {one.table_id for one in bookings}),
        "rooms": [(venue, chairs.get(str(day.setting.chairs[str(venue.pk)]))) for venue in venues],
        "rows": [
            {
                "start": timezone.localtime(start), "end": timezone.localtime(start + length),
                "cells": [
                    {
                        "venue": venue,
                        "sessions": [
                            one for one in entries
                            if one["row"].venue_id == venue.pk and one["row"].starts_at == start
                        ],
                        "others": [
                            names[one.pk] for one in bookings
                            if one.venue_id == venue.pk and one.table_id not in made
                            and one.span.lower < start + length and start < one.span.upper
                        ],
                    }
                    for venue in venues
                ],
            }
            for start in starts
        ],
    }  # fmt: skip


def _moved_away(day: Shown, here: Collection[int | None]) -> list[dict[str, Any]]:
    """What was fixed on this page and stands nowhere on it any more: on another day, or in no room of the list."""
    return [
        {"problem": row.problem, "table": row.table, "start": timezone.localtime(row.table.starts_at)}
        for row in day.sessions
        if row.table and row.table_id not in here
    ]


def _names(bookings: Sequence[Any]) -> dict[int, dict[str, str]]:
    """What takes a room, by the number of the booking: of a table that the reader may not see no word but that."""
    tables = queries.tables().in_bulk([one.table_id for one in bookings if one.table_id])
    return {one.pk: _name(one, tables.get(one.table_id)) for one in bookings}


def _name(booking: Any, table: Any) -> dict[str, str]:
    if table is not None:
        return {"title": str(table.problem.title), "address": table.get_absolute_url()}
    if booking.table_id:
        return {"title": _("Round table"), "address": ""}
    return {"title": booking.note or pgettext("room", "taken"), "address": ""}


def without_place(day: Shown) -> list[dict[str, Any]]:
    """Why a table has no place, and where it could be without some of its experts."""
    return [
        day.entry(row)
        | {
            "clash": dating.of_day(day.reading, keeping.clash_of(row.told)),
            "without": [
                _option(day, row, one) for one in keeping.others_of(row.problem.code, row.told["without"])
            ],
        }
        for row in day.sessions
        if not row.starts_at and is_waiting(row)
    ]


def _option(day: Shown, row: DaySession, one: core.Alternative) -> dict[str, Any]:
    asked = day.asked.get(row.problem.code)
    missing = [seat.person for seat in asked.panel if str(seat.person_id) not in one.present] if asked else []
    return {
        "start": timezone.localtime(one.start), "venue": day.reading.venues.get(one.room or ""),
        "away": [called(person) for person in missing],
    }  # fmt: skip


def paths(day: Shown) -> list[dict[str, Any]]:
    """Where each expert is when on that day; those with the most tables first. Of what is fixed the seats say so."""
    stops: dict[int, list[DaySession]] = defaultdict(list)
    people = {}
    fixed = {row.table_id: row for row in day.sessions if row.table_id and _is_on(row, day.setting.on)}
    for seat in queries.seats_at(fixed):
        people[seat.person_id] = seat.person
        stops[seat.person_id].append(fixed[seat.table_id])
    for row in day.sessions:
        asked = day.asked.get(row.problem.code)
        for place in asked.panel if asked and row.starts_at else ():
            people[place.person_id] = place.person
            stops[place.person_id].append(row)
    found = [{"person": people[number], "stops": sorted(rows, key=_when)} for number, rows in stops.items()]
    return sorted(found, key=lambda one: (-len(one["stops"]), one["person"].name))


def _is_on(row: DaySession, on: date) -> bool:
    return row.starts_at is not None and timezone.localdate(row.starts_at) == on


def _when(row: DaySession) -> datetime:
    assert row.starts_at is not None
    return row.starts_at


def other_times(day: Shown, code: str) -> dict[str, Any] | None:
    """For one table: at each other start what it would cost, or what speaks against it."""
    row = next((one for one in day.sessions if one.problem.code == code and code in day.asked), None)
    if row is None:
        return None
    titles = {one.problem.code: one.problem.title for one in day.sessions}
    return {
        "problem": row.problem,
        "times": [
            {
                "start": timezone.localtime(start), "at": time.strftime(timezone.localtime(start).time(), "%H:%M"),
                "reasons": dating.of_day(day.reading, why.reasons),
                "way": way_there(why.possible) if why.possible else "",
                "possible": _possible(day, why.possible, titles) if why.possible else None,
            }
            for start, why in elsewhere(day.reading, places_of(day.sessions), code, day.setting)
        ],
    }  # fmt: skip


def _possible(day: Shown, one: core.Alternative, titles: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "venue": day.reading.venues.get(one.room or ""),
        "costs": dating.costs_of(one.costs),
        "moves": [
            {
                "title": titles.get(other, other), "start": timezone.localtime(start),
                "venue": day.reading.venues.get(room or ""),
            }
            for other, start, room in one.moves
        ],
    }  # fmt: skip
