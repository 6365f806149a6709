"""A table from its date to who came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Level
from oneteam.base.errors import Invalid, Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import day, say
from oneteam.experts.queries import lock_people
from oneteam.files.actions import attach
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.problems.models import Problem

from .. import matching, queries, rules
from ..enums import Answer, Presence, TableState
from ..facts import quarter
from ..models import AgendaItem, Attendance, Candidate, Minutes, RoundTable, Venue
from ..wording import FULL, why_out
from ..workflow import TABLE
from . import booking, venues
from ._common import move
from .invitations import invite_to
from .materials import take_over_materials


@dataclass(frozen=True)
class Plan:
    """When, where, who beside the panel, and what about. ``agenda``: texts with their minutes."""

    starts_at: datetime
    chair: Any
    agenda: Sequence[tuple[Bi, int]]
    place: Bi = field(default_factory=Bi)
    link: str = ""
    owners: Sequence[Any] = ()
    venue: Venue | None = None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=sum(minutes for _title, minutes in self.agenda))

    @property
    def where(self) -> Bi:
        return self.place or (Bi.of(self.venue.told()) if self.venue else Bi())


@transaction.atomic
def convene(*, person: Any, problem: Problem, plan: Plan) -> RoundTable:
    """Fix the date, seat the agreed panel and the owner's people, and invite the experts."""
    require(rules.may_convene(person, problem))
    run = queries.approved_run(problem)
    if run is None:
        raise Refused(_("The owner has not agreed to a panel yet. Send the list to the owner first."))
    experts = list(queries.panel(run))
    lock_people([candidate.person_id for candidate in experts])
    _check_room(problem, plan)
    people = {one.pk: one for one in (*(seat.person for seat in experts), *plan.owners, plan.chair)}
    check_plan(plan, people)
    check_panel(problem, plan, experts)
    move(problem, "schedule", person)
    table = RoundTable.objects.create(
        problem=problem, run=run, circle=problem.disclosure.room, state_by=person, by=person, chair=plan.chair,
        starts_at=plan.starts_at, ends_at=plan.ends_at, place=plan.where, link=plan.link,
    )  # fmt: skip
    _set_agenda(table, plan.agenda)
    _seat(table, experts, plan)
    refuse_elsewhere(table, people, booking.book(table, people.values()))
    book_venue(table, plan)
    invite_to(table, experts)
    take_over_materials(table)
    record(
        verb="roundtables.convened", actor=person, thread=problem.code, target=table.code,
        circle=problem.disclosure.room, data={"on": timezone.localdate(plan.starts_at).isoformat()},
    )  # fmt: skip
    return table


def _check_room(problem: Problem, plan: Plan) -> None:
    """Whoever leads or comes for the owner reads what is said there: they must be let in by their own keys."""
    wanted = {one.pk: one for one in (*plan.owners, plan.chair)}
    inside = {one.pk for one in queries.inside(problem.disclosure.room, queries.people(wanted))}
    for number, one in wanted.items():
        if number not in inside:
            sentence = _("%(who)s may not see what this round table is about. Please choose somebody else.")
            raise invalid("chair" if one == plan.chair else "owners", say(sentence, who=one.name))


def check_plan(plan: Plan, people: Mapping[int, Any], but: RoundTable | None = None) -> None:
    """``but``: the table that is planned anew."""
    if plan.starts_at <= timezone.now():
        raise invalid("starts_at", _("Please give a time that is still to come."))
    if not plan.agenda or any(minutes < 1 for _title, minutes in plan.agenda):
        raise invalid("agenda", _("Please give the agenda at least one item, each with its minutes."))
    if not plan.where and not plan.link:
        raise invalid("place", _("Please give a place or a video link."))
    _refuse_busy(people, queries.busy(people, plan.starts_at, plan.ends_at, but=but))


def _refuse_busy(people: Mapping[int, Any], taken: set[int]) -> None:
    """As far as who convenes may know. Another table, of which they must not learn, is told to the invited alone."""
    if taken:
        names = ", ".join(people[number].name for number in sorted(taken))
        raise invalid(
            "starts_at", say(_("Not free at that time: %(who)s. Please choose another time."), who=names)
        )


def refuse_elsewhere(table: RoundTable, people: Mapping[int, Any], elsewhere: list[int]) -> None:
    """Whom somebody else has taken since ``check_plan`` looked is told as there; of the others nothing is said."""
    if elsewhere:
        _refuse_busy(people, queries.busy(elsewhere, table.starts_at, table.ends_at, but=table))


def book_venue(table: RoundTable, plan: Plan) -> None:
    """A sealed table books none: that a room is taken would tell all of the secretariat that something is on."""
    if plan.venue is None:
        return
    disclosures.lock(table.problem.disclosure)  # or it is sealed while the room is taken
    if table.problem.disclosure.level == Level.SEALED:
        raise invalid("venue", _("The table of a sealed problem books no room. Please write its place."))
    venues.seat_in(plan.venue, table, table.attendance.exclude(answer=Answer.DECLINED).count())


def check_panel(
    problem: Problem, plan: Plan, experts: list[Candidate], before: datetime | None = None
) -> None:
    """Who was agreed to may have a conflict on the day, or no table left in its quarter.

    ``before``: the date that is moved, which counts in its own quarter already.
    """
    on = timezone.localdate(plan.starts_at)
    gone = matching.out_on(problem, [one.expert_code for one in experts], on)
    counted = before is not None and quarter(timezone.localdate(before)) == quarter(on)
    full = set() if counted else _full(experts, on)
    reasons = {code: why_out(conflicts) for code, conflicts in gone.items()}
    sentence = _(
        "%(who)s cannot sit at this table on that day: %(reason)s Choose another day, or match again."
    )
    wrong = [
        say(sentence, who=one.person.name, reason=reasons.get(one.expert_code, FULL))
        for one in experts
        if one.expert_code in gone or one.expert_code in full
    ]
    if wrong:
        raise invalid("starts_at", " ".join(wrong))


def _full(experts: Sequence[Candidate], on: date) -> set[str]:
    """Who has no table left in the quarter."""
    people = [one.person_id for one in experts]
    had, quotas = queries.tables_in(people, *quarter(on)), queries.quotas(people)
    return {one.expert_code for one in experts if had[one.person_id] >= quotas.get(one.person_id, 0)}


def refuse_full(experts: Sequence[Candidate], starts_at: datetime) -> None:
    sentence = _("%(who)s cannot sit at this table: %(reason)s Choose somebody else.")
    full = _full(experts, timezone.localdate(starts_at))
    for one in experts:
        if one.expert_code in full:
            raise Invalid(say(sentence, who=one.person.name, reason=FULL))


def _set_agenda(table: RoundTable, agenda: Sequence[tuple[Bi, int]]) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(table=table, circle=table.circle, number=number, title=title, minutes=minutes)
        for number, (title, minutes) in enumerate(agenda, start=1)
    )


def _seat(table: RoundTable, experts: list[Candidate], plan: Plan) -> None:
    seats = {
        one.person_id: Attendance(
            table=table, circle=table.circle, person=one.person, organisation=one.organisation, is_expert=True
        )
        for one in experts
    }
    others = [one for one in (*plan.owners, plan.chair) if one.pk not in seats]
    homes = queries.main_organisations(one.pk for one in others)
    for one in others:
        seats[one.pk] = Attendance(
            table=table,
            circle=table.circle,
            person=one,
            organisation_id=homes.get(one.pk),
            answer=Answer.ACCEPTED,
        )
        if one.pk != table.by_id:
            send(kind="roundtables.convened", to=one, data={"table": table.code})
    Attendance.objects.bulk_create(seats.values())


@transaction.atomic
def hold(*, person: Any, table: RoundTable, came: Mapping[int, tuple[bool, str]]) -> None:
    """Who came and who did not, and why. ``came``: for every person's number, present and the reason."""
    require(rules.may_lead(person, table))
    if timezone.localdate(table.starts_at) > timezone.localdate():
        sentence = _("This round table is on %(on)s. Attendance is recorded from that day on.")
        raise Refused(say(sentence, on=day(table.starts_at)))
    if not any(present for present, _reason in came.values()):
        raise invalid("attendance", _("Please tick who came: at least one person."))
    TABLE.advance(table, "hold", by=person)
    for seat in queries.attendance(table):
        present, reason = came.get(seat.person_id, (False, ""))
        seat.presence = Presence.PRESENT if present else Presence.ABSENT
        seat.reason = "" if present else (reason.strip() or seat.reason)[:200]
        seat.save(update_fields=["presence", "reason"])
    move(table.problem, "hold_table", person)
    record(
        verb="roundtables.held", actor=person, thread=table.problem.code, target=table.code,
        circle=table.problem.disclosure.room, data={"present": sum(present for present, _reason in came.values())},
    )  # fmt: skip


def attach_to_minutes(*, person: Any, minutes: Minutes, upload: Any) -> Any:
    require(rules.may_lead(person, minutes.table) and minutes.agreed_at is None)
    return _attach(person, minutes.table, upload)


def attach_in_room(*, person: Any, table: RoundTable, upload: Any) -> Any:
    """While the table meets everybody there may show a file; it goes with the minutes."""
    require(table.state == TableState.RUNNING)
    return _attach(person, table, upload)


def _attach(person: Any, table: RoundTable, upload: Any) -> Any:
    disclosure = table.problem.disclosure
    return attach(
        person=person, upload=upload, target=table.papers, thread=table.problem.code,
        circle=disclosure.room, confidential=disclosure.is_confidential,
    )  # fmt: skip
