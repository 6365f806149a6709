"""How near people's works, and what they did in the field, are to a problem."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence
from functools import partial
from math import fsum, isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.encoder import Encoder, title_of
from oneteam_core.matching.encoders.blend import BlendedEncoder
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.evidence import Late, ProblemWords
from oneteam_core.matching.glossary import translated
from oneteam_core.matching.model import FieldRecord, ProblemText, Work
from oneteam_core.matching.result import Affinity, WorkEvidence
from oneteam_core.matching.shelf import AN_ABSTRACT, Flags, Item, Person, Places, Shelf, by_language

TOP_WORKS = 3

Floats = NDArray[np.float64]
Scores = Sequence[float]


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
        return self.over(Shelf(people, self._vectors))

    def over(self, shelf: Shelf) -> list[Affinity]:
        """:meth:`affinities` of everybody whose works are on the shelf. Complexity: linear in the works."""
        scores = self._scores(shelf)
        return [
            self._affinity(shelf, scores, own, works)
            for own, works in zip(shelf.own, shelf.works, strict=True)
        ]

    def _affinity(self, shelf: Shelf, scores: Scores, own: range, works: int) -> Affinity:
        known = [at for at in own if not isnan(scores[at])]
        if not known:
            return Affinity(value=None, works=(), encoder=self._title)
        best = _best(known, scores, works)
        met = [at for at in best if scores[at] > 0]
        return Affinity(
            value=_mean(best, scores),
            works=self._evidence(shelf, scores, [at for at in met if at < works]),
            field=self._evidence(shelf, scores, [at for at in met if at >= works]),
            encoder=self._title,
        )

    def _scores(self, shelf: Shelf) -> Scores:
        """For each item 0..1, rounded to six places; NaN where it cannot be compared."""
        shared = shelf.has_any(self._problem)
        if not isinstance(self._encoder, BlendedEncoder):
            found = self._shares(self._encoder, shelf, shared)
        else:
            parts = [self._shares(part, shelf, shared) for part in self._encoder.parts]
            enough = shelf.has_any(self._problem, least=AN_ABSTRACT)
            found = self._encoder.blend(np.stack(parts), enough=enough)
        return [round(score, 6) for score in found.tolist()]

    def _shares(self, part: Encoder[Any], shelf: Shelf, shared: Flags) -> Floats:
        """What one encoder makes of each item: the mean over the readings that it can compare, or NaN."""
        total, count = np.zeros(len(shelf.items)), np.zeros(len(shelf.items))
        for language in shelf.languages:
            compared = np.ones_like(shared) if language in self._problem else ~shared
            reading = shelf.reading(part, language) if compared.any() else None
            if reading is None:
                continue
            here = compared[reading.places]
            places = reading.places[here]
            for one in self._facing(part, language):
                shares = np.asarray(part.nearness(one, reading.stacked), dtype=np.float64)[here]
                total[places] += self._checked(shares, shelf, places)
                count[places] += 1
        mean: Floats = np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)
        return mean

    def _facing(self, part: Encoder[Any], language: str) -> list[Any]:
        facing = part.facing(self._problem, language)
        vectors = (part.encode([facing[other]], other)[0] for other in sorted(facing))
        return [vector for vector in vectors if vector is not None]

    def _checked(self, shares: Floats, shelf: Shelf, places: Places) -> Floats:
        fine = (shares >= -1e-6) & (shares <= 1 + 1e-6)  # false for NaN as well
        if not fine.all():
            at = int(np.flatnonzero(~fine)[0])
            item = shelf.items[places[at]]
            raise MatchingError(
                f"{'works' if item.kind == 'work' else item.kind}[{item.id}]",
                f"the encoder {self._title} gave {shares[at]}; it must be 0 to 1",
            )
        return np.clip(shares, 0.0, 1.0)

    def _evidence(self, shelf: Shelf, scores: Scores, places: Sequence[int]) -> Sequence[WorkEvidence]:
        return Late(partial(self._found, shelf, scores, places)) if places else ()

    def _found(self, shelf: Shelf, scores: Scores, places: Sequence[int]) -> tuple[WorkEvidence, ...]:
        return tuple(self._met(shelf.items[at], scores[at]) for at in places)

    def _met(self, item: Item, score: float) -> WorkEvidence:
        languages = tuple(sorted([one for one in item.texts if one in self._problem] or item.texts))
        terms = Late(partial(self._terms, item, languages))
        return WorkEvidence(work=item.id, score=score, languages=languages, terms=terms, kind=item.kind)

    def _terms(self, item: Item, languages: Iterable[str]) -> tuple[str, ...]:
        found = (self._words_in(language).met_by(item.texts[language]) for language in languages)
        return tuple(dict.fromkeys(term for terms in found for term in terms))

    def _words_in(self, language: str) -> ProblemWords:
        """The problem's words in a language, translated where the problem is not written in it."""
        if language not in self._words:
            own = self._problem.get(language)
            texts = [own] if own else [translated(self._problem[key], key, language) for key in self._problem]
            self._words[language] = ProblemWords(texts)
        return self._words[language]


def _best(known: Sequence[int], scores: Scores, works: int) -> list[int]:
    """The three nearest works, with field experience among them where that raises the mean.

    Of equal ones the first stands first: works before the field, then by identifier.
    """
    ordered = sorted(known, key=scores.__getitem__, reverse=True)
    everything = ordered[:TOP_WORKS]
    if known[-1] < works:
        return everything
    alone = [at for at in ordered if at < works][:TOP_WORKS]
    return everything if not alone or _mean(everything, scores) > _mean(alone, scores) else alone


def _mean(best: Sequence[int], scores: Scores) -> float:
    return round(fsum([scores[at] for at in best]) / len(best), 6)
