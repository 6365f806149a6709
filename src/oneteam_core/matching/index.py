"""Vectors of many works, made once per content: for a job with progress that can be stopped and resumed.

A cache is any mutable mapping from :func:`~oneteam_core.matching.encoder.vector_keys` to a vector. To keep
one in a table, write what :func:`index_works` yields with :func:`to_bytes` and fill a dictionary with
:func:`from_bytes` before a match.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from oneteam_core.matching.encoder import Encoder, digests_of, vector_keys
from oneteam_core.matching.encoders.blend import parts_of

NOTHING = b""
"""Stands in a table for a text that holds nothing to compare."""


def keys_of(encoder: Encoder[Any], texts: Mapping[str, str]) -> list[str]:
    """The cache's names of a work's texts (by language), one for each part of the encoder."""
    return [
        key
        for part in parts_of(encoder)
        for language in sorted(texts)
        for key in vector_keys(part, digests_of([texts[language]]), language)
    ]


def index_works(
    works: Sequence[Mapping[str, str]],
    encoder: Encoder[Any],
    vectors: MutableMapping[str, Any],
    *,
    batch: int = 256,
) -> Iterator[dict[str, Any]]:
    """Encode works in batches, leaving out what ``vectors`` has, and yield what each batch added.

    ``works``: one text a language, as :func:`~oneteam_core.matching.shelf.by_language` joins title
    and abstract. Stop at any time and begin again: only what is missing is encoded.
    Complexity: linear in the length of the works that are missing.

    >>> from oneteam_core.matching.lexical import LexicalEncoder
    >>> vectors, works = {}, [{"en": "speech"}, {"en": "cranes", "ko": "크레인"}]
    >>> [len(added) for added in index_works(works, LexicalEncoder(), vectors, batch=1)]
    [1, 2]
    >>> [len(added) for added in index_works(works, LexicalEncoder(), vectors)]
    [0]
    """
    for start in range(0, len(works), batch):
        part_of_works = works[start : start + batch]
        added: dict[str, Any] = {}
        for language in sorted({language for texts in part_of_works for language in texts}):
            texts = [work[language] for work in part_of_works if language in work]
            digests = digests_of(texts)
            for part in parts_of(encoder):
                keys = vector_keys(part, digests, language)
                added.update(_missing(part, keys, texts, language, vectors))
        vectors.update(added)
        yield added


def encoded(
    part: Encoder[Any],
    texts: Sequence[str],
    digests: Sequence[str],
    language: str,
    vectors: MutableMapping[str, Any],
) -> list[Any]:
    """The vectors of texts in one language, from the cache or made now and put there."""
    keys = vector_keys(part, digests, language)
    vectors.update(_missing(part, keys, texts, language, vectors))
    return [vectors[key] for key in keys]


def to_bytes(encoder: Encoder[Any], key: str, vector: Any) -> bytes:
    return NOTHING if vector is None else _part(encoder, key).to_bytes(vector)


def from_bytes(encoder: Encoder[Any], key: str, data: bytes) -> Any:
    return None if data == NOTHING else _part(encoder, key).from_bytes(data)


def _missing(
    part: Encoder[Any],
    keys: Sequence[str],
    texts: Sequence[str],
    language: str,
    vectors: Mapping[str, Any],
) -> dict[str, Any]:
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in vectors}
    return dict(zip(new, part.encode(list(new.values()), language), strict=True)) if new else {}


def _part(encoder: Encoder[Any], key: str) -> Encoder[Any]:
    return next(part for part in parts_of(encoder) if key.startswith(f"{part.name} {part.version} "))
