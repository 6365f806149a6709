"""Vectors of works, made before a match needs them: batch by batch, and again only where a text has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused
from oneteam.base.jobs import defer_once
from oneteam_core import matching as core

from .. import matching, queries
from ..models import ExpertProfile, TextVector
from ._common import own

INDEX_SOON = "experts.index_soon"
BATCH = 20  # profiles: some hundred works, so that a step takes a few seconds at most


def silent() -> str:
    return _("The encoder of the settings does not answer. Until it does, matches compare words alone.")


def index_soon() -> None:
    """After a change of works: once, however many changes there are."""
    defer_once(INDEX_SOON)


def index(say: Callable[[int, int], None]) -> int:
    """Make what is missing, forget what nobody compares any more; how many texts were read.

    Only works of experts who agreed to be matched are read: with an endpoint their texts leave the house.
    """
    choice = matching.choose(core.LexicalEncoder())
    if choice.fallback:
        raise Refused(silent())
    numbers = matching.numbers_of(choice)
    with walls.system("which works are read for the matching"):
        profiles = list(queries.matched_profiles().values_list("pk", flat=True)) if numbers else []
        queries.vectors_of_others(profiles).delete()
    made = 0
    for start in range(0, len(profiles), BATCH):
        say(start, len(profiles))
        made += _index(profiles[start : start + BATCH], numbers)
    say(len(profiles), len(profiles))
    return made


def _index(numbers_of_profiles: Sequence[int], encoder: Any) -> int:
    with walls.system("works that are read for the matching"):
        profiles = list(
            queries.matched_profiles().filter(pk__in=numbers_of_profiles).prefetch_related("works")
        )
        there = {profile.pk: set(queries.vector_keys(profile)) for profile in profiles}
    texts = {profile.pk: matching.texts_of(profile) for profile in profiles}
    wanted = {
        number: {key for one in every for key in core.keys_of(encoder, one)}
        for number, every in texts.items()
    }
    made = _made(encoder, texts, there)
    with walls.system("vectors of works"), transaction.atomic():
        still = queries.matched_profiles().filter(pk__in=texts).select_for_update(of=("self",))
        profiles = list(still)  # somebody may have withdrawn meanwhile
        for profile in profiles:
            queries.vectors_beside(profile, wanted[profile.pk]).delete()
        _keep(
            profiles,
            {key: core.to_bytes(encoder, key, vector) for key, vector in made.items()},
            wanted,
            there,
        )
    return len(made)


def _made(encoder: Any, texts: dict[int, list[dict[str, str]]], there: dict[int, set[str]]) -> dict[str, Any]:
    """Vectors of what no profile of the batch has yet."""
    missing = [
        one for number, every in texts.items() for one in every
        if not set(core.keys_of(encoder, one)) <= there[number]
    ]  # fmt: skip
    vectors: dict[str, Any] = {}
    try:
        for _added in core.index_works(missing, encoder, vectors):
            pass
    except core.MatchingError as reason:
        raise Refused(silent()) from reason
    return vectors


def _keep(
    profiles: Sequence[ExpertProfile],
    made: dict[str, bytes],
    wanted: dict[int, set[str]],
    there: dict[int, set[str]],
) -> None:
    rows = [
        TextVector(profile=profile, circle=own(profile), key=key, data=made[key])
        for profile in profiles
        for key in sorted((wanted[profile.pk] - there[profile.pk]) & made.keys())
    ]
    TextVector.objects.bulk_create(rows, ignore_conflicts=True)


def forget_vectors(profile: ExpertProfile) -> None:
    """Of somebody who is matched no more."""
    with walls.system("vectors of works that nobody compares any more"):
        TextVector.objects.filter(profile=profile).delete()
