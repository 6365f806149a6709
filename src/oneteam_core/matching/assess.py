"""One person for one problem: the four reasons and one score."""

from __future__ import annotations

import math
from collections.abc import Mapping, MutableMapping, Sequence
from datetime import date
from typing import Any

from oneteam_core.matching.affinity import AffinityScorer
from oneteam_core.matching.check import check_inputs
from oneteam_core.matching.conflicts import Conflicts
from oneteam_core.matching.encoder import Encoder
from oneteam_core.matching.encoders.choice import Choice, choose_encoder
from oneteam_core.matching.fingerprint import contents_of
from oneteam_core.matching.lexical import LexicalEncoder
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


def rank(
    *,
    problem: ProblemText,
    candidates: Sequence[Candidate],
    relations: Relations,
    on: date,
    weights: Weights | None = None,
    encoder: Encoder[Any] | None = None,
    vectors: MutableMapping[str, Any] | None = None,
) -> tuple[Assessment, ...]:
    """Assess everybody for one problem, best score first; nobody is left out, conflicts are shown.

    The score is ``topic * sqrt(affinity) + skills * share of needs + field * field experience`` over
    the sum of the weights. The root spreads the low cosines that short texts have over 0..1 without
    changing their order. Equal scores are ordered by content, then by identifier.

    Without ``encoder`` the default one is taken (:func:`default_encoder`), its lexical part fitted on the
    works of ``candidates``; pass one that was fitted before to have scores that do not depend on who else
    is there. ``vectors`` caches encoded works.
    Raises ``MatchingError`` on bad input. Complexity: linear in the length of all works.

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
    scorer = AffinityScorer(problem, encoder or default_encoder(candidates).encoder, vectors)
    return ranked(problem, candidates, relations, on, weights, scorer, contents_of(candidates))


def ranked(
    problem: ProblemText,
    candidates: Sequence[Candidate],
    relations: Relations,
    on: date,
    weights: Weights,
    scorer: AffinityScorer,
    contents: Mapping[str, str],
) -> tuple[Assessment, ...]:
    """:func:`rank` of checked input, with what is known of each person already digested."""
    conflicts = Conflicts(problem=problem, relations=relations, on=on, candidates=candidates)
    affinities = scorer.affinities([(candidate.works, candidate.field) for candidate in candidates])
    found = [
        _assess(problem, candidate, affinity, conflicts, weights)
        for candidate, affinity in zip(candidates, affinities, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, contents[one.person], one.person)))


def default_encoder(candidates: Sequence[Candidate]) -> Choice:
    """The one configuration for everything: multilingual, blended with words fitted on these people."""
    return choose_encoder(lexical=fitted(candidates))


def fitted(candidates: Sequence[Candidate]) -> LexicalEncoder:
    """A lexical encoder that knows which terms are common in these people's works.

    Complexity: linear in the length of all works.
    """
    return LexicalEncoder.fit(
        " ".join((work.title.get(language, ""), work.abstract.get(language, "")))
        for candidate in candidates
        for work in candidate.works
        for language in sorted({*work.title, *work.abstract})
    )


def _assess(
    problem: ProblemText,
    candidate: Candidate,
    affinity: Affinity,
    conflicts: Conflicts,
    weights: Weights,
) -> Assessment:
    topic = _topic(problem, candidate, affinity)
    field = _field(problem, candidate)
    return Assessment(
        person=candidate.id,
        score=_score(topic, field, weights),
        reasons=Reasons(
            topic=topic,
            field=field,
            schedule=ScheduleReason(quota_left=candidate.quota_left, free=candidate.free),
            conflicts=ConflictReason(conflicts=conflicts.of(candidate)),
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


def _topic(problem: ProblemText, candidate: Candidate, affinity: Affinity) -> TopicReason:
    """Needed skills the person has, and their share of all needs by weight, 0..1."""
    needed = [need for need in problem.needs if need.skill in candidate.skills]
    total = math.fsum(need.weight for need in problem.needs)
    share = math.fsum(need.weight for need in needed) / total if total else 0.0
    return TopicReason(affinity=affinity, skills=tuple(need.skill for need in needed), skill_share=share)


def _field(problem: ProblemText, candidate: Candidate) -> FieldReason:
    same = tuple(record for record in candidate.field if record.area == problem.area)
    other = tuple(record for record in candidate.field if record.area != problem.area)
    score = 1.0 if same else OTHER_AREA if other else 0.0
    return FieldReason(score=score, same_area=same, other_area=other, industry=candidate.kind == "industry")
