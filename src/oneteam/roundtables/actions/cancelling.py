"""A table that does not take place: everybody is told, nobody is busy, and the panel stays agreed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import invalid, require
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.problems.models import Problem

from .. import queries, rules
from ..enums import Answer
from ..models import RoundTable, TableInvitation, VenueBooking
from ..workflow import TABLE
from ._common import move
from .booking import release
from .materials import settle_materials


@transaction.atomic
def cancel(*, person: Any, table: RoundTable, reason: str) -> None:
    """The problem waits for a date again: another one can be fixed for the same panel."""
    require(rules.may_cancel(person, table))
    if not reason.strip():
        raise invalid(
            "reason", _("Please write why it does not take place; everybody at the table reads it.")
        )
    _cancel(table, person, reason.strip()[:200])


def end_with_problem(problem: Problem, by: Any, reason: str) -> None:
    """Its problem leaves the way or pauses: what is fixed for it does not take place."""
    with walls.system("a problem that stops takes its round table with it"):
        for table in queries.fixed_tables(problem):
            table.problem = problem
            _cancel(table, by, reason)


def _cancel(table: RoundTable, person: Any, reason: str) -> None:
    problem = table.problem
    with walls.system("a cancelled round table is called off for each of the invited"):
        TABLE.advance(table, "cancel", by=person)
        release(table=table)
        VenueBooking.objects.filter(table=table).delete()
        settle_materials(table)
        move(problem, "unschedule", person)
        RoundTable.objects.filter(pk=table.pk).update(sequence=F("sequence") + 1)
        TableInvitation.objects.filter(table_code=table.code).exclude(answer=Answer.DECLINED).update(
            answer=Answer.CALLED_OFF, sequence=F("sequence") + 1
        )
        record(
            verb="roundtables.cancelled", actor=person, thread=problem.code, target=table.code,
            circle=problem.disclosure.room, data={"reason": reason or "–"},
        )  # fmt: skip
        for seat in queries.attendance(table).exclude(answer=Answer.DECLINED):
            # Only who had no letter of the date keeps none in the calendar: all others need this one to take it out.
            if table.sequence or {seat.person_id, person.pk} != {table.by_id}:
                send(kind="roundtables.cancelled", to=seat.person, data={"table": table.code})
