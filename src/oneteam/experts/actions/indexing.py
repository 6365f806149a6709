"""Vectors of works, made before a match needs them: batch by batch, and again only where a text has changed."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused
from oneteam.base.jobs import defer_once
from oneteam.base.later import Later
from oneteam.longjobs.kinds import Say

from .. import matching, queries
from ..models import ExpertProfile, Reading, TextVector
from ._common import own

if TYPE_CHECKING:
    from oneteam_core import matching as core
else:
    core = Later("oneteam_core.matching")

INDEX_SOON = "experts.index_soon"
BATCH = 20  # profiles: some hundred works, so that a step takes a few seconds at most


def silent() -> str:
    return _("The encoder of the settings does not answer. Until it does, matches compare words alone.")


def index_soon() -> None:
    """After a change of works: once, however many changes there are."""
    defer_once(INDEX_SOON)


def index(say: Say) -> int:
    """Make what is missing, forget what nobody compares any more; how many texts were read.

    Only works of experts who agreed to be matched are read: with an endpoint their texts leave the house. Whether
    the encoder answered is noted, so that the page needs not ask it.
    """
    try:
        made = _index_all(say)
    except Refused:
        _note(answered=False)
        raise
    _note(answered=True)
    return made


def _note(*, answered: bool) -> None:
    if encoder := matching.kept_as():
        found = {"answered": answered, "at": timezone.now()}
        Reading.objects.update_or_create(encoder=encoder[:200], defaults=found)


def _index_all(say: Say) -> int:
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


def _index(numbers: Sequence[int], encoder: Any) -> int:
    with walls.system("works that are read for the matching"):
        profiles = list(
            queries.matched_profiles().filter(pk__in=numbers).prefetch_related("works", "experiences")
        )
        there = queries.vector_keys(numbers)
    wanted = {profile.pk: _texts(profile, encoder) for profile in profiles}
    missing = {
        key: text
        for number, texts in wanted.items()
        for key, text in texts.items()
        if key not in there[number]
    }
    made = _read(encoder, missing)
    with walls.system("vectors of works"), transaction.atomic():
        still = queries.matched_profiles().filter(pk__in=numbers).select_for_update(of=("self",))
        for profile in still:  # somebody may have withdrawn meanwhile
            _keep(profile, wanted.get(profile.pk, {}).keys(), there[profile.pk], made)
    return len(made)


def _texts(profile: ExpertProfile, encoder: Any) -> dict[str, dict[str, str]]:
    """Each text of a profile alone, under the core's name for it."""
    alone = [{language: text} for texts in matching.texts_of(profile) for language, text in texts.items()]
    return {key: text for text in alone for key in core.keys_of(encoder, text)}


def _read(encoder: Any, missing: dict[str, dict[str, str]]) -> dict[str, bytes]:
    vectors: dict[str, Any] = {}
    try:
        for _added in core.index_works(list(missing.values()), encoder, vectors):
            pass
    except core.MatchingError as reason:
        raise Refused(silent()) from reason
    return {key: core.to_bytes(encoder, key, vector) for key, vector in vectors.items()}


def _keep(
    profile: ExpertProfile, wanted: AbstractSet[str], there: AbstractSet[str], made: dict[str, bytes]
) -> None:
    if gone := there - wanted:
        TextVector.objects.filter(profile=profile, key__in=gone).delete()
    if new := sorted((wanted - there) & made.keys()):
        circle = own(profile)
        rows = [TextVector(profile=profile, circle=circle, key=key, data=made[key]) for key in new]
        TextVector.objects.bulk_create(rows, ignore_conflicts=True)


def forget_vectors(profile: ExpertProfile) -> None:
    """Of somebody who is matched no more."""
    with walls.system("vectors of works that nobody compares any more"):
        TextVector.objects.filter(profile=profile).delete()
