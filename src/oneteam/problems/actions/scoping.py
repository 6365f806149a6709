"""The secretariat's review."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Stage
from oneteam.base.errors import invalid, require
from oneteam.base.fields import Bi, both

from .. import ending, queries, rules
from ..enums import Ending, Recommendation, Route
from ..models import Problem, Scoping, ScopingNote
from ._common import advance, in_time, tell_contact

OUTCOMES = {
    Recommendation.ACCEPT: "accept",
    Recommendation.RETURN: "return",
    Recommendation.REROUTE: "reroute",
    Recommendation.DECLINE: "decline",
}


@transaction.atomic
def begin_scoping(*, person: Any, problem: Problem) -> Scoping:
    require(rules.may_review(person, problem))
    in_time(problem, "begin_scoping", person)
    advance(problem=problem, transition="begin_scoping", by=person)
    return Scoping.objects.create(
        problem=problem, circle=problem.disclosure.desk, scoper=person, begun_at=timezone.now()
    )


@transaction.atomic
def finish_scoping(
    *, person: Any, problem: Problem, recommendation: str, note: Bi, private_note: str = "", route: str = "",
    why: str = "", change: Bi | None = None,
) -> None:  # fmt: skip
    """Accept, return, reroute or decline, with a note to the owner and one that the owner never sees.

    ``route``: where to, for a problem that is rerouted; ``why`` and ``change``: the lesson of one that is declined.
    """
    require(rules.may_review(person, problem))
    transition = OUTCOMES[Recommendation(recommendation)]
    in_time(problem, transition, person)
    if not note:
        raise invalid("note", _("Please write a note to the owner."))
    rerouted = recommendation == Recommendation.REROUTE
    if rerouted and not route:
        raise invalid("route", _("Please choose where the problem goes instead."))
    declined = recommendation == Recommendation.DECLINE
    lesson = ending.lesson_of(why, change) if declined else None
    data = {"to": both(Route(route).label).as_dict()} if rerouted else {}
    advance(problem=problem, transition=transition, by=person, data=data)
    scoping = queries.open_scoping(problem)
    if scoping is not None:
        scoping.recommendation, scoping.note, scoping.finished_at = recommendation, note, timezone.now()
        scoping.route = route if rerouted else ""
        scoping.save()
        if private_note:
            _private_note(problem, scoping, private_note)
    if not _stays_open(problem, recommendation):
        stage = Stage.OPEN if recommendation == Recommendation.ACCEPT else Stage.REVIEW
        disclosures.change(problem.disclosure, stage=stage)
    if lesson is not None:
        shown = problem.disclosure
        ending.keep(ending.Ended(Ending.DECLINED, shown, problem.title, lesson, person, problem))
    tell_contact(problem, "problems.scoped")


def _stays_open(problem: Problem, recommendation: str) -> bool:
    """What others have read goes back with questions as open as it was: it is not its owner's alone any more."""
    return recommendation == Recommendation.RETURN and problem.disclosure.stage == Stage.OPEN


def _private_note(problem: Problem, scoping: Scoping, text: str) -> None:
    with walls.system("a note that its writer may be barred from reading again"):
        ScopingNote.objects.create(scoping=scoping, circle=problem.disclosure.private, text=text)
