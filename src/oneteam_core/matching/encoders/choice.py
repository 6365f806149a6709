"""Which encoder a match uses: one configuration for everything, and lexical where it cannot be loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oneteam_core.matching.encoder import Encoder
from oneteam_core.matching.encoders import endpoint as endpoints
from oneteam_core.matching.encoders import english, multilingual
from oneteam_core.matching.encoders.blend import BlendedEncoder
from oneteam_core.matching.encoders.dense import DenseEncoder
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.lexical import LexicalEncoder
from oneteam_core.matching.model import Candidate

DEFAULT = "multilingual"
LEXICAL = "lexical"
ENCODERS = (DEFAULT, LEXICAL, "english", "endpoint")

WORDS = {DEFAULT: 4, "english": 1, "endpoint": 1}
"""How often words count as much as the vector. A model of 32 MB for sixteen languages tells fields apart but
not the shades within one, which words do; a model that reads passages in its own language counts alike."""


@dataclass(frozen=True)
class Choice:
    """The encoder to use; ``fallback`` says in one sentence why it is not the one that was wanted."""

    encoder: Encoder[Any]
    fallback: str = ""


def choose_encoder(
    wanted: str = DEFAULT, *, lexical: LexicalEncoder, endpoint: endpoints.Endpoint | None = None
) -> Choice:
    """Blend the wanted encoder with the lexical one, or give the lexical one alone and say why.

    ``wanted`` is one of ``multilingual`` (the default), ``english`` (an extra), ``endpoint`` (with its
    address) and ``lexical``. The encoder is tried on a word, so that one that cannot answer is known
    now. Raises ``MatchingError`` for another name.

    >>> choose_encoder("lexical", lexical=LexicalEncoder()).encoder.name
    'lexical'
    >>> choose_encoder("klingon", lexical=LexicalEncoder())
    Traceback (most recent call last):
    oneteam_core.matching.errors.MatchingError: encoder: 'klingon' is not known; choose one of multilingual, lexical, english, endpoint
    """
    if wanted not in ENCODERS:
        raise MatchingError("encoder", f"{wanted!r} is not known; choose one of {', '.join(ENCODERS)}")
    if wanted == LEXICAL:
        return Choice(lexical)
    try:
        dense = _loaders(endpoint)[wanted]()
        dense.encode(["ready"], "en")
    except Exception as reason:
        # whatever a foreign library or server does: a match by words is better than none
        return Choice(
            lexical.standing_for(wanted),
            f"The encoder {wanted} could not be loaded ({type(reason).__name__}: {reason}); words alone were compared.",
        )
    blend: Any = BlendedEncoder(dense, lexical, words=WORDS[wanted])
    return Choice(blend)


def default_encoder(candidates: Sequence[Candidate]) -> Choice:
    """The one configuration for everything: multilingual, blended with words fitted on these people."""
    return choose_encoder(lexical=fitted(candidates))


def fitted(candidates: Sequence[Candidate]) -> LexicalEncoder:
    """A lexical encoder that knows which terms are common in these people's works.

    Complexity: linear in the length of all works.
    """
    return LexicalEncoder.fit(
        " ".join((work.title.get(language, ""), work.abstract.get(language, "")))
        for candidate in candidates
        for work in candidate.works
        for language in sorted({*work.title, *work.abstract})
    )


def _loaders(endpoint: endpoints.Endpoint | None) -> Mapping[str, Callable[[], DenseEncoder]]:
    def asked() -> DenseEncoder:
        if endpoint is None:
            raise MatchingError("encoder", "the embeddings endpoint has no address; give base URL and model")
        return endpoints.load(endpoint)

    return {DEFAULT: multilingual.load, "english": english.load, "endpoint": asked}
