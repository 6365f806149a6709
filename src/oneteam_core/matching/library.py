"""What many people wrote and did, kept ready for many problems."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

from oneteam_core.matching.affinity import AffinityScorer
from oneteam_core.matching.encoder import Encoder
from oneteam_core.matching.encoders.choice import default_encoder
from oneteam_core.matching.fingerprint import canonical, contents_of
from oneteam_core.matching.model import Candidate, FieldRecord, ProblemText, Work
from oneteam_core.matching.result import Affinity
from oneteam_core.matching.shelf import Shelf


class Library:
    """Works and field experience of many people, read and encoded once; give it to all calls about them.

    It holds nothing of a problem, and nothing that changes from day to day: quota, free time, ties,
    employers and skills are taken from the candidates that a call is given. Whoever is not in it, or
    has other works or field experience by now, is read on the way: the answer is the same, only later.
    ``encoder`` and ``vectors`` as for :func:`~oneteam_core.matching.assess.rank`.
    Complexity: the first problem reads all texts, and encodes those that ``vectors`` has not; each one
    after it costs a product of a matrix with a vector. Memory: with the multilingual encoder 2 kB a text.

    >>> people = [
    ...     Candidate(id=name, orgs=("u",), kind="academia", works=(Work(id="1", title={"en": title}),))
    ...     for name, title in (("ann", "Speech in noise"), ("bob", "Crane scheduling"))
    ... ]
    >>> from oneteam_core.matching.lexical import LexicalEncoder
    >>> library = Library(people, encoder=LexicalEncoder())
    >>> problem = ProblemText(id="P", owners=("red",), area="calls", parts={"title": {"en": "noisy speech"}})
    >>> [found.value for found in library.affinities(problem, people[::-1])]
    [0.0, 0.5]
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        *,
        encoder: Encoder[Any] | None = None,
        vectors: MutableMapping[str, Any] | None = None,
    ) -> None:
        self.encoder: Encoder[Any] = encoder or default_encoder(candidates).encoder
        self._vectors = vectors if vectors is not None else {}
        self._shelf = Shelf([(one.works, one.field) for one in candidates], self._vectors)
        self._places = {one.id: (at, one.works, one.field) for at, one in enumerate(candidates)}
        self._written: dict[str, tuple[tuple[Work, ...], str]] = {}

    def affinities(self, problem: ProblemText, candidates: Sequence[Candidate]) -> list[Affinity]:
        """How near each of these people is to the problem, in their order."""
        scorer = AffinityScorer(problem, self.encoder, self._vectors)
        kept = scorer.over(self._shelf)
        places = [self._place(one) for one in candidates]
        new = [(one.works, one.field) for one, at in zip(candidates, places, strict=True) if at is None]
        read = iter(scorer.affinities(new))
        return [next(read) if at is None else kept[at] for at in places]

    def contents(self, candidates: Sequence[Candidate]) -> dict[str, str]:
        """:func:`~oneteam_core.matching.fingerprint.contents_of` these people, with works written once."""
        return contents_of(candidates, self._works_of)

    def _place(self, candidate: Candidate) -> int | None:
        at, works, field = self._places.get(candidate.id, NOWHERE)
        return at if works == candidate.works and field == candidate.field else None

    def _works_of(self, candidate: Candidate) -> str:
        works, written = self._written.get(candidate.id, (None, ""))
        if works != candidate.works:
            written = canonical(candidate.works)
            self._written[candidate.id] = candidate.works, written
        return written


NOWHERE: tuple[None, tuple[Work, ...], tuple[FieldRecord, ...]] = (None, (), ())
