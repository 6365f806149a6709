"""Tables: who can come, what was said there, invitations, what waits for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import NAME, Person
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import Level, Role
from oneteam.alliance.models import Disclosure, Seat
from oneteam.base.fields import Bi
from oneteam.problems.enums import State
from oneteam.problems.models import Problem
from oneteam.walls.models import Circle
from oneteam.walls.models import inside as inside_of

from ..enums import AHEAD, ActionState, Answer, Presence, TableState
from ..models import (
    ActionItem,
    ActionReminder,
    AgendaItem,
    Attendance,
    Decision,
    DecisionReview,
    Dissent,
    Feedback,
    Minutes,
    RoundTable,
    TableInvitation,
)
from .grounds import counts_for, of_people

OWNERS = (Role.OWNER, Role.COORDINATOR, Role.EXECUTIVE, Role.STAFF)


def _seated(roles: Iterable[str], **more: Any) -> QuerySet[Person]:
    present = Seat.objects.filter(role__in=list(roles), starts_on__lte=timezone.localdate(), **more)
    present = present.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now()))
    return Person.objects.filter(pk__in=present.values("person"), is_active=True).order_by("name", "pk")


def inside(circle: Circle, people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of ``people`` whom the circle lets in now, by their own keys."""
    met = Q(known_keys__overlap=circle.admitted)
    if circle.readers:
        met |= Q(known_keys__overlap=circle.readers) & ~Q(known_keys__overlap=circle.barred or [""])
    return alliance.with_keys(people).filter(met)


def owner_people(disclosure: Disclosure) -> QuerySet[Person]:
    """The owner's people who may sit in the room."""
    return inside(disclosure.room, _seated(OWNERS, organisation=disclosure.owner_id))


def officers_inside(disclosure: Disclosure) -> QuerySet[Person]:
    return inside(disclosure.room, _seated((Role.OFFICER, Role.HEAD)))


def busy(people: Iterable[int], starts_at: datetime, ends_at: datetime) -> set[int]:
    """Who of them already sits at a table at that time."""
    asked = set(people)
    at_once = Attendance.objects.filter(table__starts_at__lt=ends_at, table__ends_at__gt=starts_at)
    gone = (TableState.CANCELLED, TableState.CLOSED)
    kept = at_once.exclude(answer=Answer.DECLINED).exclude(table__state__in=gone)
    return {number for seat in of_people(kept, asked) for number in counts_for(seat) & asked}


def tables() -> QuerySet[RoundTable]:
    return RoundTable.objects.select_related("problem__disclosure", "problem__owner", "chair")


def table(code: str) -> QuerySet[RoundTable]:
    return tables().select_related("by").filter(code=code)


def listed_tables() -> QuerySet[RoundTable]:
    decided = Decision.objects.filter(table=OuterRef("pk"))
    return tables().annotate(decided=Exists(decided))


def tables_of(person: Any) -> QuerySet[RoundTable]:
    """Those at which the person sits or which they chair."""
    mine = Attendance.objects.filter(table=OuterRef("pk"), person=person)
    return listed_tables().filter(Q(chair=person) | Exists(mine))


def table_with_decision(problem: Problem) -> RoundTable | None:
    """As the problem's page shows it, in one statement."""
    found = RoundTable.objects.filter(problem=problem).exclude(state=TableState.CANCELLED)
    found = found.select_related("chair", "decision__responsible").order_by("-starts_at", "-pk")
    people = (f"{who}__{name}" for who in ("chair", "decision__responsible") for name in NAME)
    decision = ("decision__kind", "decision__text", "decision__due_on")
    return found.only("code", "state", "starts_at", *decision, *people).first()


def fixed_tables(problem: Problem) -> QuerySet[RoundTable]:
    return tables().filter(problem=problem, state__in=AHEAD)


def attendance(table: RoundTable) -> QuerySet[Attendance]:
    return Attendance.objects.filter(table=table).select_related("person", "organisation")


def present(table: RoundTable) -> QuerySet[Attendance]:
    return attendance(table).filter(presence=Presence.PRESENT)


def seated_people(table: RoundTable) -> QuerySet[Person]:
    seats = Attendance.objects.filter(table=table)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("name", "pk")


def to_give_feedback_on(table: RoundTable, person: Any) -> QuerySet[Attendance]:
    """The experts who were there, but for the person themselves."""
    there = attendance(table).filter(is_expert=True, presence=Presence.PRESENT)
    return there.exclude(person=person)


def has_given_feedback(table: RoundTable, person: Any) -> bool:
    with walls.system("whether somebody has said already how the experts helped"):
        return Feedback.objects.filter(table=table, by=person).exists()


def feedback(table: RoundTable) -> QuerySet[Feedback]:
    return Feedback.objects.filter(table=table).select_related("person", "by")


def feedback_on(people: Iterable[int]) -> dict[int, list[Feedback]]:
    """What was said of experts at other tables, as far as whoever acts may know; never of sealed ones."""
    found: dict[int, list[Feedback]] = defaultdict(list)
    said = of_people(Feedback.objects.select_related("table"), people)
    for one in said.exclude(table__problem__disclosure__level=Level.SEALED):
        for number in counts_for(one):
            found[number].append(one)
    return found


def agenda(table: RoundTable) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(table=table)


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


def seated_as(role: str, organisation: int | None) -> QuerySet[Person]:
    return _seated((role,), organisation=organisation)


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


def table_of(decision: Decision) -> RoundTable | None:
    """For who may see it: the decision may be read by more people."""
    return RoundTable.objects.filter(pk=decision.table_id).first()


def dissents(decision: Decision) -> QuerySet[Dissent]:
    return Dissent.objects.filter(decision=decision).select_related("person")


def reviews(decision: Decision) -> QuerySet[DecisionReview]:
    return DecisionReview.objects.filter(decision=decision).select_related("by")


def minutes(table: RoundTable) -> QuerySet[Minutes]:
    return Minutes.objects.filter(table=table).select_related("writer", "table__problem__disclosure")


def minutes_of(table: RoundTable) -> Minutes | None:
    return minutes(table).first()


def files_of_agreed_minutes(files: list[Any]) -> set[int]:
    """The files on which minutes rest that were agreed: nobody may take them away."""
    tables = {file.target.partition(":")[2] for file in files}
    with walls.system("whether agreed minutes rest on a file"):
        agreed = Minutes.objects.filter(table__code__in=tables, agreed_at__isnull=False)
        codes = set(agreed.values_list("table__code", flat=True))
    return {file.pk for file in files if file.target.partition(":")[2] in codes}


def agreed_people(minutes: Minutes | None) -> set[int]:
    return set(minutes.agreements.values_list("person_id", flat=True)) if minutes else set()


def invitation(code: str, person: Any) -> QuerySet[TableInvitation]:
    return TableInvitation.objects.filter(table_code=code, person=person)


def clashing(invitation: TableInvitation) -> QuerySet[TableInvitation]:
    """Other tables at the same time to which the invited has not said no."""
    others = TableInvitation.objects.filter(person=invitation.person_id).exclude(pk=invitation.pk)
    at_once = others.filter(starts_at__lt=invitation.ends_at, ends_at__gt=invitation.starts_at)
    return at_once.filter(answer__in=(Answer.ASKED, Answer.ACCEPTED))


def invitations_to(person: Any) -> QuerySet[TableInvitation]:
    """Those still ahead, the nearest first."""
    ahead = TableInvitation.objects.filter(person=person, ends_at__gte=timezone.now())
    ahead = ahead.exclude(answer=Answer.CALLED_OFF)
    return ahead.order_by("starts_at", "pk")


def titles(codes: Iterable[str]) -> dict[str, Problem]:
    found = Problem.objects.filter(code__in=set(codes)).select_related("disclosure", "owner")
    return {row.code: row for row in found}


def titles_of_decided(codes: Iterable[str]) -> dict[str, Bi]:
    """Of the problems whose decision the reader may see, and so may know that a table met."""
    found = Problem.objects.filter(inside_of("disclosure__summary"), code__in=set(codes))
    return dict(found.values_list("code", "title"))


def unanswered(before: datetime, again: datetime, most: int) -> QuerySet[TableInvitation]:
    """Asked before ``before``, not reminded since ``again``, and not more than ``most`` times."""
    asked = TableInvitation.objects.filter(
        answer=Answer.ASKED, created_at__lte=before, reminders__lt=most, starts_at__gt=timezone.now(),
        attendance__table__problem__state=State.SCHEDULED,
    )  # fmt: skip
    return asked.filter(Q(reminded_at=None) | Q(reminded_at__lte=again)).select_related("person")


def silent_minutes(before: datetime) -> QuerySet[Minutes]:
    """Sent before ``before`` and not agreed by everybody."""
    waiting = Minutes.objects.filter(agreed_at=None, sent_at__lte=before)
    return waiting.select_related("table__problem__disclosure")


def actions_of(person: Any) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(who=person, state=ActionState.OPEN).select_related("table")
