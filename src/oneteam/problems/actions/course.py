"""Leaving the way, pausing on it, and its end."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Stage
from oneteam.base.errors import Invalid, require
from oneteam.base.fields import Bi

from .. import ending, rules
from ..enums import Ending
from ..leaving import end_what_waits
from ..models import Problem
from ._common import advance, in_time, lock, tell_contact, tell_officers


@transaction.atomic
def withdraw(
    *, person: Any, problem: Problem, reason: str = "", why: str = "", change: Bi | None = None
) -> None:
    """What others saw goes with a lesson; a draft that nobody else saw without one."""
    require(rules.may_speak(person, problem))
    lock(problem)  # a table may be convened at this very moment
    in_time(problem, "withdraw", person)
    end_what_waits(problem, person, reason.strip())
    lesson = None if rules.is_unseen(problem) else ending.lesson_of(why, change)
    advance(problem=problem, transition="withdraw", by=person, data=_because(reason))
    if lesson is None:
        return
    disclosures.change(problem.disclosure, stage=Stage.REVIEW)
    ending.keep(ending.Ended(Ending.WITHDRAWN, problem.disclosure, problem.title, lesson, person, problem))
    tell_officers(problem, "problems.moved", but=person)


@transaction.atomic
def hold(*, person: Any, problem: Problem, reason: str = "") -> None:
    require(rules.may_review(person, problem))
    lock(problem)
    in_time(problem, "hold", person)
    because = _needs(reason)
    end_what_waits(problem, person, because["reason"])
    advance(problem=problem, transition="hold", by=person, held_from=problem.state, data=because)
    tell_contact(problem, "problems.moved", but=person)


@transaction.atomic
def resume(*, person: Any, problem: Problem, reason: str = "") -> None:
    """Back to the state that the problem was held in."""
    require(rules.may_review(person, problem))
    lock(problem)  # the project above may have gone on meanwhile
    in_time(problem, "resume", person)
    advance(problem=problem, transition="resume", by=person, to=problem.held_from, held_from="")
    tell_contact(problem, "problems.moved", but=person)


@transaction.atomic
def close(*, person: Any, problem: Problem, reason: str = "") -> None:
    require(rules.may_review(person, problem))
    in_time(problem, "close", person)
    advance(problem=problem, transition="close", by=person, data=_needs(reason))
    tell_contact(problem, "problems.moved", but=person)


def _needs(reason: str) -> dict[str, str]:
    if not reason.strip():
        sentence = _("Please write the reason; the owner and the secretariat read it.")
        raise Invalid(sentence, {"reason": sentence})
    return _because(reason)


def _because(reason: str) -> dict[str, str]:
    return {"reason": reason.strip() or "–"}
