from __future__ import annotations

from typing import Any

from oneteam.alliance.rules import is_officer

from .models import ExpertProfile


def may_keep(person: Any, profile: ExpertProfile) -> bool:
    """The expert keeps the own profile; the secretariat helps."""
    return profile.person_id == person.pk or is_officer(person)


def may_consent(person: Any, profile: ExpertProfile) -> bool:
    return bool(profile.person_id == person.pk)


def may_enrol(person: Any) -> bool:
    return is_officer(person)
