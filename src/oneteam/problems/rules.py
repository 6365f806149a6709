"""Who may do what with a problem. Seeing is the wall's business: whoever got the problem may see it."""

from __future__ import annotations

from typing import Any

from oneteam.alliance.rules import has_role, is_officer, owns
from oneteam.walls import keys_of

from .enums import State
from .models import Problem
from .workflow import PROBLEM


def may_draft(person: Any) -> bool:
    """Somebody with a seat in a member organisation that may bring problems."""
    return bool(organisations_to_draft_for(person))


def organisations_to_draft_for(person: Any) -> list[int]:
    roles = ("owner", "coordinator", "executive")
    return [n for n in organisations_of(person) if any(has_role(person, role, n) for role in roles)]


def organisations_of(person: Any) -> list[int]:
    return sorted(int(key.split(":")[1]) for key in keys_of(person) if key.startswith("org:"))


def may_register(person: Any) -> bool:
    """Write down a problem that somebody told the secretariat."""
    return is_officer(person)


def may_edit(person: Any, problem: Problem) -> bool:
    return owns(person, problem.disclosure) and problem.state in (State.DRAFT, State.RETURNED)


def may_submit(person: Any, problem: Problem) -> bool:
    return owns(person, problem.disclosure) and PROBLEM.can("submit", problem.state)


def may_scope(person: Any, problem: Problem) -> bool:
    return is_officer(person) and problem.state in (State.SUBMITTED, State.SCOPING)


def may_withdraw(person: Any, problem: Problem) -> bool:
    return owns(person, problem.disclosure) and PROBLEM.can("withdraw", problem.state)


def may_hold(person: Any, problem: Problem) -> bool:
    return is_officer(person) and PROBLEM.can("hold", problem.state)


def may_resume(person: Any, problem: Problem) -> bool:
    return is_officer(person) and problem.state == State.ON_HOLD


def may_close(person: Any, problem: Problem) -> bool:
    return is_officer(person) and PROBLEM.can("close", problem.state)


def may_set_disclosure(person: Any, problem: Problem) -> bool:
    """Raise the level, publish or share parts of it: the owner decides."""
    return owns(person, problem.disclosure)


def may_name_people(person: Any, problem: Problem) -> bool:
    return owns(person, problem.disclosure) or is_officer(person)


def sees_progress(person: Any, problem: Problem) -> bool:
    """The owner's people and the secretariat follow every state; others learn no more than that it is open.

    Else a rival who may read a teaser would learn from the state that a round table is held.
    """
    return is_officer(person) or f"org:{problem.owner_id}" in keys_of(person)
