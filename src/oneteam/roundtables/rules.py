"""Who may do what. What a person may see is the wall's business, not this file's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from oneteam.alliance.enums import Kind, Level, Role
from oneteam.alliance.models import Disclosure, Organisation
from oneteam.alliance.rules import has_role, is_officer, owns
from oneteam.problems.enums import State
from oneteam.problems.models import Problem
from oneteam.problems.workflow import ENDED
from oneteam.walls.models import Circle

from .enums import AHEAD, TO_PROJECT, ActionState, DecisionKind, Presence, TableState
from .models import (
    ActionItem,
    Attendance,
    Decision,
    MatchRun,
    Minutes,
    Replacement,
    RoundTable,
    TableInvitation,
    WaiverRequest,
)
from .workflow import TABLE

IN_MATCHING = (State.ACCEPTED, State.MATCHING)
MATERIALS_BEFORE = timedelta(days=3)  # so long before a table the panel reads its materials
AT_REST = (*ENDED, State.ON_HOLD)  # no table is sought for these


def may_match(person: Any, problem: Problem) -> bool:
    """An officer who is inside the secretariat's own notes: not one whom the owner or its rival employs."""
    return is_officer(person) and Circle.objects.filter(pk=problem.disclosure.private_id).exists()


def may_change(person: Any, run: Any) -> bool:
    """The same of a run as its page reads it."""
    return is_officer(person) and bool(run.private_seen)


def may_plan_day(person: Any) -> bool:
    """Of which problems, the walls say."""
    return is_officer(person)


def may_send(person: Any, run: MatchRun) -> bool:
    return may_match(person, run.problem)


def may_answer_waiver(person: Any, request: WaiverRequest) -> bool:
    """For the owner, as long as it can still bring somebody onto the panel."""
    return owns(person, request.problem.disclosure) and request.problem.state in IN_MATCHING


def may_approve(person: Any, run: MatchRun) -> bool:
    return owns(person, run.problem.disclosure)


def may_convene(person: Any, problem: Problem) -> bool:
    """An officer who is inside the room."""
    return is_officer(person) and Circle.objects.filter(pk=problem.disclosure.room_id).exists()


def may_reschedule(person: Any, table: RoundTable) -> bool:
    """Give a table another date or place: whoever may convene it."""
    return may_convene(person, table.problem)


def may_replace(person: Any, table: RoundTable) -> bool:
    """Propose somebody for a seat that is free, as long as the table is ahead."""
    return may_convene(person, table.problem) and table.state == TableState.FIXED


def may_answer_replacement(person: Any, asked: Replacement) -> bool:
    return owns(person, asked.table.problem.disclosure) and asked.table.state == TableState.FIXED


def may_keep_venues(person: Any) -> bool:
    return is_officer(person)


def may_keep_agenda(person: Any) -> bool:
    """The agenda with which new tables begin."""
    return is_officer(person)


def may_answer(person: Any, invitation: TableInvitation) -> bool:
    return bool(invitation.person_id == person.pk)


def may_lead(person: Any, table: RoundTable) -> bool:
    """Record attendance, minutes, the decision and what is to be done: the chair and the secretariat."""
    return bool(table.chair_id == person.pk) or is_officer(person)


def may_suggest(person: Any, minutes: Minutes) -> bool:
    """Whoever was there, until the minutes are agreed."""
    there = Attendance.objects.filter(table=minutes.table_id, person=person, presence=Presence.PRESENT)
    return minutes.agreed_at is None and there.exists()


def may_answer_suggestion(person: Any, minutes: Minutes) -> bool:
    return minutes.agreed_at is None and may_lead(person, minutes.table)


def may_prepare_edition(person: Any, minutes: Minutes) -> bool:
    """What members may read is prepared by the owner or the secretariat, of what was agreed."""
    return minutes.agreed_at is not None and (
        is_officer(person) or owns(person, minutes.table.problem.disclosure)
    )


def may_publish_edition(person: Any, minutes: Minutes) -> bool:
    return minutes.agreed_at is not None and owns(person, minutes.table.problem.disclosure)


def may_bring(person: Any, table: RoundTable) -> bool:
    """Materials to read before: whoever speaks for the owner, and the secretariat."""
    return owns(person, table.problem.disclosure) or is_officer(person)


def materials_are_open(table: RoundTable) -> bool:
    """From three days before, and ever after; not for a table that does not take place."""
    due = timezone.now() >= table.starts_at - MATERIALS_BEFORE
    return table.state != TableState.CANCELLED and (due or table.state not in AHEAD)


def may_cancel(person: Any, table: RoundTable) -> bool:
    return is_officer(person) and TABLE.can("cancel", table.state)


def may_take_chair(person: Any, table: RoundTable) -> bool:
    """When the chair has left a meeting that goes on: the secretariat, and the owner's people."""
    mine = is_officer(person) or owns(person, table.problem.disclosure)
    return table.state == TableState.RUNNING and table.chair_id != person.pk and mine


def may_close(person: Any, table: RoundTable) -> bool:
    return is_officer(person)


def may_give_feedback(person: Any, table: RoundTable) -> bool:
    """The owner and the chair, once the table is closed."""
    leads = table.chair_id == person.pk or owns(person, table.problem.disclosure)
    return bool(table.state == TableState.CLOSED and leads)


def may_begin_project(person: Any, decision: Decision) -> bool:
    """From a decision that asks for one: the secretariat, or whoever answers for it."""
    return decision.kind in TO_PROJECT and (is_officer(person) or decision.responsible_id == person.pk)


def may_review(person: Any, decision: Decision) -> bool:
    """Whoever answers for it, and the secretariat."""
    return bool(decision.responsible_id == person.pk) or is_officer(person)


def may_read_interests(person: Any, decision: Decision) -> bool:
    """The owner and the secretariat, of a joint task."""
    sees = owns(person, decision.problem.disclosure) or is_officer(person)
    return decision.kind == DecisionKind.JOINT_TASK and sees


def may_ask_interest(person: Any, decision: Decision) -> bool:
    """Once the owner lets the members read the decision."""
    return may_read_interests(person, decision) and members_read(decision.problem.disclosure)


def members_read(disclosure: Disclosure) -> bool:
    """Whether the owner lets the members read the decision; of a sealed thread nobody does."""
    return disclosure.decision_shared and disclosure.level != Level.SEALED


def may_state_interest(person: Any, decision: Decision, organisation: Organisation) -> bool:
    """A member's coordinator, where the members were asked; also to read it when the time is over."""
    asked = decision.interest_until is not None and members_read(decision.problem.disclosure)
    another = organisation.pk != decision.problem.owner_id and organisation.kind != Kind.STARTUP
    return asked and another and has_role(person, Role.COORDINATOR, organisation.pk)


def may_finish(person: Any, action: ActionItem) -> bool:
    return bool(action.who_id == person.pk) or may_lead(person, action.table)


def may_confirm(person: Any, action: ActionItem) -> bool:
    """The chair and the problem's owner, but not whoever took it on or said that it is done."""
    did = person.pk in (action.who_id, action.done_by_id)
    answers = action.table.chair_id == person.pk or owns(person, action.table.problem.disclosure)
    return bool(answers and not did)


def may_move(person: Any, action: ActionItem) -> bool:
    """Give it another date: whoever leads the table."""
    return action.state == ActionState.OPEN and may_lead(person, action.table)
