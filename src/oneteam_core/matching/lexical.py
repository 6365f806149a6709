"""The lexical encoder: how many telling words two texts share. No model, no download, both languages."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.glossary import translated
from oneteam_core.matching.text import terms

SparseVector = Mapping[str, float]
Floats = NDArray[np.float64]
Places = NDArray[np.intp]


class Postings:
    """Vectors turned about: for each term in which of them it stands, and with which weight.

    Complexity: linear in the number of weights, plus sorting.

    >>> rows, weights = Postings([{"noise": 0.6, "speech": 0.8}, {"speech": 1.0}]).of("speech")
    >>> rows.tolist(), weights.tolist()
    ([0, 1], [0.8, 1.0])
    """

    def __init__(self, vectors: Sequence[SparseVector]) -> None:
        self.count = len(vectors)
        self._terms = {term: at for at, term in enumerate(dict.fromkeys(chain.from_iterable(vectors)))}
        lengths = [len(vector) for vector in vectors]
        terms = np.fromiter(map(self._terms.__getitem__, chain.from_iterable(vectors)), np.intp)
        order = np.argsort(terms, kind="stable")
        weights = chain.from_iterable(vector.values() for vector in vectors)
        self._weights = np.fromiter(weights, np.float64)[order]
        self._rows: Places = np.repeat(np.arange(self.count), lengths)[order]
        self._starts = np.searchsorted(terms[order], np.arange(len(self._terms) + 1)).tolist()

    def of(self, term: str) -> tuple[Places, Floats]:
        at = self._terms.get(term)
        here = slice(0) if at is None else slice(self._starts[at], self._starts[at + 1])
        return self._rows[here], self._weights[here]


class LexicalEncoder:
    """TF-IDF cosine over the terms of :mod:`oneteam_core.matching.text`.

    A term counts ``1 + ln(n)`` for ``n`` occurrences (a long abstract must not win by repeating
    itself), times the square root of its inverse document frequency in the works the encoder was
    fitted on: each side carries the root, so the product carries rarity once. Vectors have length 1,
    nearness is their dot product, 0..1. Each language is compared with the same language; a work in a
    language that the problem is not written in meets the problem's terms as the glossary translates
    them, while terms without translation keep their share of the length.

    The encoder is immutable. ``fit`` gives one that knows which terms are common; ``version`` names
    the statistics, so the same version gives the same scores for the same texts, whoever else is there.
    ``stands_for`` names the encoder that could not be loaded.

    Source: G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", Information
    Processing & Management 24(5), 1988 (logarithmic term frequency, inverse document frequency, cosine).

    >>> encoder = LexicalEncoder.fit(["speech recognition", "fault detection", "image recognition"])
    >>> speech, image, both = encoder.encode(["speech models", "image recognition", "recognition of speech"])
    >>> encoder.nearness(speech, encoder.stack([image, both])).round(3).tolist()
    [0.0, 0.463]
    """

    name = "lexical"

    def __init__(
        self, documents: int = 0, frequencies: Mapping[str, int] | None = None, *, stands_for: str = ""
    ) -> None:
        self.documents = documents
        self.frequencies = dict(frequencies or {})
        self.stands_for = stands_for
        self.version = f"2+{self._statistics_name()}"

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

    def standing_for(self, other: str) -> LexicalEncoder:
        return LexicalEncoder(self.documents, self.frequencies, stands_for=other)

    def facing(self, problem: Mapping[str, str], language: str) -> Mapping[str, str]:
        """The problem in the language of the work, translated term by term where it has none in it."""
        if language in problem:
            return {language: problem[language]}
        found = (translated(problem[other], other, language) for other in sorted(problem))
        texts = [text for text in found if text]
        return {language: "\n".join(texts)} if texts else {}

    def encode(self, texts: Sequence[str], language: str = "") -> list[SparseVector | None]:
        """Term weights of length 1, or ``None`` where a text holds no term.

        Complexity: linear in the length of the texts.
        """
        return [self._encode(text) for text in texts]

    def stack(self, vectors: Sequence[SparseVector]) -> Postings:
        return Postings(vectors)

    def nearness(self, one: SparseVector, others: Postings) -> Floats:
        """Cosines, 0..1, shape (number of ``others``,). Complexity: places where a term of ``one`` stands."""
        found = np.zeros(others.count)
        for term, weight in one.items():
            rows, weights = others.of(term)
            found[rows] += weight * weights
        return np.minimum(found, 1.0)

    def to_bytes(self, vector: SparseVector) -> bytes:
        return json.dumps(vector, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, data: bytes) -> SparseVector:
        found: dict[str, float] = json.loads(data)
        return found

    def _encode(self, text: str) -> SparseVector | None:
        weights = {term: self._weight(term, count) for term, count in Counter(terms(text)).items()}
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
        return {term: weights[term] / length for term in sorted(weights)} if length > 0 else None

    def _weight(self, term: str, count: int) -> float:
        rarity = math.log(1 + (self.documents + 1) / (self.frequencies.get(term, 0) + 0.5))
        return (1 + math.log(count)) * math.sqrt(rarity)

    def _statistics_name(self) -> str:
        if not self.documents:
            return "0"
        lines = "\n".join(f"{term} {self.frequencies[term]}" for term in sorted(self.frequencies))
        return hashlib.sha256(f"{self.documents}\n{lines}".encode()).hexdigest()[:12]
