"""One decision a table, and what people took on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, Refused, invalid, require
from oneteam.base.fields import Bi, both
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.problems import ending
from oneteam.problems.actions import tell_contact
from oneteam.problems.enums import Ending

from .. import queries, rules
from ..enums import AFTER_HOLDING, DecisionKind, Presence
from ..models import Decision, Dissent, RoundTable
from ..workflow import TABLE
from ._common import move
from .booking import release
from .feedback import ask_for_feedback

# What becomes of the problem when the table closes; after the other kinds a project follows.
FOLLOWS = {DecisionKind.ADVICE: "close", DecisionKind.STOP: "close", DecisionKind.MORE_DATA: "ask_data"}


@transaction.atomic
def decide(
    *, person: Any, table: RoundTable, kind: str, text: Bi, responsible: Any, due_on: date,
    review_on: date | None = None, reasons: Bi | None = None, dissent: Mapping[int, str] | None = None,
    why: str = "", change: Bi | None = None,
) -> Decision:  # fmt: skip
    """Record the one decision, with who answers for it and by when. ``dissent``: by a person's number, why.

    ``why`` and ``change``: the lesson, where it is decided to stop.
    """
    require(rules.may_lead(person, table))
    against = {number: why.strip() for number, why in (dissent or {}).items() if why.strip()}
    _check(table, text, responsible, due_on, review_on)
    _check_dissent(table, against)
    problem = table.problem
    lesson = ending.lesson_of(why, change) if kind == DecisionKind.STOP else None
    move(problem, "decide", person)
    decision = Decision.objects.create(
        table=table, problem=problem, circle=problem.disclosure.summary, kind=kind, text=text,
        responsible=responsible, due_on=due_on, review_on=review_on, reasons=reasons or Bi(),
    )  # fmt: skip
    Dissent.objects.bulk_create(
        Dissent(decision=decision, circle=problem.disclosure.room, person_id=number, why=why)
        for number, why in against.items()
    )
    record(
        verb="roundtables.decided", actor=person, thread=problem.code, target=decision.code,
        circle=problem.disclosure.summary, data={"kind": _label(kind), "by": due_on.isoformat()},
    )  # fmt: skip
    if lesson is not None:
        ended = (Ending.DECIDED, problem.disclosure, problem.title, lesson, person, problem)
        ending.keep(ending.Ended(*ended, source=decision.code))
    for seat in queries.attendance(table):
        send(kind="roundtables.decided", to=seat.person, data={"decision": decision.code})
    return decision


def _label(kind: str) -> dict[str, str]:
    return both(DecisionKind(kind).label).as_dict()


def _check(table: RoundTable, text: Bi, responsible: Any, due_on: date, review_on: date | None) -> None:
    if table.state not in AFTER_HOLDING:
        raise Refused(_("Record who came first; then the decision can be written down."))
    if not text:
        raise invalid("text", _("Please write what was decided."))
    if due_on < timezone.localdate():
        raise invalid("due_on", _("Please give today or a date to come."))
    if review_on is not None and review_on < timezone.localdate():
        raise invalid("review_on", _("Please give today or a date to come."))
    if not queries.attendance(table).filter(person=responsible).exists():
        raise invalid("responsible", _("Please choose somebody of this round table."))


def _check_dissent(table: RoundTable, against: Mapping[int, str]) -> None:
    there = queries.attendance(table).filter(presence=Presence.PRESENT).values_list("person_id", flat=True)
    if not against.keys() <= set(there):
        raise Invalid(_("Only who was there can have disagreed. Please look at who came."))


@transaction.atomic
def close_table(*, person: Any, table: RoundTable) -> None:
    """Close the table; its problem closes with it, or goes back to its owner, where the decision says so."""
    require(rules.may_close(person, table))
    decision = queries.decision_of(table)
    if decision is None:
        raise Refused(_("Write down the decision first; then the round table can be closed."))
    TABLE.advance(table, "close", by=person)
    release(table=table)
    problem = table.problem
    if step := FOLLOWS.get(DecisionKind(decision.kind)):
        move(problem, step, person, reason=_label(decision.kind))
        tell_contact(problem, "problems.moved", but=person)
    ask_for_feedback(table)
    record(
        verb="roundtables.closed", actor=person, thread=problem.code, target=table.code,
        circle=problem.disclosure.room,
    )  # fmt: skip
