"""A conflict that the owner may waive: asked by the secretariat, answered by the owner."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.alliance.actions import waive
from oneteam.base.errors import Refused, Stale, invalid, require
from oneteam.base.races import or_else
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.journal.verbs import named

from .. import queries, rules
from ..models import MatchRun, WaiverRequest


@transaction.atomic
def ask_waiver(*, person: Any, run: MatchRun, code: str, why: str = "") -> WaiverRequest:
    """Ask for somebody whom nothing but a conflict keeps off the list. The owner learns that there is a tie."""
    problem = run.problem
    require(rules.may_match(person, problem) and problem.state in rules.IN_MATCHING)
    candidate = queries.candidates(run).filter(expert_code=code).first()
    if candidate is None or not queries.waivable(candidate):
        raise Refused(_("Nothing keeps this person off the list that the owner could waive."))
    with or_else(Refused(_("The owner has been asked for this waiver already and has not answered yet."))):
        request = WaiverRequest.objects.create(
            problem=problem, circle=problem.disclosure.desk, person=candidate.person,
            organisation=candidate.organisation, why=why.strip(), by=person,
        )  # fmt: skip
    _record(request, "roundtables.waiver_asked", person)
    for owner in queries.owners_named(problem.disclosure):
        send(kind="roundtables.waiver_asked", to=owner, data={"waiver": request.code})
    return request


@transaction.atomic
def answer_waiver(*, person: Any, request: WaiverRequest, agreed: bool, until: date | None = None) -> None:
    """The owner's word. A yes is a waiver like one on paper, and counts from the next match on."""
    require(rules.may_answer_waiver(person, request))
    if agreed and until is None:
        raise invalid("until", _("Please say until which day the waiver holds."))
    if agreed and until is not None and until < timezone.localdate():
        raise invalid("until", _("Please give today or a date to come."))
    rows = WaiverRequest.objects.filter(pk=request.pk, answered_at=None)
    kept = {"agreed": agreed, "until": until if agreed else None}
    if not rows.update(answered_by=person, answered_at=timezone.now(), **kept):
        raise Stale(_("Somebody has answered this request already. Read the page again."))
    if agreed and until is not None:
        waive(person=person, disclosure=request.problem.disclosure, holder=request.person, ends_on=until)
        _record(request, "roundtables.waiver_given", person, until=until.isoformat())
    else:
        _record(request, "roundtables.waiver_refused", person)
    send(kind="roundtables.waiver_answered", to=request.by, data={"waiver": request.code})


def _record(request: WaiverRequest, verb: str, person: Any, **data: Any) -> None:
    problem = request.problem
    record(
        verb=verb, actor=person, thread=problem.code, target=request.code, circle=problem.disclosure.desk,
        data={"who": named(request.person), **data},
    )  # fmt: skip
