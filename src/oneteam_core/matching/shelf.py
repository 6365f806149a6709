"""Works and field experience of many people, read once, so that many problems can be compared with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.encoder import Encoder, digests_of, title_of
from oneteam_core.matching.index import encoded
from oneteam_core.matching.model import FieldRecord, Texts, Work

AN_ABSTRACT = 300
"""Characters from which a text has more words than a title: some fifty in English, seventy in Korean."""

Person = tuple[Sequence[Work], Sequence[FieldRecord]]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


class Item(NamedTuple):
    """A work, or a piece of field experience, with one text a language."""

    kind: str
    id: str
    texts: Mapping[str, str]


class Reading(NamedTuple):
    """What an encoder makes of the texts of one language: which items they belong to, and their vectors stacked."""

    places: Places
    stacked: Any


class Shelf:
    """The items of many people side by side; what an encoder reads of a language is kept.

    ``own``: where each person's items stand, works first, each kind by identifier; ``works``: where each
    person's works end. Memory: for the multilingual encoder 2 kB a text.
    """

    def __init__(self, people: Sequence[Person], vectors: MutableMapping[str, Any]) -> None:
        self.items: list[Item] = []
        self.own: list[range] = []
        self.works: list[int] = []
        for works, field in people:
            start = len(self.items)
            self.items += _items_of(works, field)
            self.own.append(range(start, len(self.items)))
            self.works.append(start + len(works))
        self._vectors = vectors
        self._readings: dict[tuple[str, str], Reading | None] = {}
        self.languages = tuple(sorted({language for item in self.items for language in item.texts}))
        self._lengths = {
            language: np.array([len(item.texts.get(language, "")) for item in self.items])
            for language in self.languages
        }

    def has_any(self, languages: Iterable[str], *, least: int = 1) -> Flags:
        """Which items have a text of at least so many characters in one of these languages."""
        found = np.zeros(len(self.items), dtype=np.bool_)
        for language in languages:
            if language in self._lengths:
                found |= self._lengths[language] >= least
        return found

    def reading(self, part: Encoder[Any], language: str) -> Reading | None:
        """The texts of a language as this encoder reads them, ``None`` where it can read none of them."""
        key = title_of(part), language
        if key not in self._readings:
            self._readings[key] = self._read(part, language)
        return self._readings[key]

    def _read(self, part: Encoder[Any], language: str) -> Reading | None:
        places = [at for at, item in enumerate(self.items) if language in item.texts]
        texts = [self.items[at].texts[language] for at in places]
        vectors = encoded(part, texts, digests_of(texts), language, self._vectors)
        known = [at for at, vector in enumerate(vectors) if vector is not None]
        if not known:
            return None
        return Reading(np.array(places)[known], part.stack([vectors[at] for at in known]))


def by_language(parts: Iterable[Texts]) -> dict[str, str]:
    """One text a language, a line a part; languages without text are left out."""
    found: dict[str, str] = {}
    for texts in parts:
        for language, text in texts.items():
            if text and not text.isspace():
                found[language] = f"{found[language]}\n{text}" if language in found else text
    return found


def _items_of(works: Sequence[Work], field: Sequence[FieldRecord]) -> list[Item]:
    first = [Item("work", work.id, by_language((work.title, work.abstract))) for work in works]
    then = [Item("field", record.id, by_language((record.what,))) for record in field]
    return sorted(first, key=_id) + sorted(then, key=_id)


def _id(item: Item) -> str:
    return item.id
