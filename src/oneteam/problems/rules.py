"""Who may do what with a problem. Seeing is the wall's business: whoever got the problem may see it."""

from __future__ import annotations

from typing import Any

from oneteam.alliance.enums import NamedRole, Stage
from oneteam.alliance.rules import has_role, is_officer, owns
from oneteam.walls import keys_of

from .enums import Side, State
from .models import LevelRequest, Problem
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


def may_speak(person: Any, problem: Problem) -> bool:
    """Acts for the owner, whatever the state."""
    return owns(person, problem.disclosure)


def may_review(person: Any) -> bool:
    """An officer; which problems, the walls decide."""
    return is_officer(person)


def may_scope(person: Any, problem: Problem) -> bool:
    return may_review(person) and problem.state in (State.SUBMITTED, State.SCOPING)


def may_withdraw(person: Any, problem: Problem) -> bool:
    return may_speak(person, problem) and PROBLEM.can("withdraw", problem.state)


def may_hold(person: Any, problem: Problem) -> bool:
    return may_review(person) and PROBLEM.can("hold", problem.state)


def may_resume(person: Any, problem: Problem) -> bool:
    return may_review(person) and problem.state == State.ON_HOLD


def may_close(person: Any, problem: Problem) -> bool:
    return may_review(person) and PROBLEM.can("close", problem.state)


# --- who may see it --------------------------------------------------------------------------------


def may_follow(person: Any, problem: Problem) -> bool:
    """The owner and the secretariat read who is named, and who has read."""
    return may_speak(person, problem) or is_officer(person)


def sees_progress(person: Any, problem: Problem) -> bool:
    """The owner's people and the secretariat follow every state; others learn no more than that it is open.

    Else a rival who may read a teaser would learn from the state that a round table is held.
    """
    return is_officer(person) or f"org:{problem.owner_id}" in keys_of(person)


def may_set_disclosure(person: Any, problem: Problem) -> bool:
    """Raise the level, publish or share parts of it: the owner decides."""
    return may_speak(person, problem)


def is_free(problem: Problem) -> bool:
    """Still in the owner's hands: the level may go up and down."""
    return problem.disclosure.stage == Stage.DRAFT or problem.state == State.RETURNED


def may_name_people(person: Any, problem: Problem, role: str = NamedRole.OFFICER) -> bool:
    """The owner names anybody; an officer brings in a colleague."""
    return may_speak(person, problem) or (is_officer(person) and role == NamedRole.OFFICER)


def role_for(named: Any, problem: Problem) -> NamedRole:
    """What somebody is to this problem: the owner's own people, the secretariat's, or an expert."""
    keys = keys_of(named)
    if f"org:{problem.owner_id}" in keys:
        return NamedRole.OWNER
    return NamedRole.OFFICER if "secretariat" in keys else NamedRole.EXPERT


def is_rival(named: Any, problem: Problem) -> bool:
    shown = problem.disclosure
    rival = {f"rival:{shown.owner_id}:{shown.area}", f"rival:{shown.owner_id}:*"}
    return bool(rival & keys_of(named))


def side_of(person: Any, problem: Problem) -> Side | None:
    """Which of the two that must agree the person speaks for."""
    if may_speak(person, problem):
        return Side.OWNER
    return Side.OFFICE if is_officer(person) else None


def may_answer_lowering(person: Any, request: LevelRequest) -> bool:
    """The other side, and never the one who asked."""
    if person.pk == request.by_id:
        return False
    if request.side == Side.OWNER:
        return is_officer(person)
    return may_speak(person, request.problem)
