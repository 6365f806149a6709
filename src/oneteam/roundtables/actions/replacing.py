"""Somebody declines: the next in line is proposed to the owner, and asked when the owner agrees."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import NamedRole
from oneteam.base.errors import Invalid, Refused, require
from oneteam.base.races import or_else
from oneteam.base.text import say
from oneteam.experts.queries import lock_people
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.journal.verbs import named

from .. import matching, queries, rules
from ..enums import TableState
from ..models import Attendance, Candidate, Replacement, RoundTable
from ..wording import why_out
from ..workflow import TABLE
from . import booking
from .invitations import invite_to
from .tables import refuse_full


@transaction.atomic
def propose_replacement(*, person: Any, table: RoundTable, seat: int, code: str) -> Replacement:
    """``seat``: the number of whoever declined; ``code``: of an expert next in line on the list agreed to."""
    require(rules.may_replace(person, table))
    free = queries.declined(table).filter(person=seat).first()
    candidate = queries.next_in_line(table).filter(expert_code=code).first()
    if free is None or candidate is None:
        raise Refused(_("This person is not in line for a free seat any more. Read the page again."))
    _refuse_conflicts(table, candidate)
    refuse_full([candidate], table.starts_at)
    with or_else(Refused(_("Somebody is already proposed for this seat."))):
        asked = Replacement.objects.create(
            table=table, seat=free, candidate=candidate, by=person, circle=table.problem.disclosure.desk
        )
    _record(asked, "roundtables.replacement_asked", person)
    for owner in queries.owners_named(table.problem.disclosure):
        send(kind="roundtables.replacement_asked", to=owner, data={"replacement": asked.code})
    return asked


@transaction.atomic
def answer_replacement(*, person: Any, asked: Replacement, agreed: bool) -> None:
    """The owner's yes admits the expert to the thread and sends the invitation."""
    asked.table = table = queries.lock_table(asked.table)
    candidate = asked.candidate
    if table.state != TableState.FIXED:
        raise TABLE.overtaken(table, person)
    require(rules.may_answer_replacement(person, asked))
    rows = Replacement.objects.filter(pk=asked.pk, answered_at=None)
    if not rows.update(answered_at=timezone.now(), answered_by=person, agreed=agreed):
        raise Refused(_("This has already been answered."))
    if agreed:
        lock_people([candidate.person_id])
        _refuse_conflicts(table, candidate)
        refuse_full([candidate], table.starts_at)
        disclosures.name(table.problem.disclosure, role=NamedRole.EXPERT, person=candidate.person, by=person)
        Attendance.objects.create(
            table=table, circle=table.circle, person=candidate.person,
            organisation=candidate.organisation, is_expert=True,
        )  # fmt: skip
        booking.book(table, [candidate.person])
        invite_to(table, [candidate])
    _record(asked, f"roundtables.replacement_{'agreed' if agreed else 'refused'}", person)
    send(kind="roundtables.replacement_answered", to=asked.by, data={"replacement": asked.code})


def _refuse_conflicts(table: RoundTable, candidate: Candidate) -> None:
    """As the rules and ties are today, for the day of the table."""
    on = timezone.localdate(table.starts_at)
    gone = matching.out_on(table.problem, [candidate.expert_code], on)
    if candidate.expert_code in gone:
        sentence = _("%(who)s cannot sit at this table: %(reason)s Choose somebody else.")
        raise Invalid(say(sentence, who=candidate.person.name, reason=why_out(gone[candidate.expert_code])))
    if queries.busy({candidate.person_id}, table.starts_at, table.ends_at):
        raise Invalid(
            say(_("Not free at that time: %(who)s. Please choose somebody else."), who=candidate.person.name)
        )


def _record(asked: Replacement, verb: str, person: Any) -> None:
    problem = asked.table.problem
    record(
        verb=verb, actor=person, thread=problem.code, target=asked.table.code,
        circle=problem.disclosure.desk, data={"who": named(asked.candidate.person)},
    )  # fmt: skip
