"""Refuse input that cannot be used, saying where it is and what to do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime

from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.model import KINDS, Candidate, ProblemText, Relations, Rules, Texts, Weights

MOST_NEEDS = 12


def check_inputs(
    *, problem: ProblemText, candidates: Sequence[Candidate], relations: Relations, rules: Rules, on: date
) -> None:
    """Raise ``MatchingError`` for the first thing that is wrong; return nothing when all is well.

    Complexity: linear in the size of the input.

    >>> problem = ProblemText(id="P", owners=("red",), area="radio", parts={})
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
    if not isinstance(on, date) or isinstance(on, datetime):
        raise MatchingError("on", f"is {on!r}; it must be a date without a time")
    _once("candidates", [candidate.id for candidate in candidates], "give each person one entry")
    for at, candidate in enumerate(candidates):
        _check_candidate(f"candidates[{at}]", candidate)
    _check_relations(relations)
    _check_rules(rules, {candidate.id for candidate in candidates})


def check_problem(problem: ProblemText) -> None:
    """Raise ``MatchingError`` for the first thing that is wrong with a problem."""
    _named("problem.id", problem.id)
    _named("problem.area", problem.area)
    if not problem.owners:
        raise MatchingError("problem.owners", "is empty; name the organisation whose problem it is")
    for name in sorted(problem.parts):
        _check_texts(f"problem.parts[{name}]", problem.parts[name])
    _once("problem.needs", [need.skill for need in problem.needs], "name each skill once", "skill")
    for at, need in enumerate(problem.needs):
        _named(f"problem.needs[{at}].skill", need.skill)
        if not (_is_number(need.weight) and need.weight > 0):
            raise MatchingError(
                f"problem.needs[{at}].weight", f"is {need.weight}; it must be a number above 0"
            )
    if len(problem.needs) > MOST_NEEDS:
        raise MatchingError(
            "problem.needs", f"names {len(problem.needs)} skills; keep the {MOST_NEEDS} that matter"
        )


def _check_candidate(where: str, candidate: Candidate) -> None:
    _named(f"{where}.id", candidate.id)
    if not candidate.orgs:
        raise MatchingError(f"{where}.orgs", "is empty; name at least one organisation")
    if candidate.kind not in KINDS:
        raise MatchingError(f"{where}.kind", f"is {candidate.kind!r}; it must be one of {', '.join(KINDS)}")
    if candidate.laboratory is not None:
        _named(f"{where}.laboratory", candidate.laboratory)
    if candidate.quota_left is not None and (not _is_whole(candidate.quota_left) or candidate.quota_left < 0):
        raise MatchingError(
            f"{where}.quota_left", f"is {candidate.quota_left}; it must be 0 or more, or None"
        )
    _once(f"{where}.works", [work.id for work in candidate.works], "give each work one entry")
    for at, work in enumerate(candidate.works):
        if not (_are_texts(work.title) and _are_texts(work.abstract)):
            _check_texts(f"{where}.works[{at}].title", work.title)
            _check_texts(f"{where}.works[{at}].abstract", work.abstract)
    for at, engagement in enumerate(candidate.engagements):
        _named(f"{where}.engagements[{at}].org", engagement.org)
        _check_period(f"{where}.engagements[{at}]", engagement.since, engagement.until)


def _check_relations(relations: Relations) -> None:
    for at, rivalry in enumerate(relations.rivalries):
        where = f"relations.rivalries[{at}]"
        if rivalry.a == rivalry.b:
            raise MatchingError(where, f"{rivalry.a!r} cannot compete with itself; name two organisations")
        if not rivalry.areas:
            raise MatchingError(f"{where}.areas", "is empty; name the business areas, or '*' for all")
        _check_period(where, rivalry.since, rivalry.until)
    for at, waiver in enumerate(relations.waivers):
        _check_period(f"relations.waivers[{at}]", waiver.since, waiver.until)
    for at, tie in enumerate(relations.laboratories):
        where = f"relations.laboratories[{at}]"
        _named(f"{where}.laboratory", tie.laboratory)
        _named(f"{where}.org", tie.org)
        _check_period(where, tie.since, tie.until)


def _check_rules(rules: Rules, people: set[str]) -> None:
    for name, least in (("size", 1), ("min_size", 0), ("max_per_org", 1), ("min_academia", 0)):
        _check_count(name, getattr(rules, name), least)
    _check_count("min_research", rules.min_research, 0)
    _check_count("min_field", rules.min_field, 0)
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
    _check_weights(rules.weights)


def _check_weights(weights: Weights) -> None:
    for field in fields(weights):
        value = getattr(weights, field.name)
        if not (_is_number(value) and 0 <= value <= 1000):
            raise MatchingError(
                f"rules.weights.{field.name}", f"is {value}; it must be a number from 0 to 1000"
            )
    if weights.topic + weights.skills + weights.field <= 0:
        raise MatchingError("rules.weights", "are all 0; at least one of topic, skills and field must count")
    if weights.unknown_topic > 1:
        raise MatchingError("rules.weights.unknown_topic", f"is {weights.unknown_topic}; it must be 0 to 1")


def _check_count(name: str, value: int, least: int) -> None:
    if not _is_whole(value) or not least <= value <= 100:
        raise MatchingError(f"rules.{name}", f"is {value}; it must be a whole number from {least} to 100")


def _are_texts(texts: Mapping[str, object]) -> bool:
    """Asked for every work of everybody before a place is put into words."""
    for text in texts.values():  # noqa: SIM110 - all() takes three times as long
        if not isinstance(text, str):
            return False
    return True


def _check_texts(where: str, texts: Texts) -> None:
    for language, text in texts.items():
        if not isinstance(text, str):
            raise MatchingError(f"{where}.{language}", f"is {type(text).__name__}; it must be text")


def _check_period(where: str, since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        raise MatchingError(f"{where}.until", f"{until} lies before the start {since}")


def _named(where: str, value: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise MatchingError(where, "is empty; give it a name")


def _once(where: str, values: Sequence[str], advice: str, field: str = "id") -> None:
    if len(set(values)) == len(values):
        return
    seen: set[str] = set()
    for at, value in enumerate(values):
        if value in seen:
            place = f"{where}[{at}]" + (f".{field}" if field else "")
            raise MatchingError(place, f"{value!r} stands here twice; {advice}")
        seen.add(value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
