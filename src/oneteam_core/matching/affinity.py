"""How near people's works, and what they did in the field, are to a problem."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from oneteam_core.matching.encoder import Encoder, digests_of, title_of
from oneteam_core.matching.encoders.blend import BlendedEncoder
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.evidence import ProblemWords, Terms
from oneteam_core.matching.glossary import translated
from oneteam_core.matching.index import encoded
from oneteam_core.matching.model import FieldRecord, ProblemText, Texts, Work
from oneteam_core.matching.result import Affinity, WorkEvidence

TOP_WORKS = 3
AN_ABSTRACT = 300
"""Characters from which a text has more words than a title: some fifty in English, seventy in Korean."""

Person = tuple[Sequence[Work], Sequence[FieldRecord]]


class Item(NamedTuple):
    """A work, or a piece of field experience, with one text a language."""

    kind: str
    id: str
    texts: Mapping[str, str]


class Reading(NamedTuple):
    """The texts of many items in one language, where they belong, and their digests."""

    language: str
    places: list[int]
    texts: list[str]
    digests: list[str]


class AffinityScorer:
    """Compares one problem with many people's works and field experience.

    Each language of a work is compared with the same language of the problem, and the mean of the
    languages that both have is the work's score: two readings of one content err less than one. Where
    they share no language, the encoder says what of the problem the work is compared with.
    ``vectors`` may be any mapping that is kept between calls; works are then encoded once per content
    and encoder (see :mod:`oneteam_core.matching.index`).
    """

    def __init__(
        self, problem: ProblemText, encoder: Encoder[Any], vectors: MutableMapping[str, Any] | None = None
    ) -> None:
        self._encoder: Any = encoder
        self._title = title_of(encoder)
        self._vectors = vectors if vectors is not None else {}
        names = sorted(problem.parts, key=lambda name: (name != "title", name))
        self._problem = by_language(problem.parts[name] for name in names)
        self._words: dict[str, ProblemWords] = {}

    def affinity(self, works: Sequence[Work], field: Sequence[FieldRecord] = ()) -> Affinity:
        """The affinity of one person; see :meth:`affinities`."""
        return self.affinities([(works, field)])[0]

    def affinities(self, people: Sequence[Person]) -> list[Affinity]:
        """For each person the mean of the three nearest works, 0..1; ``None`` where none can be compared.

        Field experience counts like works where that raises the mean: it never harms. Each ``Affinity``
        has the works that counted and the words that met. Raises ``MatchingError`` where the encoder
        returns a score that is no number between 0 and 1.
        Complexity: linear in the number and length of the works.
        """
        items = [items_of(works, field) for works, field in people]
        scores = iter(self._scores([item for own in items for item in own]))
        return [
            self._affinity([(score, item) for item, score in zip(own, scores, strict=False)]) for own in items
        ]

    def _affinity(self, found: Iterable[tuple[float | None, Item]]) -> Affinity:
        scored = [(score, item) for score, item in found if score is not None]
        if not scored:
            return Affinity(value=None, works=(), encoder=self._title)
        best = _best(scored)
        evidence = [self._evidence(score, item) for score, item in best if score > 0]
        return Affinity(
            value=_mean(best),
            works=tuple(one for one in evidence if one.kind == "work"),
            field=tuple(one for one in evidence if one.kind == "field"),
            encoder=self._title,
        )

    def _scores(self, items: Sequence[Item]) -> list[float | None]:
        readings = self._readings(items)
        if not isinstance(self._encoder, BlendedEncoder):
            found = self._shares(self._encoder, items, readings)
        else:
            shares = [self._shares(part, items, readings) for part in self._encoder.parts]
            found = [
                self._encoder.blend(pair, enough=self._enough_words(item))
                for pair, item in zip(zip(*shares, strict=True), items, strict=True)
            ]
        return [None if score is None else round(score, 6) for score in found]

    def _readings(self, items: Sequence[Item]) -> list[Reading]:
        places: dict[str, list[int]] = defaultdict(list)
        for at, item in enumerate(items):
            for language in self._compared(item):
                places[language].append(at)
        readings = []
        for language in sorted(places):
            texts = [items[at].texts[language] for at in places[language]]
            readings.append(Reading(language, places[language], texts, digests_of(texts)))
        return readings

    def _shares(
        self, part: Encoder[Any], items: Sequence[Item], readings: Sequence[Reading]
    ) -> list[float | None]:
        """What one encoder makes of each item: the mean over the readings that it can compare."""
        found: list[list[float]] = [[] for _ in items]
        for language, places, texts, digests in readings:
            every = encoded(part, texts, digests, language, self._vectors)
            known = [at for at, vector in zip(places, every, strict=True) if vector is not None]
            vectors = [vector for vector in every if vector is not None]
            for one in self._facing(part, language):
                for at, share in zip(known, part.nearness(one, vectors), strict=True):
                    found[at].append(self._checked(share, items[at]))
        return [_mean_of(shares) for shares in found]

    def _facing(self, part: Encoder[Any], language: str) -> list[Any]:
        facing = part.facing(self._problem, language)
        vectors = (part.encode([facing[other]], other)[0] for other in sorted(facing))
        return [vector for vector in vectors if vector is not None]

    def _compared(self, item: Item) -> Sequence[str]:
        shared = [language for language in item.texts if language in self._problem]
        return shared or list(item.texts)

    def _enough_words(self, item: Item) -> bool:
        """More than a title, in a language of the problem."""
        return any(
            len(text) >= AN_ABSTRACT for language, text in item.texts.items() if language in self._problem
        )

    def _checked(self, share: float, item: Item) -> float:
        if not -1e-6 <= share <= 1 + 1e-6:  # false for NaN as well
            raise MatchingError(
                f"{'works' if item.kind == 'work' else item.kind}[{item.id}]",
                f"the encoder {self._title} gave {share}; it must be 0 to 1",
            )
        return min(1.0, max(0.0, share))

    def _evidence(self, score: float, item: Item) -> WorkEvidence:
        languages = tuple(sorted(self._compared(item)))
        terms = Terms(partial(self._met, item, languages))
        return WorkEvidence(work=item.id, score=score, languages=languages, terms=terms, kind=item.kind)

    def _met(self, item: Item, languages: Sequence[str]) -> tuple[str, ...]:
        found = (self._words_in(language).met_by(item.texts[language]) for language in languages)
        return tuple(dict.fromkeys(term for terms in found for term in terms))

    def _words_in(self, language: str) -> ProblemWords:
        """The problem's words in a language, translated where the problem is not written in it."""
        if language not in self._words:
            own = self._problem.get(language)
            texts = [own] if own else [translated(self._problem[key], key, language) for key in self._problem]
            self._words[language] = ProblemWords(texts)
        return self._words[language]


def items_of(works: Sequence[Work], field: Sequence[FieldRecord]) -> list[Item]:
    return [
        *(Item("work", work.id, by_language((work.title, work.abstract))) for work in works),
        *(Item("field", record.id, by_language((record.what,))) for record in field),
    ]


def by_language(parts: Iterable[Texts]) -> dict[str, str]:
    """One text a language, a line a part; languages without text are left out."""
    found: dict[str, str] = {}
    for texts in parts:
        for language, text in texts.items():
            if text and not text.isspace():
                found[language] = f"{found[language]}\n{text}" if language in found else text
    return found


def _best(scored: Sequence[tuple[float, Item]]) -> list[tuple[float, Item]]:
    """The three nearest works, with field experience among them where that raises the mean."""
    ordered = sorted(scored, key=lambda pair: (-pair[0], pair[1].kind != "work", pair[1].id))
    works = [pair for pair in ordered if pair[1].kind == "work"][:TOP_WORKS]
    everything = ordered[:TOP_WORKS]
    return everything if not works or _mean(everything) > _mean(works) else works


def _mean_of(shares: Sequence[float]) -> float | None:
    if len(shares) == 1:
        return shares[0]
    return math.fsum(shares) / len(shares) if shares else None


def _mean(best: Sequence[tuple[float, Item]]) -> float:
    return round(math.fsum(score for score, _ in best) / len(best), 6)
