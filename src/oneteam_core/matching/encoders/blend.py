"""Several encoders read the same texts; what they find is averaged by one fixed rule."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.encoder import Encoder


class BlendedEncoder:
    """Vectors of numbers and words: the square of the weighted mean of the roots of their nearness.

    Cosines of words are low (0.1 for related texts) and those of sentence vectors high; the root
    brings word cosines to the scale on which squared sentence cosines have theirs. ``words`` says how
    often words count as much as the vector where both texts are in one language; where one had to be
    translated term by term, few words are left and both count alike. An encoder that cannot compare two
    texts leaves the word to the other. Vectors belong to the parts and are cached under their names.

    >>> from oneteam_core.matching.lexical import LexicalEncoder
    >>> both = BlendedEncoder(LexicalEncoder(), LexicalEncoder(), words=3)
    >>> shares = np.array([[0.25, 0.25, 0.25, np.nan], [0.09, np.nan, 0.09, np.nan]])
    >>> both.blend(shares, enough=np.array([True, True, False, True])).round(4).tolist()
    [0.1225, 0.25, 0.16, nan]
    """

    name = "blend"

    def __init__(self, dense: Encoder[Any], lexical: Encoder[Any], *, words: int = 1) -> None:
        self.parts = (dense, lexical)
        self._words = words
        self.version = " ".join([f"1x{words}", *(f"{part.name} {part.version}" for part in self.parts)])

    def blend(self, shares: NDArray[np.float64], *, enough: NDArray[np.bool_]) -> NDArray[np.float64]:
        """``shares``: shape (2, texts), NaN where a part cannot compare; ``enough``: shape (texts,)."""
        weights = np.stack([np.ones(len(enough)), np.where(enough, self._words, 1)])
        weights[np.isnan(shares)] = 0
        total = weights.sum(axis=0)
        roots = (weights * np.sqrt(np.nan_to_num(shares))).sum(axis=0)
        mean: NDArray[np.float64] = np.divide(roots, total, out=np.full(len(total), np.nan), where=total > 0)
        return mean * mean


def parts_of(encoder: Encoder[Any] | BlendedEncoder) -> tuple[Encoder[Any], ...]:
    return encoder.parts if isinstance(encoder, BlendedEncoder) else (encoder,)
