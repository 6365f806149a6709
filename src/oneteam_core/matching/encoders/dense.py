"""What all encoders with vectors of numbers have in common: one fixed scale for their cosines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.errors import MatchingError

Numbers = NDArray[np.float16]
Model = Callable[[Sequence[str]], Any]
"""Texts to a matrix with one row a text."""

MOST_CHARS = 4000
"""What of a text is read: some 600 words, twice a long abstract."""

BATCH = 256
BLOCK = 1024


class DenseEncoder:
    """Cosine of a model's vectors, counted from where two texts that have nothing in common stand.

    Each model puts unrelated texts at some cosine of its own, from 0.05 to 0.7. That of the texts of
    ``reference.json`` (twenty unrelated complaints and abstracts in either language) is this model's 0; a
    cosine of 1 stays 1. Nearness is the square of what lies above. So different models can be put in each
    other's place, and nothing is fitted to the texts that are compared.

    ``languages`` are those the model knows, none named for a model that knows many.
    Vectors are kept as 16-bit floats of length 1, cosines to four places: what another processor's
    arithmetic may change is smaller than that.
    """

    def __init__(self, name: str, version: str, model: Model, languages: Sequence[str] = ()) -> None:
        self.name = name
        self.version = f"{version}+{_reference_name()}"
        self._model = model
        self._languages = languages
        self._unrelated: float | None = None

    def facing(self, problem: Mapping[str, str], language: str) -> Mapping[str, str]:
        """The same language where the problem has it, else all its languages that the model knows."""
        known = {key: problem[key] for key in problem if self._knows(key)}
        return {language: problem[language]} if language in known else known

    def encode(self, texts: Sequence[str], language: str) -> list[Numbers | None]:
        """Vectors of length 1; ``None`` for blank texts and unknown languages. Raises ``MatchingError`` where the model gives
        no finite numbers. Complexity: linear in the length of the texts, up to 4,000 characters each.
        """
        read = [text[:MOST_CHARS] for text in texts]
        kept = [at for at, text in enumerate(read) if text.strip() and self._knows(language)]
        found: list[Numbers | None] = [None] * len(texts)
        for start in range(0, len(kept), BATCH):
            places = kept[start : start + BATCH]
            rows = self._rows([read[at] for at in places]).astype(np.float16)
            for at, row in zip(places, rows, strict=True):
                found[at] = row
        return found

    def stack(self, vectors: Sequence[Numbers]) -> NDArray[np.float32]:
        """A matrix with one row a vector."""
        return np.stack(vectors).astype(np.float32)

    def nearness(self, one: Numbers, others: NDArray[np.float32]) -> NDArray[np.float64]:
        """Shape (rows of ``others``,). Complexity: one product of a matrix with a vector.

        Products of 16-bit numbers are exact in 64 bits and their sum nearly so: who else is in the matrix, and
        in which order a machine adds, makes no difference to four places.
        """
        wanted, starts = one.astype(np.float64), range(0, len(others), BLOCK)
        blocks = [others[start : start + BLOCK].astype(np.float64) @ wanted for start in starts]
        nought = self._nought()
        above = (np.round(np.concatenate(blocks), 4) - nought) / (1 - nought)
        shares: NDArray[np.float64] = np.clip(above, 0, 1) ** 2
        return shares

    def to_bytes(self, vector: Numbers) -> bytes:
        """Two bytes a number, the smaller first."""
        return vector.astype("<f2").tobytes()

    def from_bytes(self, data: bytes) -> Numbers:
        return np.frombuffer(data, dtype="<f2").astype(np.float16)

    def _rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.asarray(self._model(texts), dtype=np.float32)
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise MatchingError(
                "encoder", f"{self.name} gave no finite vector for each text; choose another encoder"
            )
        return _unit(rows)

    def _knows(self, language: str) -> bool:
        return not self._languages or language in self._languages

    def _nought(self) -> float:
        """Mean cosine of two different reference texts of one language."""
        if self._unrelated is None:
            known = [texts for language, texts in _reference().items() if self._knows(language)]
            means = [_mean_cosine(self._rows(texts)) for texts in known]
            self._unrelated = round(min(0.99, max(0.0, sum(means) / len(means))), 3)
        return self._unrelated


def _mean_cosine(rows: NDArray[np.float32]) -> float:
    cosines = rows @ rows.T
    return float((cosines.sum() - np.trace(cosines)) / (len(rows) * (len(rows) - 1)))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = rows / np.maximum(lengths, 1e-9)
    return unit


@cache
def _reference_text() -> str:
    return files(__package__).joinpath("reference.json").read_text(encoding="utf-8")


@cache
def _reference() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(_reference_text())
    return found


@cache
def _reference_name() -> str:
    return hashlib.sha256(_reference_text().encode()).hexdigest()[:4]
