"""Several encoders read the same texts; what they find is averaged by one fixed rule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from oneteam_core.matching.encoder import Encoder


class BlendedEncoder:
    """The square of the mean of the roots of its parts' nearness.

    Cosines of words are low (0.1 for related texts) and those of sentence vectors high; the root
    brings word cosines to the scale on which squared sentence cosines have theirs, so both count alike
    without a weight to fit. A part that cannot compare two texts leaves the word to the others. Vectors
    belong to the parts and are cached under their names.

    >>> BlendedEncoder.blend([0.09, 0.25]), BlendedEncoder.blend([None, 0.25]), BlendedEncoder.blend([None])
    (0.16000000000000003, 0.25, None)
    """

    name = "blend"

    def __init__(self, *parts: Encoder[Any]) -> None:
        self.parts = parts
        self.version = " ".join(["1", *(f"{part.name} {part.version}" for part in parts)])

    @staticmethod
    def blend(shares: Sequence[float | None]) -> float | None:
        roots = [math.sqrt(share) for share in shares if share is not None]
        return (math.fsum(roots) / len(roots)) ** 2 if roots else None


def parts_of(encoder: Encoder[Any] | BlendedEncoder) -> tuple[Encoder[Any], ...]:
    return encoder.parts if isinstance(encoder, BlendedEncoder) else (encoder,)
