"""The word by which a machine enters measurements of one effect: shown once, kept as a hash, renewed at any time."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from oneteam.base.codes import hash_of
from oneteam.base.errors import require

from .. import rules
from ..models import Effect, MeasureKey
from ._common import project_of, tell_of


@transaction.atomic
def make_key(*, person: Any, effect: Effect) -> str:
    """A new word; an older one opens nothing any more. What it enters is entered in the name of who made it."""
    project = project_of(effect)
    require(rules.may_manage(person, project))
    word = secrets.token_urlsafe(32)
    MeasureKey.objects.update_or_create(
        effect=effect,
        defaults={
            "digest": hash_of(word), "by": person, "at": timezone.now(), "used_at": None, "circle": project.circle,
        },
    )  # fmt: skip
    tell_of(effect, "key_made", person)
    return word


@transaction.atomic
def drop_key(*, person: Any, effect: Effect) -> None:
    require(rules.may_manage(person, project_of(effect)))
    gone, _rows = MeasureKey.objects.filter(effect=effect).delete()
    require(gone > 0)
    tell_of(effect, "key_dropped", person)


def note_use(key: MeasureKey) -> None:
    MeasureKey.objects.filter(pk=key.pk).update(used_at=timezone.now())
