"""Who may do what with a problem. Seeing is the wall's business: whoever got the problem may see it."""

from __future__ import annotations

from typing import Any

from oneteam.alliance.enums import NamedRole, Stage
from oneteam.alliance.rules import has_role, is_officer, owns
from oneteam.walls import keys_of
from oneteam.walls.models import Circle

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


def sees_desk(problem: Problem) -> bool:
    """Whether who acts now is inside the desk that owner and secretariat share. ``queries`` have asked it already."""
    asked: bool | None = vars(problem).get("desk_seen")
    return Circle.objects.filter(pk=problem.disclosure.desk_id).exists() if asked is None else asked


def may_review(person: Any, problem: Problem) -> bool:
    """An officer inside its desk: not one whom a wall keeps to the teaser."""
    return is_officer(person) and sees_desk(problem)


def may_scope(person: Any, problem: Problem) -> bool:
    return may_review(person, problem) and problem.state in (State.SUBMITTED, State.SCOPING)


def may_withdraw(person: Any, problem: Problem) -> bool:
    return may_speak(person, problem) and PROBLEM.can("withdraw", problem.state)


def may_hold(person: Any, problem: Problem) -> bool:
    return may_review(person, problem) and PROBLEM.can("hold", problem.state)


def may_resume(person: Any, problem: Problem) -> bool:
    return may_review(person, problem) and PROBLEM.can("resume", problem.state)


def may_close(person: Any, problem: Problem) -> bool:
    return may_review(person, problem) and PROBLEM.can("close", problem.state)


# --- who may see it --------------------------------------------------------------------------------


def may_follow(person: Any, problem: Problem) -> bool:
    """The owner and the secretariat read who is named, and who has read."""
    return may_speak(person, problem) or may_review(person, problem)


def may_attach(person: Any, problem: Problem) -> bool:
    """A file beside the full text: the owner, and the secretariat where it reads the text."""
    return may_follow(person, problem) and hasattr(problem, "brief")


def sees_progress(problem: Problem) -> bool:
    """Whoever is at its desk follows every state; others learn no more than that it is open.

    Else a rival who may read a teaser would learn from the state that a round table is held.
    """
    return sees_desk(problem)


def may_set_disclosure(person: Any, problem: Problem) -> bool:
    """Raise the level, publish or share parts of it: the owner decides."""
    return may_speak(person, problem)


def is_unseen(problem: Problem) -> bool:
    """A draft that was never submitted: it stays with its owner."""
    return problem.disclosure.stage == Stage.DRAFT


def is_free(problem: Problem) -> bool:
    """Still in the owner's hands: the level may go up and down. Once it was open to others, never again."""
    stage = problem.disclosure.stage
    return stage == Stage.DRAFT or (stage == Stage.REVIEW and problem.state == State.RETURNED)


def may_name_people(person: Any, problem: Problem, role: str = NamedRole.OFFICER) -> bool:
    """The owner names anybody; an officer at its desk brings in a colleague."""
    return may_speak(person, problem) or (may_review(person, problem) and role == NamedRole.OFFICER)


# Partners and verifiers are named and taken off by their project.
NAMED_HERE = (NamedRole.OWNER, NamedRole.OFFICER, NamedRole.EXPERT)


def may_take_off(person: Any, problem: Problem, role: str) -> bool:
    return role in NAMED_HERE and may_name_people(person, problem, role)


def role_for(named: Any, problem: Problem) -> NamedRole:
    """What somebody is to this problem: the owner's own people, the secretariat's, or an expert."""
    keys = keys_of(named)
    if f"org:{problem.owner_id}" in keys:
        return NamedRole.OWNER
    return NamedRole.OFFICER if "secretariat" in keys else NamedRole.EXPERT


def side_of(person: Any, problem: Problem) -> Side | None:
    """Which of the two that must agree the person speaks for."""
    if may_speak(person, problem):
        return Side.OWNER
    return Side.OFFICE if may_review(person, problem) else None


def may_answer_lowering(person: Any, request: LevelRequest) -> bool:
    """The other side, and never the one who asked."""
    if person.pk == request.by_id:
        return False
    if request.side == Side.OWNER:
        return may_review(person, request.problem)
    return may_speak(person, request.problem)
