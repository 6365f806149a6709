"""What every text encoder offers; the lexical one is always there, others stand beside it or in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from numpy.typing import ArrayLike

Vector = TypeVar("Vector")


class Encoder(Protocol[Vector]):
    """Turns texts into vectors, thousands at once, and tells how near one vector is to many.

    ``name`` and ``version`` are kept with each result; ``version`` must change when any score may
    change. Nearness lies between 0 and 1 and means the same for every encoder: 0 for texts that have no
    more in common than any two, and rising as the *square* of a cosine does, so that its root can be
    averaged (see :mod:`oneteam_core.matching.encoders.blend`).
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def facing(self, problem: Mapping[str, str], language: str) -> Mapping[str, str]:
        """What of a problem, by language, a work in ``language`` is compared with; may be empty."""

    def encode(self, texts: Sequence[str], language: str) -> list[Vector | None]:
        """One vector a text, ``None`` where a text holds nothing that can be compared."""

    def stack(self, vectors: Sequence[Vector]) -> Any:
        """Vectors made ready to be compared with many problems; at least one is given."""

    def nearness(self, one: Vector, others: Any) -> ArrayLike:
        """How near each of ``others``, which :meth:`stack` made, is to ``one``: one number each."""

    def to_bytes(self, vector: Vector) -> bytes:
        """The vector for keeping in a file or table; :meth:`from_bytes` gives it back."""

    def from_bytes(self, data: bytes) -> Vector: ...


def title_of(encoder: Encoder[Vector]) -> str:
    """Name and version in one string, as it is kept with a result, and what it stands in for.

    >>> from oneteam_core.matching.lexical import LexicalEncoder
    >>> title_of(LexicalEncoder())
    'lexical 2+0'
    >>> title_of(LexicalEncoder(stands_for="multilingual"))
    'lexical 2+0, in place of multilingual'
    """
    instead = instead_of(encoder)
    return _plain_title(encoder) + (f", in place of {instead}" if instead else "")


def instead_of(encoder: Encoder[Vector]) -> str:
    """The name of the encoder that was wanted and could not be loaded; empty where none was."""
    return getattr(encoder, "stands_for", "")


def vector_keys(encoder: Encoder[Vector], digests: Iterable[str], language: str) -> list[str]:
    """Under which names the vectors of texts are cached: encoder, language, digest of the text.

    >>> from oneteam_core.matching.lexical import LexicalEncoder
    >>> vector_keys(LexicalEncoder(), digests_of(["speech"]), "en")[0][:30]
    'lexical 2+0 en 05fb617ad543807'
    """
    start = f"{_plain_title(encoder)} {language} "
    return [start + digest for digest in digests]


def digests_of(texts: Iterable[str]) -> list[str]:
    """SHA-256 of each text."""
    return [hashlib.sha256(text.encode()).hexdigest() for text in texts]


def _plain_title(encoder: Encoder[Vector]) -> str:
    return f"{encoder.name} {encoder.version}"
