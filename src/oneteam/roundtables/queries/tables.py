"""Round tables and who sits at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import NAME, Person
from oneteam.alliance.enums import Level
from oneteam.base.fields import Bi
from oneteam.files.models import Attachment
from oneteam.problems.models import Problem
from oneteam.walls.models import inside as inside_of

from ..enums import AHEAD, Answer, Presence, TableState
from ..models import (
    MATERIALS,
    AgendaItem,
    AgendaTemplate,
    Attendance,
    Booking,
    Decision,
    Feedback,
    Replacement,
    RoundTable,
)
from .grounds import counts_for, of_people


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


def cancelled_tables(problem: Problem) -> QuerySet[RoundTable]:
    return RoundTable.objects.filter(problem=problem, state=TableState.CANCELLED)


def with_materials() -> QuerySet[RoundTable]:
    """Tables still to come for which something to read was attached."""
    hung = Attachment.objects.filter(target=Concat(Value(MATERIALS), OuterRef("code")))
    return RoundTable.objects.filter(Exists(hung), state__in=AHEAD)


def declined(table: RoundTable) -> QuerySet[Attendance]:
    """Experts who do not come, and for whose seat nobody was found yet."""
    filled = Replacement.objects.filter(seat=OuterRef("pk"), agreed=True)
    return attendance(table).filter(~Exists(filled), is_expert=True, answer=Answer.DECLINED)


def stand_ins(table: RoundTable) -> dict[int, Any]:
    """By the number of a seat, who was asked in place of whoever declined."""
    agreed = Replacement.objects.filter(table=table, agreed=True).select_related("candidate__person")
    return {one.seat_id: one.candidate.person for one in agreed}


def is_elsewhere(table: RoundTable, person: Any) -> bool:
    """Whether another table took this person's time first; nobody but they themselves may know."""
    return Booking.objects.filter(table=table, person=person, holds=False).exists()


def tables_in_calendar(person: Any, since: datetime) -> QuerySet[RoundTable]:
    """Those at which the person sits or which they chair, and that take place."""
    said_no = Attendance.objects.filter(table=OuterRef("pk"), person=person, answer=Answer.DECLINED)
    mine = tables_of(person).filter(~Exists(said_no), ends_at__gte=since)
    return mine.exclude(state=TableState.CANCELLED)


def titles(codes: Iterable[str]) -> dict[str, Problem]:
    found = Problem.objects.filter(code__in=set(codes)).select_related("disclosure", "owner")
    return {row.code: row for row in found}


def titles_of_decided(codes: Iterable[str]) -> dict[str, Bi]:
    """Of the problems whose decision the reader may see, and so may know that a table met."""
    found = Problem.objects.filter(inside_of("disclosure__summary"), code__in=set(codes))
    return dict(found.values_list("code", "title"))
