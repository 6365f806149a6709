"""Tables: who can come, what was said there, invitations, what waits for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import NAME, Person
from oneteam.alliance.enums import Level, Role
from oneteam.alliance.models import Disclosure, Seat
from oneteam.alliance.queries import inside, with_keys
from oneteam.base.fields import Bi
from oneteam.files.models import Attachment
from oneteam.problems.enums import State
from oneteam.problems.models import Problem
from oneteam.walls.models import Circle
from oneteam.walls.models import inside as inside_of

from .. import links
from ..enums import AHEAD, ActionState, Answer, Presence, TableState
from ..models import (
    MATERIALS,
    ActionItem,
    ActionReminder,
    AgendaItem,
    AgendaTemplate,
    Attendance,
    Booking,
    Candidate,
    DateFound,
    DateSearch,
    Decision,
    DecisionReview,
    Dissent,
    Feedback,
    Replacement,
    RoundTable,
    TableInvitation,
)
from .grounds import counts_for, of_people

OWNERS = (Role.OWNER, Role.COORDINATOR, Role.EXECUTIVE, Role.STAFF)


def _seated(roles: Iterable[str], **more: Any) -> QuerySet[Person]:
    present = Seat.objects.filter(role__in=list(roles), starts_on__lte=timezone.localdate(), **more)
    present = present.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now()))
    return Person.objects.filter(pk__in=present.values("person"), is_active=True).order_by("name", "pk")


def owner_people(disclosure: Disclosure) -> QuerySet[Person]:
    """The owner's people who may sit in the room."""
    return inside(disclosure.room, _seated(OWNERS, organisation=disclosure.owner_id))


def inside_which(circles: Iterable[int], people: Iterable[int]) -> set[tuple[int, int]]:
    """Which circle lets in whom of these people, by their own keys, as pairs of numbers."""
    known = {
        one.pk: {"public", *one.known_keys} for one in with_keys(Person.objects.filter(pk__in=list(people)))
    }
    return {
        (circle.pk, number)
        for circle in Circle.objects.filter(pk__in=list(circles))
        for number, keys in known.items()
        if keys & {*circle.admitted} or (keys & {*circle.readers} and not keys & {*circle.barred})
    }


def officers_inside(disclosure: Disclosure) -> QuerySet[Person]:
    return inside(disclosure.room, _seated((Role.OFFICER, Role.HEAD)))


def officers() -> QuerySet[Person]:
    return _seated((Role.OFFICER, Role.HEAD))


def busy(
    people: Iterable[int], starts_at: datetime, ends_at: datetime, but: RoundTable | None = None
) -> set[int]:
    """Who of them already sits at a table at that time, ``but`` for this one."""
    asked = set(people)
    at_once = Attendance.objects.filter(table__starts_at__lt=ends_at, table__ends_at__gt=starts_at)
    at_once = at_once.exclude(table=but)
    gone = (TableState.CANCELLED, TableState.CLOSED)
    kept = at_once.exclude(answer=Answer.DECLINED).exclude(table__state__in=gone)
    return {number for seat in of_people(kept, asked) for number in counts_for(seat) & asked}


def ahead_of(people: Iterable[int]) -> QuerySet[Attendance]:
    """At which tables these people sit from now on, as far as whoever acts may know."""
    ahead = Attendance.objects.filter(table__ends_at__gt=timezone.now(), table__state__in=AHEAD)
    return of_people(ahead.exclude(answer=Answer.DECLINED), people).select_related("table")


def without_date(codes: Iterable[str] | None = None) -> QuerySet[Problem]:
    """Problems whose panel is agreed and whose table has no date, the one that waits longest first."""
    agreed = Problem.objects.filter(inside_of("disclosure__room"), state=State.AGREED)
    found = agreed.select_related("disclosure__room", "disclosure__desk", "owner").order_by("state_at", "pk")
    return found if codes is None else found.filter(code__in=list(codes))


def date_searches() -> QuerySet[DateSearch]:
    """The reader's own, the newest first."""
    return DateSearch.objects.select_related("by")


def dates_found(search: DateSearch) -> QuerySet[DateFound]:
    return DateFound.objects.filter(search=search).select_related("problem__disclosure", "problem__owner")


def tables() -> QuerySet[RoundTable]:
    return RoundTable.objects.select_related("problem__disclosure", "problem__owner", "chair")


def table(code: str) -> QuerySet[RoundTable]:
    return tables().select_related("by").filter(code=code)


def lock_table(table: RoundTable) -> RoundTable:
    """As it is now, and held: of two who act on it at once, the second decides on what the first left."""
    return tables().select_for_update(of=("self",)).get(pk=table.pk)


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


def seats_at(tables: Iterable[int]) -> QuerySet[Attendance]:
    """The experts at these tables who have not declined."""
    seats = Attendance.objects.filter(table__in=list(tables), is_expert=True).exclude(answer=Answer.DECLINED)
    return seats.select_related("person")


def present(table: RoundTable) -> QuerySet[Attendance]:
    return attendance(table).filter(presence=Presence.PRESENT)


def seat(number: int) -> Attendance:
    """With the circles in which what is told of it may stand."""
    circles = (f"table__problem__disclosure__{part}" for part in ("room", "desk", "private"))
    return Attendance.objects.select_related("person", "table__by", "table__run", *circles).get(pk=number)


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


def agenda_template() -> AgendaTemplate | None:
    return AgendaTemplate.objects.filter(pk=AgendaTemplate.THE_ONE).first()


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


def cancelled_tables(problem: Problem) -> QuerySet[RoundTable]:
    return RoundTable.objects.filter(problem=problem, state=TableState.CANCELLED)


def with_materials() -> QuerySet[RoundTable]:
    """Tables still to come for which something to read was attached."""
    hung = Attachment.objects.filter(target=Concat(Value(MATERIALS), OuterRef("code")))
    return RoundTable.objects.filter(Exists(hung), state__in=AHEAD)


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


def invitation(code: str, person: Any) -> QuerySet[TableInvitation]:
    return TableInvitation.objects.filter(table_code=code, person=person)


def open_invitation(code: str, person: Any) -> QuerySet[TableInvitation]:
    """To which they have not said no, at a table that takes place."""
    return invitation(code, person).filter(answer__in=(Answer.ASKED, Answer.ACCEPTED))


def open_invitations(thread: str, person: Any) -> QuerySet[TableInvitation]:
    """Those of a problem that are still ahead, to which they have not said no."""
    ahead = TableInvitation.objects.filter(thread=thread, person=person, starts_at__gt=timezone.now())
    return ahead.filter(answer__in=(Answer.ASKED, Answer.ACCEPTED)).select_related("person")


def invited_by_link(token: str) -> TableInvitation | None:
    """What a link from a mail leads to, as the invited may read it; nothing for whoever has left."""
    numbers = links.read(token)
    person = Person.objects.filter(pk=numbers[1], is_active=True).first() if numbers else None
    if numbers is None or person is None:
        return None
    with walls.acting_as(person):
        return TableInvitation.objects.filter(pk=numbers[0], person=person).select_related("person").first()


def shown_by_link(invitation: TableInvitation) -> dict[str, Any]:
    """What the page of a link shows, read under the keys of the invited: of a confidential problem no word."""
    with walls.acting_as(invitation.person):
        problem = titles([invitation.thread]).get(invitation.thread)
        return {
            "invitation": invitation, "problem": problem,
            "confidential": problem is None or problem.disclosure.is_confidential,
        }  # fmt: skip


def declined(table: RoundTable) -> QuerySet[Attendance]:
    """Experts who do not come, and for whose seat nobody was found yet."""
    filled = Replacement.objects.filter(seat=OuterRef("pk"), agreed=True)
    return attendance(table).filter(~Exists(filled), is_expert=True, answer=Answer.DECLINED)


def experts_at(table: RoundTable) -> QuerySet[Candidate]:
    """As the list agreed to has them, those who have a seat and have not declined."""
    seats = Attendance.objects.filter(table=table, is_expert=True).exclude(answer=Answer.DECLINED)
    found = Candidate.objects.filter(run=table.run_id, person__in=seats.values("person"))
    return found.select_related("person")


def next_in_line(table: RoundTable) -> QuerySet[Candidate]:
    """Runners-up of the list agreed to who have no seat and were not refused, the best first."""
    asked = Replacement.objects.filter(table=table, candidate=OuterRef("pk"))
    seated = Attendance.objects.filter(table=table)
    line = Candidate.objects.filter(run=table.run_id, chosen=False, rank__isnull=False, excluded=[])
    line = line.exclude(person__in=seated.values("person")).filter(~Exists(asked))
    return line.select_related("person", "organisation").order_by("rank", "pk")


def replacements(table: RoundTable) -> QuerySet[Replacement]:
    """Proposed to the owner and not answered."""
    people = ("candidate__person", "candidate__organisation", "seat__person")
    return Replacement.objects.filter(table=table, answered_at=None).select_related(*people)


def stand_ins(table: RoundTable) -> dict[int, Any]:
    """By the number of a seat, who was asked in place of whoever declined."""
    agreed = Replacement.objects.filter(table=table, agreed=True).select_related("candidate__person")
    return {one.seat_id: one.candidate.person for one in agreed}


def replacement(code: str) -> QuerySet[Replacement]:
    tables = ("table__problem__disclosure", "table__chair", "table__circle", "seat__person", "by")
    return Replacement.objects.filter(code=code).select_related(
        "candidate__person", "candidate__organisation", *tables
    )


def is_elsewhere(table: RoundTable, person: Any) -> bool:
    """Whether another table took this person's time first; nobody but they themselves may know."""
    return Booking.objects.filter(table=table, person=person, holds=False).exists()


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


def tables_in_calendar(person: Any, since: datetime) -> QuerySet[RoundTable]:
    """Those at which the person sits or which they chair, and that take place."""
    said_no = Attendance.objects.filter(table=OuterRef("pk"), person=person, answer=Answer.DECLINED)
    mine = tables_of(person).filter(~Exists(said_no), ends_at__gte=since)
    return mine.exclude(state=TableState.CANCELLED)


def invitations_in_calendar(person: Any, since: datetime) -> QuerySet[TableInvitation]:
    asked = TableInvitation.objects.filter(person=person, ends_at__gte=since)
    return asked.filter(answer__in=(Answer.ASKED, Answer.ACCEPTED))


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


def actions_of(person: Any) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(who=person, state=ActionState.OPEN).select_related("table")
