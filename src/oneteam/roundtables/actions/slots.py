"""Before a date is fixed, the panel and the owner's people are asked at which of some times they can come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, invalid, require
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.problems.enums import State
from oneteam.problems.models import Problem
from oneteam.walls.actions import person_circle

from .. import queries, rules
from ..models import DateAnswer, DateLetter, DateQuestion

MOST_TIMES = 8


@transaction.atomic
def ask_dates(*, person: Any, problem: Problem, starts: Sequence[datetime], minutes: int) -> DateQuestion:
    """A new question takes the place of the one before; what was answered to that one stays with it."""
    require(rules.may_convene(person, problem) and problem.state == State.AGREED)
    times = sorted({one for one in starts if one > timezone.now()})
    if not times:
        raise invalid("starts", _("Please choose at least one time that is still to come."))
    if len(times) > MOST_TIMES:
        raise invalid("starts", _("Please choose at most eight times."))
    run = queries.approved_run(problem)
    if run is None:
        raise Refused(_("The owner has not agreed to a panel yet. Send the list to the owner first."))
    question = DateQuestion.objects.create(
        problem=problem, circle=problem.disclosure.desk, minutes=minutes, by=person,
        starts=[one.isoformat() for one in times],
    )  # fmt: skip
    experts = {one.person for one in queries.panel(run)}
    owners = set(queries.owners_named(problem.disclosure)) - experts
    for one in sorted(experts | owners, key=lambda one: one.pk):
        _ask(question, one, one in experts)
    record(
        verb="roundtables.dates_asked", actor=person, thread=problem.code, target=question.code,
        circle=problem.disclosure.desk, data={"times": len(times)},
    )  # fmt: skip
    return question


def _ask(question: DateQuestion, person: Any, is_expert: bool) -> None:
    answer = DateAnswer.objects.create(
        question=question, circle=question.circle, person=person, is_expert=is_expert
    )
    with walls.system("what somebody is asked about times stands in their own circle"):
        letter = DateLetter.objects.create(
            answer=answer, person=person, circle=person_circle(person.pk), thread=question.problem.code,
            starts=question.starts, minutes=question.minutes,
        )  # fmt: skip
        send(kind="roundtables.dates_asked", to=person, data={"letter": letter.pk})


@transaction.atomic
def answer_dates(*, token: str, starts: Sequence[str]) -> None:
    """By the link of the mail; as often as one likes until a date is fixed. None of them is an answer, too."""
    letter = queries.letter_by_link(token)
    if letter is None:
        raise Refused(
            _("This link is not complete. Please open it from the mail again, or call the secretariat.")
        )
    if set(starts) - set(letter.starts):
        raise invalid("starts", _("Please choose among the times that are asked about."))
    with walls.acting_as(letter.person):
        planned = queries.problem(letter.thread).filter(state=State.AGREED).exists()
    if not planned or not queries.is_last(letter):
        raise Refused(_("A date has been fixed, or other times are asked about by now. Thank you."))
    chosen = [one for one in letter.starts if one in starts]
    with walls.system("an answer about times reaches the owner's desk"):
        DateLetter.objects.filter(pk=letter.pk).update(chosen=chosen)
        DateAnswer.objects.filter(pk=letter.answer_id).update(starts=chosen)
