"""The sessions of a round-table day: laid out by a long job, moved by hand, and fixed as round tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Invalid, OneTeamError, Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.later import Later
from oneteam.base.text import say as told
from oneteam.experts.queries import lock_people
from oneteam.longjobs import actions as longjobs
from oneteam.longjobs.kinds import Say
from oneteam.longjobs.models import LongJob

from .. import dating, queries, rules, sessions, timetable
from ..enums import LAY_OUT
from ..models import DayPlan, DaySession, DayTimetable, RoundTable
from ..sessions import Laid, Setting
from .tables import Plan, convene

if TYPE_CHECKING:
    from oneteam_core import timetable as core
else:
    core = Later("oneteam_core.timetable")


def begin_layout(*, person: Any, plan: DayPlan, setting: Setting) -> LongJob:
    require(rules.may_plan_day(person))
    arguments = {"plan": plan.code, "setting": kept_setting(setting)}
    return longjobs.ask(person=person, kind=LAY_OUT, arguments=arguments)


def kept_setting(setting: Setting) -> dict[str, Any]:
    return asdict(setting) | {name: getattr(setting, name).isoformat() for name in ("on", "opens", "closes")}


def lay_out_day(*, person: Any, plan: str, setting: Setting, say: Say) -> DayTimetable:
    """The computing is done between two transactions. What is fixed already stays: its people and rooms are taken."""
    with walls.acting_as(person):
        require(rules.may_plan_day(person))
        kept = queries.day(plan).first()
        asked = sessions.asked_of(kept) if kept else []
        if kept is None or not asked:
            raise Refused(_("No table of this plan waits for a date any more. Plan a new day."))
        reading = sessions.read(asked, setting)
    say(0, len(asked))
    laid, proven = sessions.lay_out(reading, asked, lambda at: say(at, len(asked)))
    with walls.acting_as(person):
        return _keep(person, kept, setting, laid, proven)


@transaction.atomic
def _keep(person: Any, plan: DayPlan, setting: Setting, laid: Sequence[Laid], proven: bool) -> DayTimetable:
    """Of a problem that is closed to whoever asked meanwhile nothing is kept."""
    kept = DayTimetable.objects.create(
        plan=plan, by=person, circle_id=plan.circle_id, proven=proven, **asdict(setting)
    )
    still = {row.problem.code: row for row in queries.day_problems(plan)}
    DaySession.objects.bulk_create(
        DaySession(
            timetable=kept, problem=row.problem, circle_id=row.circle_id, told=sessions.told(one),
            starts_at=one.meeting.start if one.meeting else None,
            venue_id=int(one.meeting.room) if one.meeting and one.meeting.room else None,
        )
        for one in laid
        if (row := still.get(one.asked.problem.code))
    )  # fmt: skip
    return kept


@transaction.atomic
def move_session(*, person: Any, timetable: DayTimetable, code: str, starts_at: datetime, way: str) -> None:
    """To another start of the day, with whatever has to give way: as the core says today, and as it was shown.

    ``way``: what the page said of it, see ``sessions.way_there``.
    """
    require(rules.may_plan_day(person))
    rows = {row.problem.code: row for row in queries.lock_sessions(timetable)}
    setting, places = Setting.of(timetable), places_of(rows.values())
    reading = sessions.read(sessions.asked_of(timetable.plan), setting)
    there = dict(sessions.elsewhere(reading, places, code, setting)) if _is_asked(reading, code) else {}
    possible = there[starts_at].possible if starts_at in there else None
    if code not in rows or possible is None or sessions.way_there(possible) != way:
        raise Refused(_("The table cannot be moved there any more. Look at the other times again."))
    moves: Iterable[tuple[str, datetime, str | None]] = (
        *possible.moves,
        (code, possible.start, possible.room),
    )
    for number, start, room in moves:
        rows[number].starts_at, rows[number].venue_id = start, int(room or 0)
        rows[number].save(update_fields=["starts_at", "venue"])


def _is_asked(reading: timetable.Reading, code: str) -> bool:
    return any(table.id == code for table in reading.agenda.tables)


def places_of(rows: Iterable[DaySession]) -> dict[str, core.Place]:
    """Where the sessions stand that are no round tables yet."""
    return {
        row.problem.code: core.Place(start=row.starts_at, room=str(row.venue_id))
        for row in rows
        if row.starts_at and row.venue_id and is_waiting(row)
    }


def is_waiting(row: DaySession) -> bool:
    """For a date: neither fixed, here or elsewhere, nor given up."""
    return row.problem.state in sessions.WAITING


@transaction.atomic
def publish_sessions(
    *, person: Any, timetable: DayTimetable, codes: Collection[str], agenda: Sequence[tuple[Bi, int]]
) -> list[RoundTable]:
    """Fix the dates of these tables, all of them or none: each as any other date is fixed, with the same refusals."""
    require(rules.may_plan_day(person))
    rows = {row.problem.code: row for row in queries.lock_sessions(timetable)}
    places = places_of(rows.values())
    wanted = [rows[code] for code in rows if code in codes and code in places]
    if not wanted or len(wanted) != len(set(codes)):
        raise invalid("problems", _("Please choose among the tables that have a place and no date yet."))
    asked = {one.problem.code: one for one in sessions.asked_of(timetable.plan)}
    _refuse_what_does_not_stand(sessions.read(list(asked.values()), Setting.of(timetable)), places, wanted)
    chairs = {one.pk: one for one in queries.people(timetable.chairs.values())}
    lock_people([seat.person_id for row in wanted for seat in asked[row.problem.code].panel])
    made = []
    for row in sorted(wanted, key=lambda one: (one.starts_at, one.venue_id)):
        owners = asked[row.problem.code].owners
        row.table = _convene(person, row, chairs[timetable.chairs[str(row.venue_id)]], owners, agenda)
        row.save(update_fields=["table"])
        made.append(row.table)
    return made


def _refuse_what_does_not_stand(
    reading: timetable.Reading, places: Mapping[str, core.Place], wanted: Iterable[DaySession]
) -> None:
    gone = against(reading, places)
    sentence = _("%(problem)s cannot be fixed any more: %(reasons)s Move it, or lay the day out again.")
    wrong = [
        told(
            sentence,
            problem=row.problem.title,
            reasons=" ".join(dating.of_day(reading, gone[row.problem.code])),
        )
        for row in wanted
        if row.problem.code in gone
    ]
    if wrong:
        raise invalid("problems", " ".join(wrong))


def against(
    reading: timetable.Reading, places: Mapping[str, core.Place]
) -> dict[str, tuple[core.Reason, ...]]:
    """What speaks by now against the sessions as they stand."""
    return timetable.against(reading, {one.table: one for one in sessions.standing(reading, places).meetings})


def _convene(
    person: Any, row: DaySession, chair: Any, owners: Sequence[Any], agenda: Sequence[tuple[Bi, int]]
) -> RoundTable:
    assert row.starts_at is not None
    plan = Plan(starts_at=row.starts_at, chair=chair, owners=owners, venue=row.venue, agenda=agenda)
    problem = queries.problem(row.problem.code).get()
    try:
        return convene(person=person, problem=problem, plan=plan)
    except OneTeamError as refusal:
        sentence = _("%(problem)s: %(why)s Nothing was fixed.")
        raise Invalid(told(sentence, problem=problem.title, why=str(refusal))) from None
