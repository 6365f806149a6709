"""An expert told of a conflict: the match is run again with it, beside the list agreed to, which stays as it is."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from oneteam import walls
from oneteam.base.errors import OneTeamError
from oneteam.journal.actions import record
from oneteam.journal.outbox import send

from .. import matching, queries
from ..matching import Parameters
from ..models import MatchRun
from .runs import question, store_run

log = logging.getLogger("oneteam.roundtables")

MATCH_BESIDE = "roundtables.match_beside"


def ask_for_match_beside(run: MatchRun) -> None:
    """In the worker: whoever tells of a conflict does not wait for it."""
    app.configure_task(MATCH_BESIDE).defer(run_id=run.pk)


def match_beside(number: int) -> None:
    """The job, under the keys of an officer who is inside the secretariat's own notes on the problem."""
    with walls.system("a list of which somebody told of a conflict"):
        old = queries.runs().filter(pk=number).first()
        officer = _officer(old) if old is not None else None
    if old is None or officer is None:
        return
    try:
        _match(officer, old)
    except OneTeamError:
        log.warning("match beside refused", extra={"run": old.code})
        _tell(officer, old, "")


def _tell(officer: Any, old: MatchRun, beside: str) -> None:
    send(kind="roundtables.matched_beside", to=officer, data={"run": old.code, "beside": beside})


def _officer(run: MatchRun) -> Any:
    """Whoever made the list, or else the first of those who may."""
    disclosure = run.problem.disclosure
    officers = list(queries.inside(disclosure.private, queries.officers_inside(disclosure)))
    return next((one for one in officers if one.pk == run.by_id), next(iter(officers), None))


def _match(officer: Any, old: MatchRun) -> None:
    """The list and the letter about it are kept together, or neither is."""
    with walls.acting_as(officer):
        asked = question(officer, old.problem, _parameters(old))
    proposal = matching.propose(asked)
    with walls.acting_as(officer), transaction.atomic():
        run = store_run(officer, old.problem, proposal, beside=old)
        record(
            verb="roundtables.matched_beside", actor=None, thread=old.problem.code, target=run.code,
            circle=old.problem.disclosure.private,
        )  # fmt: skip
        _tell(officer, old, run.code)


def _parameters(old: MatchRun) -> Parameters:
    """As they were, but that nobody is fixed who cannot sit there any more."""
    before = Parameters.of(old.parameters)
    gone = matching.out_on(old.problem, before.pinned, timezone.localdate())
    return replace(before, pinned=tuple(code for code in before.pinned if code not in gone))
