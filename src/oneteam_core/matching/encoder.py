"""What every text encoder offers; the lexical one is always there, others may be put in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

Vector = TypeVar("Vector")

Passages = Sequence[tuple[str, float]]
"""Texts of one language with the weight of each."""


class Encoder(Protocol[Vector]):
    """Turns passages into a vector, and tells how near two vectors are.

    ``name`` and ``version`` are kept with each result; ``version`` must change when any score may
    change. ``crosses_languages`` is true where a Korean text and an English text can be compared; then
    all languages of a text are encoded together, else each language for itself. ``nearness`` lies
    between 0 and 1 and must be finite.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def crosses_languages(self) -> bool: ...

    def encode(self, passages: Passages) -> Vector | None:
        """The vector of some passages, ``None`` where they hold nothing that can be compared."""

    def nearness(self, one: Vector, other: Vector) -> float: ...


def title_of(encoder: Encoder[Vector]) -> str:
    """Name and version in one string, as it is kept with a result.

    >>> from oneteam_core.matching.lexical import LexicalEncoder
    >>> title_of(LexicalEncoder())
    'lexical 1+0'
    """
    return f"{encoder.name} {encoder.version}"
