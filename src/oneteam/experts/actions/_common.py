from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.errors import Refused
from oneteam.journal.actions import record
from oneteam.walls.actions import shared_circle
from oneteam.walls.models import Circle

from ..models import ExpertProfile


def require(allowed: bool) -> None:
    if not allowed:
        raise Refused(_("Only the expert, or the secretariat, may change this profile."))


def own(profile: ExpertProfile) -> Circle:
    """The expert and the secretariat, whoever else may see the profile."""
    return shared_circle("secretariat", f"person:{profile.person_id}")


def tell(profile: ExpertProfile, verb: str, actor: Any, data: dict[str, Any] | None = None) -> None:
    """Into the journal, for those who may keep the profile."""
    record(verb=verb, actor=actor, target=profile.code, circle=own(profile), data=data)
