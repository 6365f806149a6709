"""Roles, read off a person's keys. What a person may see is the wall's business, not this file's."""

from __future__ import annotations

from typing import Any

from oneteam.walls import keys_of

from .enums import Role
from .models import Disclosure, Organisation, Rivalry, Seat
from .workflow import HEADS_ONLY

# Given by the head of the secretariat alone; the other roles of an organisation by its coordinator, too.
HEADS_GIFT = frozenset({Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR})
OWN_ROLES = frozenset({Role.STAFF, Role.OWNER, Role.EXPERT, Role.COORDINATOR, Role.EXECUTIVE})


def is_member(person: Any) -> bool:
    return "member" in keys_of(person)


def is_officer(person: Any) -> bool:
    return "secretariat" in keys_of(person)


def is_head(person: Any) -> bool:
    return "head" in keys_of(person)


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


def has_nda(person: Any) -> bool:
    return any(key.startswith("nda:") for key in keys_of(person))


def has_no_stake(person: Any, *organisations: Organisation) -> bool:
    """No wall runs between the person's own organisation and these; where one does, the head decides."""
    rivals = {key.split(":")[1] for key in keys_of(person) if key.startswith("rival:")}
    return is_head(person) or rivals.isdisjoint(str(organisation.pk) for organisation in organisations)


def may_regroup(person: Any, organisation: Organisation) -> bool:
    """Whom an organisation counts as one party with moves walls: not for whom they concern."""
    return is_head(person) or (has_no_stake(person, organisation) and not belongs_to(person, organisation))


def may_end_rivalry(person: Any, rivalry: Rivalry) -> bool:
    return may_keep_alliance(person) and has_no_stake(person, rivalry.one, rivalry.other)


def is_rival(person: Any, disclosure: Disclosure) -> bool:
    """Works for a rival of the owner of a thread, in its business area."""
    owner = disclosure.owner_id
    return not keys_of(person).isdisjoint({f"rival:{owner}:{disclosure.area}", f"rival:{owner}:*"})


def may_keep_alliance(person: Any) -> bool:
    """Keep organisations, seats, rivalries, agreements and the vocabulary."""
    return is_officer(person)


def may_see_people(person: Any) -> bool:
    return is_member(person) or is_officer(person)


def may_advance(person: Any, transition: str) -> bool:
    return is_head(person) if transition in HEADS_ONLY else is_officer(person)


def may_give_seats(person: Any, organisation: Organisation) -> bool:
    return bool(roles_to_give(person, organisation))


def roles_to_give(person: Any, organisation: Organisation | None = None) -> list[Role]:
    """The roles that ``person`` may give, or take, in ``organisation``; in any, where none is named."""
    if is_head(person):
        return list(Role)
    if organisation is not None and not has_no_stake(person, organisation):
        return []
    if is_officer(person):
        return [role for role in Role if role not in HEADS_GIFT]
    if organisation is not None and has_role(person, Role.COORDINATOR, organisation.pk):
        return [role for role in Role if role in OWN_ROLES]
    return []


def may_invite(person: Any) -> bool:
    return is_officer(person) or any(key.startswith("role:coordinator:") for key in keys_of(person))


def may_give_role(person: Any, role: str, organisation: Organisation) -> bool:
    return role in roles_to_give(person, organisation)


def needs_no_invitation(person: Any, holder: Any, organisation: Organisation) -> bool:
    """A coordinator gives roles to those who sit there already. Anybody else is asked: a seat at a rival
    closes what they see at home, so nobody is given one unasked."""
    return is_officer(person) or belongs_to(holder, organisation)


def may_change_seat(person: Any, seat: Seat) -> bool:
    """End it, or move its last day: as giving it."""
    return may_give_role(person, seat.role, seat.organisation)
