"""A decision is looked at again: it stands, is looked at later, or something has changed. When its day comes, a mail tells."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Stale, invalid, require
from oneteam.base.fields import Bi
from oneteam.journal.actions import record
from oneteam.journal.outbox import send

from .. import queries, rules
from ..enums import Review
from ..models import Decision, DecisionReview


@transaction.atomic
def review_decision(
    *, person: Any, decision: Decision, outcome: str, text: Bi, seen: date | None, next_on: date | None = None
) -> DecisionReview:
    """``seen``: the review date that the person saw; of two who review at once, the second is told."""
    require(rules.may_review(person, decision))
    _check(outcome, text, next_on)
    if not Decision.objects.filter(pk=decision.pk, review_on=seen).update(review_on=next_on):
        raise Stale(_("Somebody has just reviewed this decision. Read what they wrote before you go on."))
    decision.review_on = next_on
    review = DecisionReview.objects.create(
        decision=decision, circle=decision.circle, outcome=outcome, text=text, due_on=seen, next_on=next_on,
        by=person,
    )  # fmt: skip
    record(
        verb=f"roundtables.review_{outcome}", actor=person, thread=decision.problem.code, target=decision.code,
        circle=decision.circle, data={"on": next_on.isoformat()} if next_on else {},
    )  # fmt: skip
    return review


def _check(outcome: str, text: Bi, next_on: date | None) -> None:
    if not text:
        raise invalid("text", _("Please say it in a word or two, so that others can follow it later."))
    if outcome == Review.LATER and next_on is None:
        raise invalid("next_on", _("Please give the date on which it is to be looked at again."))
    if next_on is not None and next_on <= timezone.localdate():
        raise invalid("next_on", _("Please give a date to come."))


@transaction.atomic
def tell_of_reviews() -> int:
    """The job of every morning: each review date is told once. Answers how many were."""
    told = 0
    with walls.system("decisions whose review date has come"):
        for decision in queries.reviews_to_tell():
            rows = Decision.objects.filter(pk=decision.pk, review_on=decision.review_on)
            if rows.exclude(review_told_on=decision.review_on).update(review_told_on=decision.review_on):
                _tell(decision)
                told += 1
    return told


def _tell(decision: Decision) -> None:
    """Who answers for it, and the officer who convened its table; where that one has left, the others inside."""
    officers = list(queries.officers_inside(decision.problem.disclosure))
    convened = [one for one in officers if one.pk == decision.table.by_id]
    for one in {decision.responsible, *(convened or officers)}:
        send(kind="roundtables.review_due", to=one, data={"decision": decision.code})
