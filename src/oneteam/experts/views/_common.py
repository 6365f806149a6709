from __future__ import annotations

from typing import Any

from django.http import Http404

from .. import queries, rules
from ..models import ExpertProfile


def get_profile(code: str) -> ExpertProfile:
    profile = queries.profiles().select_related("circle").filter(code=code).first()
    if profile is None:
        raise Http404
    return profile


def kept_profile(person: Any, code: str) -> ExpertProfile:
    """A profile that the person may change; for everybody else there is no such page."""
    profile = get_profile(code)
    if not rules.may_keep(person, profile):
        raise Http404
    return profile
