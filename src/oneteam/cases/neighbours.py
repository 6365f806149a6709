"""The glue to the matching core: what of the ledger and of earlier problems is near to a problem that is being written.

Only what its writer may see is compared, and only that decides which words are rare.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oneteam.base.fields import Bi
from oneteam.base.later import Later
from oneteam.problems.models import Problem

from . import queries
from .models import LedgerEntry

if TYPE_CHECKING:
    from oneteam_core import matching as core
    from oneteam_core.matching import text as reading
else:
    core = Later("oneteam_core.matching")
    reading = Later("oneteam_core.matching.text")

MOST, NEAR, WORDS = 5, 0.12, 6
A_SKILL = 0.05  # what a method in common adds
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Said:
    """What is being written: the text in each language, and the methods ticked."""

    texts: Bi
    skills: frozenset[str]


@dataclass(frozen=True)
class Neighbour:
    """``of``: the entry or the problem; ``words`` and ``skills``: why it is shown."""

    of: LedgerEntry | Problem
    words: list[str]
    skills: list[str]
    score: float

    @property
    def entry(self) -> LedgerEntry | None:
        return self.of if isinstance(self.of, LedgerEntry) else None


@dataclass(frozen=True)
class _Other:
    of: Any
    texts: Bi
    skills: frozenset[str]


def near(problem: Problem, said: Said) -> list[Neighbour]:
    """The nearest first. An entry stands for its problem, where both are seen."""
    entries, problems = queries.neighbours_among(problem)
    told = {entry.problem_id for entry in entries}
    others = [_of_entry(entry) for entry in entries]
    others += [_of_problem(one) for one in problems if one.pk not in told]
    if not others or not said.texts:
        return []
    found = [one for one in _compared(said, others) if one.words or one.skills]
    return _with_labels(sorted(found, key=lambda one: -one.score)[:MOST])


def _of_entry(entry: LedgerEntry) -> _Other:
    """Who does not see its problem knows nothing of its teaser and its methods."""
    problem = entry.problem
    teaser, skills = (problem.teaser, entry.skills) if problem is not None else (Bi(), ())
    return _Other(entry, _joined((entry.title, teaser, entry.change)), frozenset(skills))


def _of_problem(problem: Problem) -> _Other:
    return _Other(problem, _joined((problem.title, problem.teaser)), frozenset(problem.skills))


def _joined(texts: Iterable[Bi]) -> Bi:
    some = list(texts)
    return Bi(*("\n".join(getattr(one, language) for one in some).strip() for language in LANGUAGES))


def _compared(said: Said, others: list[_Other]) -> Iterable[Neighbour]:
    """Each language with the same language; the glossary translates what was written in one alone."""
    encoder = core.LexicalEncoder.fit(getattr(one.texts, name) for one in others for name in LANGUAGES)
    written = {name: text for name in LANGUAGES if (text := getattr(said.texts, name))}
    faced = {name: encoder.facing(written, name).get(name, "") for name in LANGUAGES}
    scores = {name: _scores(encoder, faced[name], name, others) for name in LANGUAGES}
    for at, other in enumerate(others):
        nearest = max(LANGUAGES, key=lambda name: scores[name][at])
        skills = sorted(said.skills & other.skills)
        score = scores[nearest][at] + A_SKILL * len(skills)
        if score >= NEAR:
            words = _shared(faced[nearest], getattr(other.texts, nearest))
            yield Neighbour(other.of, words, skills, score)


def _scores(encoder: core.LexicalEncoder, text: str, language: str, others: list[_Other]) -> list[float]:
    (wanted,) = encoder.encode([text])
    vectors = encoder.encode([getattr(one.texts, language) for one in others])
    scores: list[float] = encoder.nearness(
        wanted or {}, encoder.stack([one or {} for one in vectors])
    ).tolist()
    return scores


def _shared(one: str, other: str) -> list[str]:
    """The words of the other text of which all terms stand in the first, each once."""
    terms = set(reading.terms(one))
    shared = (word.base for word in reading.words(other) if terms.issuperset(word.terms))
    return list(dict.fromkeys(shared))[:WORDS]


def _with_labels(best: list[Neighbour]) -> list[Neighbour]:
    labels = queries.skill_labels([skill for one in best for skill in one.skills])
    return [
        Neighbour(one.of, one.words, [labels.get(skill, skill) for skill in one.skills], one.score)
        for one in best
    ]
