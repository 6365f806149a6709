"""Refuse input that cannot be used, saying where it is and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oneteam_core.looks import shown
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.model import (
    Candidate,
    Engagement,
    LaboratoryTie,
    ProblemText,
    Relations,
    Rivalry,
    Rules,
    Waiver,
)
from oneteam_core.matching.shape import all_of, check_shape, day_if_any, refuse

MOST_NEEDS = 12


def check_inputs(
    *, problem: ProblemText, candidates: Sequence[Candidate], relations: Relations, rules: Rules, on: date
) -> None:
    """Raise ``MatchingError`` for the first thing that is wrong; return nothing when all is well.

    Complexity: linear in the size of the input.

    >>> problem = ProblemText(id="P", owners=("red",), area="radio")
    >>> twice = [Candidate(id="x", orgs=("u",), kind="academia")] * 2
    >>> check_inputs(  # doctest: +ELLIPSIS
    ...     problem=problem, candidates=twice, relations=Relations(), rules=Rules(), on=date(2026, 11, 23)
    ... )
    Traceback (most recent call last):
    oneteam_core.matching.errors.MatchingError: candidates[1].id: 'x' stands here twice; ...
    """
    check_problem(problem)
    check_world(candidates=candidates, relations=relations, rules=rules, on=on)


def check_world(*, candidates: Sequence[Candidate], relations: Relations, rules: Rules, on: date) -> None:
    """:func:`check_inputs` of everything but the problem."""
    if on is None or day_if_any(on):
        raise MatchingError("on", f"is {shown(on)}; it must be a date without a time")
    refuse("candidates", all_of(Candidate)(candidates))
    check_shape("relations", Relations, relations)
    check_shape("rules", Rules, rules)
    _once("candidates", [candidate.id for candidate in candidates], "give each person one entry")
    for at, candidate in enumerate(candidates):
        _check_candidate(f"candidates[{at}]", candidate)
    _check_relations(relations)
    _check_rules(rules, {candidate.id for candidate in candidates})


def check_problem(problem: ProblemText) -> None:
    """Raise ``MatchingError`` for the first thing that is wrong with a problem."""
    check_shape("problem", ProblemText, problem)
    if not problem.owners:
        raise MatchingError("problem.owners", "is empty; name the organisation whose problem it is")
    _once("problem.needs", [need.skill for need in problem.needs], "name each skill once", "skill")
    if len(problem.needs) > MOST_NEEDS:
        raise MatchingError(
            "problem.needs", f"names {len(problem.needs)} skills; keep the {MOST_NEEDS} that matter"
        )


def _check_candidate(where: str, candidate: Candidate) -> None:
    if not candidate.orgs:
        raise MatchingError(f"{where}.orgs", "is empty; name at least one organisation")
    _once(f"{where}.works", [work.id for work in candidate.works], "give each work one entry")
    for at, engagement in enumerate(candidate.engagements):
        _check_period(f"{where}.engagements[{at}]", engagement)
    for at, declared in enumerate(candidate.declared):
        if declared.problem is None and declared.org is None:
            raise MatchingError(
                f"{where}.declared[{at}]", "is about nothing; name the problem, the organisation, or both"
            )


def _check_relations(relations: Relations) -> None:
    for at, rivalry in enumerate(relations.rivalries):
        where = f"relations.rivalries[{at}]"
        if rivalry.a == rivalry.b:
            raise MatchingError(where, f"{rivalry.a!r} cannot compete with itself; name two organisations")
        if not rivalry.areas:
            raise MatchingError(f"{where}.areas", "is empty; name the business areas, or '*' for all")
        _check_period(where, rivalry)
    for at, waiver in enumerate(relations.waivers):
        _check_period(f"relations.waivers[{at}]", waiver)
    for at, tie in enumerate(relations.laboratories):
        _check_period(f"relations.laboratories[{at}]", tie)


def _check_rules(rules: Rules, people: set[str]) -> None:
    if rules.min_size > rules.size:
        raise MatchingError("rules.min_size", f"is {rules.min_size}, above size {rules.size}; lower it")
    for name in ("pinned", "excluded"):
        chosen = getattr(rules, name)
        _once(f"rules.{name}", list(chosen), "name each person once", "")
        for person in chosen:
            if person not in people:
                raise MatchingError(f"rules.{name}", f"{person!r} is not among the candidates")
    both = sorted(set(rules.pinned) & set(rules.excluded))
    if both:
        raise MatchingError("rules.excluded", f"{both[0]!r} is pinned too; take one of the two back")
    weights = rules.weights
    if weights.topic + weights.skills + weights.field <= 0:
        raise MatchingError("rules.weights", "are all 0; at least one of topic, skills and field must count")


def _check_period(where: str, thing: Engagement | LaboratoryTie | Rivalry | Waiver) -> None:
    if thing.since is not None and thing.until is not None and thing.until < thing.since:
        raise MatchingError(f"{where}.until", f"is {thing.until}, before since {thing.since}; swap them")


def _once(where: str, values: Sequence[str], advice: str, field: str = "id") -> None:
    if len(set(values)) == len(values):
        return
    seen: set[str] = set()
    for at, value in enumerate(values):
        if value in seen:
            place = f"{where}[{at}]" + (f".{field}" if field else "")
            raise MatchingError(place, f"{value!r} stands here twice; {advice}")
        seen.add(value)
