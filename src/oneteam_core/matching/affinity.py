"""How near a person's works are to a problem."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic

from oneteam_core.matching.encoder import Encoder, Vector, title_of
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.evidence import ProblemWords
from oneteam_core.matching.model import ProblemText, Texts, Work
from oneteam_core.matching.result import Affinity, WorkEvidence

TOP_WORKS = 3
ALL_LANGUAGES = "*"


class AffinityScorer(Generic[Vector]):
    """Compares one problem with many people's works.

    Each language of a work is compared with the same language of the problem, and the mean of the
    languages that both have is the work's score: two readings of one content err less than one.
    ``vectors`` may be any mapping that is kept between calls; works are then encoded once per content.
    """

    def __init__(
        self, problem: ProblemText, encoder: Encoder[Vector], vectors: dict[str, Vector | None] | None = None
    ) -> None:
        self._encoder = encoder
        self._title = title_of(encoder)
        self._vectors = vectors if vectors is not None else {}
        texts = _by_language(problem.parts.values())
        self._problem = {
            language: encoder.encode([(text, 1.0) for text in found])
            for language, found in self._grouped(texts)
        }
        self._words = {language: ProblemWords(found) for language, found in texts.items()}

    def affinity(self, works: Sequence[Work]) -> Affinity:
        """Mean of the three nearest works, 0..1; ``None`` where no work can be compared.

        Returns an ``Affinity`` with the works that counted and the words that met. Raises
        ``MatchingError`` where the encoder returns a score that is no number between 0 and 1.
        Complexity: linear in the number and length of the works.
        """
        scored = [(score, work) for work in works if (score := self._score(work)) is not None]
        if not scored:
            return Affinity(value=None, works=(), encoder=self._title)
        best = sorted(scored, key=lambda pair: (-pair[0], pair[1].id))[:TOP_WORKS]
        value = round(math.fsum(score for score, _ in best) / len(best), 6)
        counted = tuple(self._evidence(score, work) for score, work in best if score > 0)
        return Affinity(value=value, works=counted, encoder=self._title)

    def _score(self, work: Work) -> float | None:
        found: list[float] = []
        for language, texts in self._grouped(_by_language([work.title, work.abstract])):
            problem, vector = self._problem.get(language), self._vector(texts)
            if problem is not None and vector is not None:
                found.append(self._checked(self._encoder.nearness(problem, vector), work))
        return round(math.fsum(found) / len(found), 6) if found else None

    def _vector(self, texts: Sequence[str]) -> Vector | None:
        key = f"{self._title}\n" + "\n".join(texts)
        if key not in self._vectors:
            self._vectors[key] = self._encoder.encode([(text, 1.0) for text in texts])
        return self._vectors[key]

    def _checked(self, score: float, work: Work) -> float:
        if not (math.isfinite(score) and -1e-6 <= score <= 1 + 1e-6):
            raise MatchingError(
                f"works[{work.id}]", f"the encoder {self._title} gave {score}; it must be 0 to 1"
            )
        return min(1.0, max(0.0, score))

    def _grouped(self, texts: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
        if self._encoder.crosses_languages:
            return [(ALL_LANGUAGES, [text for language in sorted(texts) for text in texts[language]])]
        return sorted(texts.items())

    def _evidence(self, score: float, work: Work) -> WorkEvidence:
        texts = _by_language([work.title, work.abstract])
        shared = tuple(sorted(set(texts) & set(self._words)))
        met = [
            term
            for language in shared
            for text in texts[language]
            for term in self._words[language].met_by(text)
        ]
        return WorkEvidence(work=work.id, score=score, languages=shared, terms=tuple(dict.fromkeys(met)))


def _by_language(parts: Iterable[Texts]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for texts in parts:
        for language, text in texts.items():
            if text.strip():
                found.setdefault(language, []).append(text)
    return found
