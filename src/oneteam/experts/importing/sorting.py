"""What of a list is new, changed, the same or doubtful, beside the works that a profile has."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from oneteam.base.fields import Bi

from .found import Found, doi_of

ALIKE = 0.7  # of the words of two titles, how many they share to be asked about
_WORD = re.compile(r"\w+")


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    SAME = "same"
    TWICE = "twice"


@dataclass(frozen=True)
class Held:
    """A work that the profile has."""

    code: str
    title: Bi
    abstract: Bi
    year: int | None
    link: str


Values = dict[str, Bi | int | str | None]


@dataclass(frozen=True)
class Row:
    """One work of the list. ``held``: which it would change; ``changes``: what of it; ``like``: the title that it
    resembles; ``first``: where the same work stands in the list before."""

    number: int
    found: Found
    state: State
    doubts: tuple[str, ...] = ()
    held: Held | None = None
    changes: tuple[str, ...] = ()
    like: str = ""
    first: Found | None = None

    @property
    def may_be_chosen(self) -> bool:
        return self.state in (State.NEW, State.CHANGED, State.DOUBTFUL) and bool(self.found.title)

    @property
    def values(self) -> Values:
        """What would be written: what the list leaves out stays as it is."""
        found, held = self.found, self.held
        if held is None:
            return {"title": found.title, "abstract": found.abstract, "year": found.year, "link": found.link}
        return {
            "title": _over(found.title, held.title),
            "abstract": _over(found.abstract, held.abstract),
            "year": found.year or held.year,
            "link": found.link or held.link,
        }


def sort(works: Iterable[Found], held: Sequence[Held], year: int) -> list[Row]:
    """One row for each work, in the order of the list. ``year``: this year."""
    shelf = _Shelf(held)
    return [shelf.row(number, found, year) for number, found in enumerate(works)]


def mark(rows: Sequence[Row]) -> str:
    """Changes as soon as anything that the page said does: what is confirmed is what was read."""
    told = [
        (row.number, row.state, row.doubts, row.held.code if row.held else "", row.changes, str(row.held))
        for row in rows
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


class _Shelf:
    """The works of the profile and those of the list before, found by DOI, by title and by words."""

    def __init__(self, held: Sequence[Held]) -> None:
        self.by_doi = {doi: one for one in reversed(held) if (doi := doi_of(one.link))}
        self.by_title = {key: one for one in reversed(held) for key in keys_of(one.title)}
        self.seen = dict[str, Found]()  # by DOI and by title, of the list
        self.taken = dict[str, Found]()  # by code, of the profile
        self.words = defaultdict[str, list[tuple[frozenset[str], str]]](list)
        for one in held:
            self._put_words(one.title)

    def row(self, number: int, found: Found, year: int) -> Row:
        doi, keys = doi_of(found.link), keys_of(found.title)
        held = self.by_doi.get(doi) if doi else None
        same_title = next((self.by_title[key] for key in keys if key in self.by_title), None)
        if held is None and same_title and not _other_doi(doi, same_title.link):
            held = same_title
        first = self._before(doi, keys, held)
        if first is not None:
            return Row(number, found, State.TWICE, first=first)
        changes = _changes(found, held) if held else ()
        like = "" if held else self._like(found.title)
        doubts = tuple(_doubts(found, held, like, year))
        self._keep(found, doi, keys, held)
        settled = (State.CHANGED if changes else State.SAME) if held else State.NEW
        state = State.DOUBTFUL if doubts and settled is not State.SAME else settled
        return Row(number, found, state, doubts, held, changes, like)

    def _before(self, doi: str, keys: list[str], held: Held | None) -> Found | None:
        if doi and doi in self.seen:
            return self.seen[doi]
        if held and held.code in self.taken:
            return self.taken[held.code]
        by_title = next((self.seen[key] for key in keys if key in self.seen), None)
        return by_title if by_title and not _other_doi(doi, by_title.link) else None

    def _keep(self, found: Found, doi: str, keys: list[str], held: Held | None) -> None:
        for key in [*keys, *([doi] if doi else [])]:
            self.seen.setdefault(key, found)
        if held:
            self.taken[held.code] = found
        self._put_words(found.title)

    def _put_words(self, title: Bi) -> None:
        for text in filter(None, (title.ko, title.en)):
            words = words_of(text)
            for word in words:
                self.words[word].append((words, text))

    def _like(self, title: Bi) -> str:
        for text in filter(None, (title.ko, title.en)):
            words = words_of(text)
            # Who shares 70 % of the words shares one of any 30 % of them: the rarest are looked up.
            rare = sorted(words, key=lambda word: (len(self.words.get(word, ())), word))
            near = {
                one for word in rare[: int(len(words) * (1 - ALIKE)) + 1] for one in self.words.get(word, ())
            }
            best = max(
                ((len(words & other) / len(words | other), said) for other, said in near), default=(0.0, "")
            )
            if best[0] >= ALIKE:
                return best[1]
        return ""


def keys_of(title: Bi) -> list[str]:
    """A title in each language without case, spaces and signs."""
    return [key for text in (title.ko, title.en) if (key := "".join(_WORD.findall(_folded(text))))]


def names_of(title: Bi, link: str) -> set[str]:
    """What a work is known by: its titles, and its DOI."""
    return {*keys_of(title), *filter(None, [doi_of(link)])}


def words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("_", " ")


def _other_doi(doi: str, link: str) -> bool:
    return bool(doi and doi_of(link) and doi_of(link) != doi)


def _over(given: Bi, held: Bi) -> Bi:
    return Bi(given.ko or held.ko, given.en or held.en)


def _changes(found: Found, held: Held) -> tuple[str, ...]:
    changed = {
        "title": not set(keys_of(found.title)) <= set(keys_of(held.title)),
        "abstract": bool(found.abstract) and _over(found.abstract, held.abstract) != held.abstract,
        "year": found.year is not None and found.year != held.year,
        "link": bool(found.link) and found.link.casefold() != held.link.casefold(),
    }
    return tuple(name for name, is_other in changed.items() if is_other)


def _doubts(found: Found, held: Held | None, like: str, year: int) -> Iterable[str]:
    if not found.title:
        yield "no_title"
    if like:
        yield "like"
    if found.odd_year:
        yield "odd_year"
    elif found.year is None and not (held and held.year):
        yield "no_year"
    if found.year and found.year > year:
        yield "future"
