"""Glue to the core: which encoder compares texts here, and the vectors of works that are kept for it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings

from oneteam.base.later import Later

from . import queries
from .models import ExpertProfile

if TYPE_CHECKING:
    from oneteam_core import matching as core
    from oneteam_core.matching.encoders import endpoint as endpoints
else:
    core = Later("oneteam_core.matching")
    endpoints = Later("oneteam_core.matching.encoders.endpoint")

log = logging.getLogger("oneteam.experts")

Texts = dict[str, str]


def choose(lexical: core.LexicalEncoder, *, at_home: bool = False) -> core.Choice:
    """The encoder of the settings, blended with words; words alone where it cannot be had.

    ``at_home``: the text that is compared may not leave the house.
    """
    if at_home and settings.ENCODER == "endpoint":
        return core.Choice(lexical)
    choice = core.choose_encoder(settings.ENCODER, lexical=lexical, endpoint=_endpoint())
    if choice.fallback:
        log.warning("encoder not loaded", extra={"encoder": settings.ENCODER, "reason": choice.fallback})
    return choice


def words_alone(lexical: core.LexicalEncoder) -> core.LexicalEncoder:
    """In place of an encoder that fell silent in the middle."""
    log.warning("encoder fell silent", extra={"encoder": settings.ENCODER})
    return lexical.standing_for(settings.ENCODER)


def _endpoint() -> core.Endpoint | None:
    if not settings.EMBEDDINGS_URL:
        return None
    return core.Endpoint(
        base_url=settings.EMBEDDINGS_URL, model=settings.EMBEDDINGS_MODEL, key=settings.EMBEDDINGS_KEY
    )


def numbers_of(choice: core.Choice) -> core.Encoder[Any] | None:
    """The part whose vectors are kept: the one that counts in numbers. Words are counted anew for each pool."""
    return choice.encoder.parts[0] if isinstance(choice.encoder, core.BlendedEncoder) else None


def kept_as() -> str:
    """Name and version of the encoder whose vectors are kept, if any. An endpoint is not asked for it."""
    numbers: core.Encoder[Any] | None
    endpoint = _endpoint()
    if settings.ENCODER == "endpoint":
        numbers = endpoints.load(endpoint) if endpoint else None
    else:
        numbers = numbers_of(choose(core.LexicalEncoder()))
    return f"{numbers.name} {numbers.version}" if numbers else ""


def words_wanted() -> bool:
    """Whether the settings ask for a comparison of words alone."""
    return bool(settings.ENCODER == "lexical")


def texts_of(profile: ExpertProfile) -> list[Texts]:
    """What of a profile is compared with a problem: each work, and the field experience, by language."""
    works = [(work.title.as_dict(), work.abstract.as_dict()) for work in profile.works.all()]
    done = [(experience.told(),) for experience in profile.experiences.all()]
    found = [core.by_language(parts) for parts in [*works, *done]]
    return [texts for texts in found if texts]


def kept_vectors(profiles: Iterable[ExpertProfile], choice: core.Choice) -> dict[str, Any]:
    """By the core's names. What is not there is made by the match that misses it."""
    numbers = numbers_of(choice)
    if numbers is None:
        return {}
    rows = queries.vectors(profiles, f"{numbers.name} {numbers.version} ")
    return {key: core.from_bytes(numbers, key, bytes(data)) for key, data in rows}
