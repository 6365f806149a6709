from __future__ import annotations

from typing import Any

from oneteam.alliance.rules import is_officer

from .models import ExpertProfile


def may_keep(person: Any, profile: ExpertProfile) -> bool:
    """The expert keeps the own profile; the secretariat helps. One merged into another is closed."""
    return profile.merged_into_id is None and (profile.person_id == person.pk or is_officer(person))


def may_consent(person: Any, profile: ExpertProfile) -> bool:
    return profile.merged_into_id is None and bool(profile.person_id == person.pk)


def may_enrol(person: Any) -> bool:
    return is_officer(person)


def may_index(person: Any) -> bool:
    return is_officer(person)


def may_merge(person: Any) -> bool:
    return is_officer(person)
