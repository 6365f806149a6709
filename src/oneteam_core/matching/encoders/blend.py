"""Several encoders read the same texts; what they find is averaged by one fixed rule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

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
    >>> [round(both.blend(pair, enough=True), 4) for pair in ((0.25, 0.09), (0.25, None))]
    [0.1225, 0.25]
    >>> round(both.blend((0.25, 0.09), enough=False), 4), both.blend((None, None), enough=True)
    (0.16, None)
    """

    name = "blend"

    def __init__(self, dense: Encoder[Any], lexical: Encoder[Any], *, words: int = 1) -> None:
        self.parts = (dense, lexical)
        self._words = words
        self.version = " ".join([f"1x{words}", *(f"{part.name} {part.version}" for part in self.parts)])

    def blend(self, shares: Sequence[float | None], *, enough: bool) -> float | None:
        weights = (1, self._words if enough else 1)
        roots = [
            (weight, math.sqrt(share))
            for weight, share in zip(weights, shares, strict=True)
            if share is not None
        ]
        total = sum(weight for weight, _ in roots)
        return (math.fsum(weight * root for weight, root in roots) / total) ** 2 if roots else None


def parts_of(encoder: Encoder[Any] | BlendedEncoder) -> tuple[Encoder[Any], ...]:
    return encoder.parts if isinstance(encoder, BlendedEncoder) else (encoder,)
