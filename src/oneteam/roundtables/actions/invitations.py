"""Experts are asked to come, and answer, signed in or by the link of the mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import NamedRole
from oneteam.alliance.models import Named
from oneteam.base.errors import Refused, Stale, invalid, require
from oneteam.experts.actions import declare_engagement
from oneteam.experts.enums import EngagementKind
from oneteam.experts.queries import profile_of
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.problems.enums import State
from oneteam.walls.actions import person_circle
from oneteam.walls.models import Circle

from .. import queries, rules
from ..enums import Answer, TableState
from ..models import Attendance, Candidate, DateLetter, RoundTable, TableInvitation
from . import booking
from .rematching import ask_for_match_beside

ANSWER_WITHIN = timedelta(days=3)
MOST_REMINDERS = 2


def invite_to(table: RoundTable, experts: Sequence[Candidate]) -> None:
    """Those who have a seat already are asked to come."""
    seats = {seat.person_id: seat for seat in table.attendance.all()}
    with walls.system("an invitation stands in the circle of the invited"):
        for one in experts:
            TableInvitation.objects.create(
                attendance=seats[one.person_id], circle=person_circle(one.person_id), person=one.person,
                thread=table.problem.code, table_code=table.code, starts_at=table.starts_at,
                ends_at=table.ends_at, place=table.place, why=_why(one),
                sequence=table.sequence,
            )  # fmt: skip
            send(kind="roundtables.invited", to=one.person, data={"table": table.code})


def withdraw_invitations(*, instance: Named, **_signal: Any) -> None:
    """Whoever is taken off a thread keeps no invitation that tells of it, whichever way the name went."""
    person, thread = instance.person_id, instance.disclosure.thread
    if person is None:
        return
    DateLetter.objects.filter(thread=thread, person=person).delete()  # the owner's people are asked, too
    if instance.role == NamedRole.EXPERT:
        for one in queries.open_invitations(thread, person):
            _take_out(one, one.sequence + 1)
        TableInvitation.objects.filter(thread=thread, person=person).delete()
        seats = Attendance.objects.filter(table__problem__code=thread, person=person)
        seats.filter(table__state=TableState.FIXED).update(answer=Answer.DECLINED)
        booking.release(table__problem__code=thread, person=person)


def _take_out(invitation: TableInvitation, sequence: int) -> None:
    """A mail that takes the event out of their calendar. It may be that they see nothing of the table any more."""
    span = {"starts": invitation.starts_at.isoformat(), "ends": invitation.ends_at.isoformat()}
    data = {"table": invitation.table_code, "sequence": sequence, **span}
    send(kind="roundtables.not_expected", to=invitation.person, data=data)


def _why(candidate: Candidate) -> dict[str, Any]:
    """Skills that the teaser asks for and the expert's own works; no word of the brief."""
    topic = candidate.reasons.get("topic", {})
    return {"skills": topic.get("skills", []), "works": [work["title"] for work in topic.get("works", [])]}


class Elsewhere(Refused):
    """Another table holds the time of the invited, who alone may know of it."""


@transaction.atomic
def answer_by_link(*, token: str, accept: bool, **said: Any) -> None:
    """The invited answers by the link of the mail, once and under their own keys."""
    found = queries.invited_by_link(token)
    if found is None:
        raise Refused(
            _("This link is not complete. Please open it from the mail again, or call the secretariat.")
        )
    if found.answer not in (Answer.ASKED, Answer.CALLED_OFF):
        raise _has_answered()
    with walls.acting_as(found.person):
        try:
            answer_invitation(person=found.person, invitation=found, accept=accept, **said)
        except Elsewhere:  # whoever holds the link may be somebody else
            raise Refused(_("Please sign in to answer this invitation.")) from None


@transaction.atomic
def answer_invitation(
    *, person: Any, invitation: TableInvitation, accept: bool, reason: str = "", conflict: bool = False,
    suggests: str = "", seen: int | None = None,
) -> None:  # fmt: skip
    """The expert's answer, kept with the invitation and told to the room, which they may not see yet.

    ``conflict``: they cannot advise this owner. That is kept with their profile, told to the secretariat alone, and they
    read nothing more of the problem than others do. ``suggests``: whom to ask instead, for the desk.
    ``seen``: the sequence of the date that stood on their page.
    """
    _check_answer(person, invitation, accept, reason)
    if seen not in (None, invitation.sequence):
        raise _moved_meanwhile()
    answer = Answer.ACCEPTED if accept else Answer.DECLINED
    words = "" if accept else reason.strip()[:200]
    if conflict:
        _declare_conflict(person, invitation)
    _keep_answer(invitation, answer, words)
    if not accept:
        booking.release(table__code=invitation.table_code, person=person)
    elif not booking.hold(invitation.table_code, person):
        raise Elsewhere(_("Another round table takes your time at that hour. Decline that one first."))
    with walls.system("the answer of an invited expert reaches the room"):
        seat = queries.seat(invitation.attendance_id)
        _tell_the_room(seat, answer, "" if conflict else words)
        if suggests.strip() and not accept:
            _tell(seat, "somebody_suggested", seat.table.problem.disclosure.desk, whom=suggests.strip()[:200])
        if conflict:
            _step_down(seat, words)


def _keep_answer(invitation: TableInvitation, answer: str, reason: str) -> None:
    """To the date that was read. Who has said yes may still say no; a no stays."""
    before = (Answer.ASKED, Answer.ACCEPTED) if answer == Answer.DECLINED else (Answer.ASKED,)
    rows = TableInvitation.objects.filter(pk=invitation.pk, answer__in=before)
    sequence = invitation.sequence + (answer == Answer.DECLINED)
    values = {"answer": answer, "reason": reason, "answered_at": timezone.now(), "sequence": sequence}
    if not rows.filter(sequence=invitation.sequence).update(**values):
        raise _moved_meanwhile() if rows.exists() else _has_answered()
    if answer == Answer.DECLINED:
        _take_out(invitation, sequence)


def _has_answered() -> Refused:
    return Refused(_("You have already answered. If something has changed, sign in and open the invitation."))


def _moved_meanwhile() -> Stale:
    return Stale(
        _("The round table was moved after you opened this page. Look at the new date, then answer.")
    )


def _check_answer(person: Any, invitation: TableInvitation, accept: bool, reason: str) -> None:
    require(rules.may_answer(person, invitation))
    if invitation.starts_at <= timezone.now():
        raise Refused(_("This round table has already begun. Please call the secretariat."))
    if not accept and not reason.strip():
        raise invalid("reason", _("Please write in a few words why you cannot come."))
    planned = queries.problem(invitation.thread).filter(state=State.SCHEDULED).exists()
    if not planned or invitation.answer == Answer.CALLED_OFF:
        raise Refused(_("This round table does not take place as planned. Please call the secretariat."))


def _tell_the_room(seat: Attendance, answer: str, reason: str) -> None:
    Attendance.objects.filter(pk=seat.pk).update(answer=answer, reason=reason)
    _tell(seat, f"invitation_{answer}", seat.table.problem.disclosure.room)
    if seat.table.by is not None:
        send(kind="roundtables.answered", to=seat.table.by, data={"table": seat.table.code, "seat": seat.pk})


def _step_down(seat: Attendance, reason: str) -> None:
    """Whoever has a conflict is not on the thread any more, and the secretariat sees what the match is without them."""
    disclosure = seat.table.problem.disclosure
    _tell(seat, "conflict_told", disclosure.private, reason=reason)
    disclosures.unname(disclosure, role=NamedRole.EXPERT, person=seat.person)
    if seat.table.run is not None:
        ask_for_match_beside(seat.table.run)


def _tell(seat: Attendance, verb: str, circle: Circle, **data: str) -> None:
    record(
        verb=f"roundtables.{verb}", actor=seat.person, thread=seat.table.problem.code, target=seat.table.code,
        circle=circle, data=data,
    )  # fmt: skip


def _declare_conflict(person: Any, invitation: TableInvitation) -> None:
    """From now on no match proposes them to this owner, and no waiver brings them in."""
    profile = profile_of(person)
    owner = queries.problem(invitation.thread).values_list("owner", flat=True).first()
    if profile is not None and owner is not None:
        declare_engagement(
            person=person, profile=profile, organisation_id=owner, kind=EngagementKind.CONFLICT
        )


@transaction.atomic
def remind_invited() -> int:
    """The job of every morning: who has not answered is asked again, twice at most."""
    now = timezone.now()
    with walls.system("remind those who have not answered an invitation"):
        waiting = list(queries.unanswered(now - ANSWER_WITHIN, now - timedelta(days=2), MOST_REMINDERS))
        for one in waiting:
            send(kind="roundtables.reminded", to=one.person, data={"table": one.table_code})
            one.reminders, one.reminded_at = one.reminders + 1, now
            one.save(update_fields=["reminders", "reminded_at"])
    return len(waiting)
