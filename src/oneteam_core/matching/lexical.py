"""The lexical encoder: how many telling words two texts share. No model, no download, both languages."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping

from oneteam_core.matching.encoder import Passages
from oneteam_core.matching.text import terms

SparseVector = Mapping[str, float]


class LexicalEncoder:
    """TF-IDF cosine over the terms of :mod:`oneteam_core.matching.text`.

    A term counts ``1 + ln(n)`` for ``n`` weighted occurrences (a long abstract must not win by
    repeating itself), times the square root of its inverse document frequency in the works the
    encoder was fitted on: each side carries the root, so the product carries rarity once. Vectors have
    length 1, nearness is their dot product, 0..1.

    The encoder is immutable. ``fit`` gives one that knows which terms are common; ``version`` names
    the statistics, so the same version gives the same scores for the same texts, whoever else is there.

    Source: G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", Information
    Processing & Management 24(5), 1988 (logarithmic term frequency, inverse document frequency, cosine).

    >>> encoder = LexicalEncoder.fit(["speech recognition", "fault detection", "image recognition"])
    >>> speech, image = encoder.encode([("speech models", 1)]), encoder.encode([("image recognition", 1)])
    >>> round(encoder.nearness(speech, encoder.encode([("recognition of speech", 1)])), 3)
    0.463
    >>> encoder.nearness(speech, image)
    0.0
    """

    name = "lexical"
    crosses_languages = False

    def __init__(self, documents: int = 0, frequencies: Mapping[str, int] | None = None) -> None:
        self._documents = documents
        self._frequencies = dict(frequencies or {})
        self.version = f"1+{self._statistics_name()}"

    @classmethod
    def fit(cls, texts: Iterable[str]) -> LexicalEncoder:
        """Count in how many texts each term stands.

        Parameters: texts of the works, any languages mixed, one string a work and language.
        Complexity: linear in the length of the texts.
        """
        frequencies: Counter[str] = Counter()
        documents = 0
        for text in texts:
            found = set(terms(text))
            frequencies.update(found)
            documents += bool(found)
        return cls(documents, frequencies)

    def encode(self, passages: Passages) -> SparseVector | None:
        """Term weights of length 1, or ``None`` where no passage holds a term.

        Complexity: linear in the length of the passages.
        """
        counts: dict[str, float] = {}
        for text, weight in passages:
            for term in terms(text):
                counts[term] = counts.get(term, 0.0) + weight
        weights = {term: self._weight(term, count) for term, count in counts.items() if count > 0}
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
        return {term: weights[term] / length for term in sorted(weights)} if length > 0 else None

    def nearness(self, one: SparseVector, other: SparseVector) -> float:
        """Cosine of two encoded texts, 0..1. Complexity: linear in the smaller of the two."""
        small, large = (one, other) if len(one) <= len(other) else (other, one)
        return min(1.0, math.fsum(weight * large[term] for term, weight in small.items() if term in large))

    def _weight(self, term: str, count: float) -> float:
        frequency = (1 + math.log(count)) if count >= 1 else count
        rarity = math.log(1 + (self._documents + 1) / (self._frequencies.get(term, 0) + 0.5))
        return frequency * math.sqrt(rarity)

    def _statistics_name(self) -> str:
        if not self._documents:
            return "0"
        lines = "\n".join(f"{term} {self._frequencies[term]}" for term in sorted(self._frequencies))
        return hashlib.sha256(f"{self._documents}\n{lines}".encode()).hexdigest()[:12]
