"""Letters to experts, their answers, and who comes instead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.problems.enums import State

from .. import links
from ..enums import Answer
from ..models import Attendance, Candidate, Replacement, RoundTable, TableInvitation
from .tables import titles


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


def replacement(code: str) -> QuerySet[Replacement]:
    tables = ("table__problem__disclosure", "table__chair", "table__circle", "seat__person", "by")
    return Replacement.objects.filter(code=code).select_related(
        "candidate__person", "candidate__organisation", *tables
    )


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


def invitations_in_calendar(person: Any, since: datetime) -> QuerySet[TableInvitation]:
    asked = TableInvitation.objects.filter(person=person, ends_at__gte=since)
    return asked.filter(answer__in=(Answer.ASKED, Answer.ACCEPTED))


def unanswered(before: datetime, again: datetime, most: int) -> QuerySet[TableInvitation]:
    """Asked before ``before``, not reminded since ``again``, and not more than ``most`` times."""
    asked = TableInvitation.objects.filter(
        answer=Answer.ASKED, created_at__lte=before, reminders__lt=most, starts_at__gt=timezone.now(),
        attendance__table__problem__state=State.SCHEDULED,
    )  # fmt: skip
    return asked.filter(Q(reminded_at=None) | Q(reminded_at__lte=again)).select_related("person")
