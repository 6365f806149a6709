"""One person for one problem: the four reasons and one score."""

from __future__ import annotations

import math
from collections.abc import Mapping, MutableMapping, Sequence
from datetime import date
from typing import Any

from oneteam_core.matching.check import check_inputs
from oneteam_core.matching.conflicts import Conflicts
from oneteam_core.matching.encoder import Encoder
from oneteam_core.matching.library import Library
from oneteam_core.matching.model import Candidate, ProblemText, Relations, Rules, Weights, Work
from oneteam_core.matching.result import (
    Affinity,
    Assessment,
    ConflictReason,
    FieldReason,
    Reasons,
    ScheduleReason,
    TopicReason,
)

OTHER_AREA = 0.25
NO_CONFLICT = ConflictReason(conflicts=())
NO_FIELD = {
    industry: FieldReason(score=0.0, same_area=(), other_area=(), industry=industry)
    for industry in (False, True)
}


def rank(
    *,
    problem: ProblemText,
    candidates: Sequence[Candidate],
    relations: Relations,
    on: date,
    weights: Weights | None = None,
    encoder: Encoder[Any] | None = None,
    vectors: MutableMapping[str, Any] | None = None,
    library: Library | None = None,
) -> tuple[Assessment, ...]:
    """Assess everybody for one problem, best score first; nobody is left out, conflicts are shown.

    The score is ``topic * sqrt(affinity) + skills * share of needs + field * field experience`` over
    the sum of the weights. The root spreads the low cosines that short texts have over 0..1 without
    changing their order. Equal scores are ordered by content, then by identifier.

    Without ``encoder`` the default one is taken (see
    :func:`~oneteam_core.matching.encoders.choice.default_encoder`), its lexical part fitted on the works of
    ``candidates``; pass one that was fitted before to have scores that do not depend on who else is there.
    ``vectors`` caches encoded works. ``library`` keeps everything that is read of people's works between
    calls; it brings its own encoder and vectors, and the other two are not looked at then.
    Raises ``MatchingError`` on bad input. Complexity: linear in the length of all works, or in their number with a library that has them.

    >>> problem = ProblemText(id="P", owners=("red",), area="radio", parts={"title": {"en": "noisy speech"}})
    >>> near = Work(id="w1", title={"en": "speech recognition in noise"})
    >>> far = Work(id="w2", title={"en": "crane scheduling"})
    >>> works = {"a": (far,), "b": (near,)}
    >>> people = [Candidate(id=i, orgs=("u",), kind="academia", works=works[i]) for i in works]
    >>> best = rank(problem=problem, candidates=people, relations=Relations(), on=date(2026, 11, 23))[0]
    >>> best.person, best.reasons.topic.affinity.works[0].terms
    ('b', ('speech',))
    """
    weights = weights or Weights()
    check_inputs(
        problem=problem, candidates=candidates, relations=relations, rules=Rules(weights=weights), on=on
    )
    library = library or Library(candidates, encoder=encoder, vectors=vectors)
    found = assessed(problem, candidates, relations, on, weights, library)
    return in_order(found, library.contents(candidates))


def assessed(
    problem: ProblemText,
    candidates: Sequence[Candidate],
    relations: Relations,
    on: date,
    weights: Weights,
    library: Library,
) -> list[Assessment]:
    """Checked people assessed in the order in which they are given."""
    conflicts = Conflicts(problem=problem, relations=relations, on=on, candidates=candidates)
    total = math.fsum(need.weight for need in problem.needs)
    return [
        _assess(problem, candidate, affinity, conflicts, weights, total)
        for candidate, affinity in zip(candidates, library.affinities(problem, candidates), strict=True)
    ]


def in_order(found: Sequence[Assessment], contents: Mapping[str, str]) -> tuple[Assessment, ...]:
    """Best score first; equal ones by what is known of the person, then by identifier."""
    return tuple(sorted(found, key=lambda one: (-one.score, contents[one.person], one.person)))


def _assess(
    problem: ProblemText,
    candidate: Candidate,
    affinity: Affinity,
    conflicts: Conflicts,
    weights: Weights,
    needed: float,
) -> Assessment:
    topic = _topic(problem, candidate, affinity, needed)
    field = _field(problem, candidate)
    met = conflicts.of(candidate)
    return Assessment(
        person=candidate.id,
        score=_score(topic, field, weights),
        reasons=Reasons(
            topic=topic,
            field=field,
            schedule=ScheduleReason(quota_left=candidate.quota_left, free=candidate.free),
            conflicts=ConflictReason(conflicts=met) if met else NO_CONFLICT,
        ),
        enough_known=bool(candidate.skills or candidate.field) or any(map(_has_text, candidate.works)),
    )


def _has_text(work: Work) -> bool:
    return any(text.strip() for texts in (work.title, work.abstract) for text in texts.values())


def _score(topic: TopicReason, field: FieldReason, weights: Weights) -> float:
    value = topic.affinity.value
    nearness = weights.unknown_topic if value is None else math.sqrt(value)
    total = weights.topic + weights.skills + weights.field
    mixed = weights.topic * nearness + weights.skills * topic.skill_share + weights.field * field.score
    return round(mixed / total, 6)


def _topic(problem: ProblemText, candidate: Candidate, affinity: Affinity, needed: float) -> TopicReason:
    """Needed skills the person has, and their share of all needs by weight, 0..1."""
    had = [need for need in problem.needs if need.skill in candidate.skills]
    share = math.fsum([need.weight for need in had]) / needed if had else 0.0
    return TopicReason(affinity=affinity, skills=tuple([need.skill for need in had]), skill_share=share)


def _field(problem: ProblemText, candidate: Candidate) -> FieldReason:
    if not candidate.field:
        return NO_FIELD[candidate.kind == "industry"]
    same = tuple(record for record in candidate.field if record.area == problem.area)
    other = tuple(record for record in candidate.field if record.area != problem.area)
    score = 1.0 if same else OTHER_AREA if other else 0.0
    return FieldReason(score=score, same_area=same, other_area=other, industry=candidate.kind == "industry")
