"""Roles, read off a person's keys. What a person may see is the wall's business, not this file's."""

from __future__ import annotations

from typing import Any

from oneteam.walls import keys_of

from .models import Disclosure, Organisation


def is_member(person: Any) -> bool:
    return "member" in keys_of(person)


def is_officer(person: Any) -> bool:
    return "secretariat" in keys_of(person)


def is_head(person: Any) -> bool:
    return "head" in keys_of(person)


def is_auditor(person: Any) -> bool:
    return "auditor" in keys_of(person)


def belongs_to(person: Any, organisation: Organisation) -> bool:
    return f"org:{organisation.pk}" in keys_of(person)


def has_role(person: Any, role: str, organisation_id: int) -> bool:
    return f"role:{role}:{organisation_id}" in keys_of(person)


def speaks_for(person: Any, organisation_id: int) -> bool:
    """May act for the organisation: a problem owner, its coordinator or an executive."""
    return any(has_role(person, role, organisation_id) for role in ("owner", "coordinator", "executive"))


def owns(person: Any, disclosure: Disclosure) -> bool:
    """Acts for the owner of a thread that they can see."""
    return speaks_for(person, disclosure.owner_id)


def may_keep_alliance(person: Any) -> bool:
    """Keep organisations, seats, rivalries, agreements and the vocabulary."""
    return is_officer(person)
