"""Decisions, what was taken on, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from oneteam import walls
from oneteam.problems.enums import State

from ..enums import ActionState, TableState
from ..models import ActionItem, ActionReminder, Attendance, Decision, DecisionReview, Dissent, RoundTable


def action_items(table: RoundTable) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(table=table).select_related("who")


def action_item(code: str) -> QuerySet[ActionItem]:
    found = ActionItem.objects.filter(code=code)
    return found.select_related("table__problem__disclosure", "table__chair", "who", "done_by", "state_by")


def open_actions(before: date) -> QuerySet[ActionItem]:
    """Not done, and due until ``before``; of problems that have not left the way or paused."""
    at_rest = (State.WITHDRAWN, State.ON_HOLD)
    found = ActionItem.objects.filter(state=ActionState.OPEN, due_on__lte=before)
    found = found.exclude(table__problem__state__in=at_rest).exclude(table__state=TableState.CANCELLED)
    found = found.select_related("table__problem__disclosure__teaser", "table__problem__disclosure__room")
    return found.prefetch_related("reminders")


def home_at(item: ActionItem) -> int | None:
    """The organisation for which somebody sat at the table where they took something on."""
    seats = Attendance.objects.filter(table=item.table_id, person=item.who_id)
    return seats.values_list("organisation", flat=True).first()


def reminders(item: ActionItem) -> QuerySet[ActionReminder]:
    return ActionReminder.objects.filter(item=item)


def files_of_done_actions(files: list[Any]) -> set[int]:
    """The files that show that something was done: they stay while somebody looks at them, and once confirmed."""
    codes = {file.target.partition(":")[2] for file in files}
    with walls.system("whether a file shows that something was done"):
        done = ActionItem.objects.filter(code__in=codes).exclude(state=ActionState.OPEN)
        kept = set(done.values_list("code", flat=True))
    return {file.pk for file in files if file.target.partition(":")[2] in kept}


def decision_of(table: RoundTable) -> Decision | None:
    found = Decision.objects.filter(table=table).select_related("responsible").first()
    if found is not None:
        found.problem = table.problem  # as read: nothing of it is asked for again
    return found


def decision(code: str) -> QuerySet[Decision]:
    return Decision.objects.filter(code=code).select_related("responsible", "problem__disclosure", "table")


def told_decision(code: str) -> QuerySet[Decision]:
    """For whoever may read it, also without its table."""
    found = Decision.objects.filter(code=code)
    return found.select_related("responsible", "circle", "problem__disclosure", "problem__owner")


def reviews_to_tell() -> QuerySet[Decision]:
    """Their review date has come and was not told yet."""
    come = Decision.objects.filter(review_on__lte=timezone.localdate()).exclude(review_told_on=F("review_on"))
    return come.select_related("responsible", "table", "problem__disclosure__room").order_by("pk")


def table_of(decision: Decision) -> RoundTable | None:
    """For who may see it: the decision may be read by more people."""
    return RoundTable.objects.filter(pk=decision.table_id).first()


def dissents(decision: Decision) -> QuerySet[Dissent]:
    return Dissent.objects.filter(decision=decision).select_related("person")


def reviews(decision: Decision) -> QuerySet[DecisionReview]:
    return DecisionReview.objects.filter(decision=decision).select_related("by")


def actions_of(person: Any) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(who=person, state=ActionState.OPEN).select_related("table")
