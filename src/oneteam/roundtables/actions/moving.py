"""A date that was fixed is moved: its people's time and its room move with it, and everybody who is expected is told.

Who had said yes to another time is asked again by the same link; a table that only meets elsewhere asks nobody again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Invalid, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.workflow import changed_meanwhile
from oneteam.experts.queries import lock_people
from oneteam.journal.actions import record
from oneteam.journal.outbox import send

from .. import queries, rules
from ..enums import Answer, TableState
from ..models import Attendance, RoundTable, TableInvitation, Venue, VenueBooking
from ..workflow import TABLE
from . import booking, venues
from .materials import settle_materials
from .tables import Plan, book_venue, check_panel, check_plan, refuse_elsewhere


@dataclass(frozen=True)
class Move:
    """Where to, and why. Chair, people and agenda stay as they are."""

    starts_at: datetime
    reason: str
    place: Bi
    link: str = ""
    venue: Venue | None = None


@dataclass(frozen=True)
class Effect:
    """What a move changes: when and where it will be, who answers again, and who is told."""

    plan: Plan
    retimed: bool
    asked: Sequence[Any]
    told: Sequence[Any]
    declined: Sequence[Any]

    @property
    def opens_at(self) -> datetime:
        return self.plan.starts_at - rules.MATERIALS_BEFORE


def look_ahead(*, person: Any, table: RoundTable, version: int, to: Move) -> Effect:
    """What the move would change; nothing is kept. Refuses what the move itself would refuse."""
    require(rules.may_reschedule(person, table))
    effect = _effect(person, table, version, to)
    venue = effect.plan.venue
    if venue is None:
        return effect
    venues.refuse_small(venue, len(effect.asked) + len(effect.told))
    if queries.is_taken(venue, effect.plan.starts_at, effect.plan.ends_at, but=table):
        raise venues.taken_then("venue", venue)
    return effect


@transaction.atomic
def move_table(*, person: Any, table: RoundTable, version: int, to: Move) -> None:
    require(rules.may_reschedule(person, table))
    table = queries.lock_table(table)
    lock_people(queries.experts_at(table).values_list("person_id", flat=True))
    effect = _effect(person, table, version, to)
    plan, was, told_before = effect.plan, table.starts_at, bool(table.sequence)
    TABLE.advance(
        table, "move", by=person, starts_at=plan.starts_at, ends_at=plan.ends_at, place=plan.where,
        link=plan.link, version=table.version + 1, sequence=table.sequence + 1,
    )  # fmt: skip
    _move_invitations(table, effect.retimed)
    seats = {seat.person_id: seat.person for seat in _coming(table)}
    if effect.retimed:
        refuse_elsewhere(table, seats, booking.rebook(table, seats.values()))
    VenueBooking.objects.filter(table=table).delete()
    book_venue(table, plan)
    settle_materials(table)
    _record(table, person, effect, to.reason)
    for one in seats.values():
        # Only who convened it and moves it for the first time has had no letter, and needs none.
        if told_before or {one.pk, person.pk} != {table.by_id}:
            data = {"table": table.code, "was": was.isoformat() if effect.retimed else ""}
            send(kind="roundtables.moved", to=one, data=data)


def _effect(person: Any, table: RoundTable, version: int, to: Move) -> Effect:
    if table.state != TableState.FIXED:
        raise TABLE.overtaken(table, person)
    if table.version != version:
        raise changed_meanwhile()
    if not to.reason.strip():
        raise invalid("reason", _("Please write why it is moved; everybody at the table reads it."))
    seats = list(queries.attendance(table))
    coming = [seat for seat in seats if seat.answer != Answer.DECLINED]
    plan = Plan(
        starts_at=to.starts_at, chair=table.chair, place=to.place, link=to.link, venue=to.venue,
        agenda=[(item.title, item.minutes) for item in queries.agenda(table)],
    )  # fmt: skip
    _check(table, plan, coming)
    retimed = (plan.starts_at, plan.ends_at) != (table.starts_at, table.ends_at)
    again = [seat.person for seat in coming if seat.is_expert and (retimed or seat.answer == Answer.ASKED)]
    return Effect(
        plan=plan, retimed=retimed, asked=again,
        told=[seat.person for seat in coming if seat.person not in again],
        declined=[seat.person for seat in seats if seat.answer == Answer.DECLINED],
    )  # fmt: skip


def _check(table: RoundTable, plan: Plan, coming: Sequence[Attendance]) -> None:
    check_plan(plan, {seat.person_id: seat.person for seat in coming}, but=table)
    same_time = (plan.starts_at, plan.ends_at) == (table.starts_at, table.ends_at)
    same_place = (plan.where, plan.link, plan.venue) == (table.place, table.link, queries.venue_of(table))
    if same_time and same_place:
        raise Invalid(_("Nothing changes yet. Please give another time or another place."))
    experts = list(queries.experts_at(table))
    check_panel(table.problem, plan, experts, before=table.starts_at)


def _coming(table: RoundTable) -> Sequence[Attendance]:
    return list(queries.attendance(table).exclude(answer=Answer.DECLINED))


def _move_invitations(table: RoundTable, retimed: bool) -> None:
    """First, so that an answer given at this moment is either counted before or told that the date is another one."""
    values: dict[str, Any] = {
        "starts_at": table.starts_at, "ends_at": table.ends_at, "place": table.place,
        "sequence": F("sequence") + 1,
    }  # fmt: skip
    with walls.system("an invitation stands in the circle of the invited"):
        rows = TableInvitation.objects.filter(attendance__table=table).exclude(answer=Answer.DECLINED)
        if not retimed:
            rows.update(**values)
            return
        rows.update(
            **values, answer=Answer.ASKED, answered_at=None, reminders=0, reminded_at=None,
            created_at=timezone.now(),
        )  # fmt: skip
        seats = Attendance.objects.filter(table=table, is_expert=True, answer=Answer.ACCEPTED)
        seats.update(answer=Answer.ASKED)


def _record(table: RoundTable, person: Any, effect: Effect, reason: str) -> None:
    data = {"reason": reason.strip()[:200]}
    if effect.retimed:
        local = timezone.localtime(table.starts_at)
        data |= {"on": local.date().isoformat(), "at": f"{local:%H:%M}"}
    record(
        verb="roundtables.moved" if effect.retimed else "roundtables.meets_elsewhere", actor=person,
        thread=table.problem.code, target=table.code, circle=table.problem.disclosure.room, data=data,
    )  # fmt: skip
