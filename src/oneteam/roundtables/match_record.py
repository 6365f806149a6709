"""What is kept of a match, and for whom: candidates with their reasons, and what is the secretariat's own business."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oneteam.base.later import Later

from .matching import Proposal
from .models import Candidate, CandidateNote, MatchRun
from .wording import TOLD, told_as

if TYPE_CHECKING:
    from oneteam_core import matching as core
else:
    core = Later("oneteam_core.matching")

MOST_EXCLUDED = 50  # as many as a reader can take in; the rest is counted


@dataclass(frozen=True)
class Row:
    """A candidate as it will be stored, and the secretariat's private note on it."""

    candidate: Candidate
    note: CandidateNote


def figures(proposal: Proposal) -> dict[str, Any]:
    """Counts without what is the secretariat's own business."""
    codes = Counter(code for one in proposal.panel.excluded for code in _told(one.codes))
    certificate = proposal.panel.certificate
    return {
        "assessed": len(proposal.facts.candidates),
        "excluded": dict(sorted(codes.items())),
        "objective": certificate.objective if certificate else None,
        "covered": list(proposal.panel.covered),
        "uncovered": list(proposal.panel.uncovered),
    }


def rows(proposal: Proposal, run: MatchRun, circle_id: int) -> list[Row]:
    """Chosen, runners-up and the first of those who cannot come, in that order."""
    panel = proposal.panel
    codes = {number: profile.code for number, profile in proposal.facts.profiles.items()}
    found = [
        _row(proposal, run, circle_id, seat, rank=rank, chosen=True, more={
            "covers": list(seat.covers), "loss": seat.without.loss_percent, "pinned": seat.pinned,
            "without": [codes[number] for number in seat.without.persons if number not in panel.persons],
        })
        for rank, seat in enumerate(panel.chosen, start=1)
    ]  # fmt: skip
    found += [
        _row(proposal, run, circle_id, other, rank=rank, more={
            "replaces": codes[other.replaces], "loss": other.loss_percent,
        })
        for rank, other in enumerate(panel.runners_up, start=len(found) + 1)
    ]  # fmt: skip
    assessed = {one.person: one for one in panel.assessments}
    told_first = sorted(panel.excluded, key=lambda one: not set(one.codes) & TOLD)
    for one in told_first[:MOST_EXCLUDED]:
        found.append(_row(proposal, run, circle_id, assessed[one.person], excluded=one.codes))
    return found


def _row(
    proposal: Proposal,
    run: MatchRun,
    circle_id: int,
    one: Any,
    *,
    rank: int | None = None,
    chosen: bool = False,
    excluded: tuple[str, ...] = (),
    more: dict[str, Any] | None = None,
) -> Row:
    profile = proposal.facts.profiles[one.person]
    candidate = Candidate(
        run=run, circle_id=circle_id, expert=profile, expert_code=profile.code, person=profile.person,
        organisation=profile.organisation, rank=rank, chosen=chosen, score=one.score,
        reasons={**reasons(proposal, one.reasons), **(more or {})},
        conflicts=_told_conflicts(one.reasons.conflicts.conflicts),
        excluded=_told(excluded),
    )  # fmt: skip
    note = CandidateNote(
        candidate=candidate, circle_id=run.problem.disclosure.private_id,
        conflicts=[core.to_json(conflict) for conflict in one.reasons.conflicts.conflicts],
        codes=[code for code in excluded if code not in TOLD],
    )  # fmt: skip
    return Row(candidate, note)


def reasons(proposal: Proposal, found: core.Reasons) -> dict[str, Any]:
    """Topic, field and schedule as codes and evidence that the owner may read."""
    met = {one.work: list(one.terms) for one in found.topic.affinity.field}
    return {
        "topic": _topic(proposal, found.topic),
        "field": {
            "score": found.field.score,
            "industry": found.field.industry,
            "same": [_evidence(proposal, record) for record in found.field.same_area],
            "other": [_evidence(proposal, record) for record in found.field.other_area],
            "near": bool(met),
            "terms": list(dict.fromkeys(term for terms in met.values() for term in terms)),
        },
        "points": _points(found, proposal.weights),
    }


def _evidence(proposal: Proposal, record: core.FieldRecord) -> dict[str, str]:
    """Of a table the problem's number alone: who may not know of it any more reads nothing of it."""
    thread = proposal.facts.threads.get(record.id)
    return {"thread": thread} if thread else dict(record.what)


def _topic(proposal: Proposal, topic: core.TopicReason) -> dict[str, Any]:
    works = proposal.facts.works
    return {
        "value": topic.affinity.value,
        "skills": list(topic.skills),
        "works": [
            {"title": dict(works[met.work].title), "year": works[met.work].year, "terms": list(met.terms)}
            for met in topic.affinity.works
        ],
    }


def _points(found: core.Reasons, weights: core.Weights) -> list[float]:
    """What topic and field add to the score, out of 100."""
    total = weights.topic + weights.skills + weights.field
    value = found.topic.affinity.value
    nearness = weights.unknown_topic if value is None else math.sqrt(value)
    topic = weights.topic * nearness + weights.skills * found.topic.skill_share
    return [round(100 * part / total, 1) for part in (topic, weights.field * found.field.score)]


def _told_conflicts(conflicts: tuple[core.Conflict, ...]) -> list[dict[str, Any]]:
    """Codes only: with whom and until when is between the expert and the secretariat."""
    found = [{"code": told_as(one.code), "hard": one.hard, "waived": one.waived} for one in conflicts]
    return [one for at, one in enumerate(found) if one not in found[:at]]


def _told(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(told_as(code) for code in codes if code in TOLD))
