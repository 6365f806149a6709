from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, Stale
from oneteam.files import actions as files
from oneteam.files.queries import attached_to
from oneteam.journal.actions import record
from oneteam.walls.actions import shared_circle

from ..models import Organisation
from ._common import names, office_and, require_keeper

PICTURES = (".png", ".jpg", ".jpeg", ".webp")
MOST_BYTES = 1_000_000


@transaction.atomic
def set_logo(*, person: Any, organisation: Organisation, upload: Any, seen: str) -> None:
    """A picture, told by its content; no SVG, which may carry a program. It takes the place of the one ``seen``."""
    require_keeper(person)
    if PurePath(upload.name).suffix.lower() not in PICTURES or upload.size > MOST_BYTES:
        sentence = _("Please choose a picture of at most 1 MB: PNG, JPEG or WebP.")
        raise Invalid(sentence, {"file": sentence})
    if Organisation.objects.select_for_update().get(pk=organisation.pk).logo != seen:
        raise Stale(_("Somebody has just changed this logo. Look at it, then choose your picture again."))
    circle = shared_circle("public")
    kept = files.keep(person=person, upload=upload, target=_target(organisation), thread="", circle=circle)
    _change(person, organisation, kept.code)


@transaction.atomic
def take_logo_off(*, person: Any, organisation: Organisation) -> None:
    require_keeper(person)
    _change(person, organisation, "")


def _target(organisation: Organisation) -> str:
    return f"logo:{organisation.code}"


def _change(person: Any, organisation: Organisation, code: str) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(logo=code)
    organisation.logo = code
    for old in attached_to(_target(organisation)).exclude(code=code):
        files.discard(old)
    record(
        verb="alliance.logo_changed", actor=person, circle=office_and(organisation), target=organisation.code,
        data={"organisation": names(organisation)},
    )  # fmt: skip
