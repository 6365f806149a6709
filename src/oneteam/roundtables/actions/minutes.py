"""Minutes: drafted, sent, agreed by each who was there or by five days' silence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.workflow import save_version
from oneteam.journal.actions import record
from oneteam.journal.outbox import send

from .. import queries, rules
from ..enums import Presence
from ..models import Minutes, MinutesAgreement, RoundTable
from ..workflow import TABLE

SILENCE = timedelta(days=5)


@transaction.atomic
def save_minutes(
    *, person: Any, table: RoundTable, discussion: Bi, next_meeting: Bi | None = None, version: int = 0
) -> Minutes:
    """Write the minutes, or save over the version that the person saw. What was agreed before begins anew."""
    require(rules.may_lead(person, table))
    if not discussion:
        raise invalid("discussion", _("Please write what was discussed."))
    minutes = queries.minutes_of(table)
    texts = {"discussion": discussion, "next_meeting": next_meeting or Bi()}
    if minutes is None:
        TABLE.advance(table, "draft", by=person)
        minutes = Minutes.objects.create(table=table, circle=table.circle, writer=person, **texts)
    elif minutes.agreed_at is not None:
        raise Refused(_("These minutes are agreed and cannot be changed any more."))
    else:
        save_version(minutes, version, sent_at=None, **texts)
        MinutesAgreement.objects.filter(minutes=minutes).delete()
    _record(minutes, "roundtables.minutes_written", person)
    return minutes


@transaction.atomic
def send_minutes(*, person: Any, minutes: Minutes) -> None:
    """Ask everybody who was there to agree; from now on the days of silence count."""
    table = minutes.table
    require(rules.may_lead(person, table))
    now = timezone.now()
    sent = Minutes.objects.filter(pk=minutes.pk, sent_at=None, agreed_at=None).update(sent_at=now)
    if not sent:
        raise Refused(_("These minutes have already been sent."))
    minutes.sent_at = now
    _record(minutes, "roundtables.minutes_sent", person)
    for seat in queries.attendance(table).filter(presence=Presence.PRESENT):
        if seat.person_id != minutes.writer_id:
            send(kind="roundtables.minutes_sent", to=seat.person, data={"table": table.code})
    _finish_if_all_agree(minutes, person)


@transaction.atomic
def agree_minutes(*, person: Any, minutes: Minutes) -> None:
    table = minutes.table
    require(queries.attendance(table).filter(person=person, presence=Presence.PRESENT).exists())
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if locked.version != minutes.version or locked.sent_at is None:
        raise Refused(_("These minutes have just been changed. Please read them again."))
    if locked.agreed_at is None:
        MinutesAgreement.objects.get_or_create(
            minutes=locked, person=person, defaults={"circle": table.circle}
        )
        _record(minutes, "roundtables.minutes_confirmed", person)
        _finish_if_all_agree(minutes, person)


def _finish_if_all_agree(minutes: Minutes, person: Any) -> None:
    """Whoever wrote them agrees by that."""
    present = queries.attendance(minutes.table).filter(presence=Presence.PRESENT)
    needed = set(present.values_list("person_id", flat=True)) - {minutes.writer_id}
    if needed <= queries.agreed_people(minutes):
        _finish(minutes, person, "roundtables.minutes_agreed")


def _finish(minutes: Minutes, person: Any, verb: str) -> None:
    minutes.agreed_at = timezone.now()
    minutes.save(update_fields=["agreed_at"])
    TABLE.advance(minutes.table, "agree", by=person)
    _record(minutes, verb, person)


@transaction.atomic
def agree_by_silence() -> int:
    """The hourly job: minutes sent five days ago are agreed."""
    with walls.system("minutes are agreed by silence"):
        silent = list(queries.silent_minutes(timezone.now() - SILENCE).select_for_update(of=("self",)))
        for minutes in silent:
            _finish(minutes, None, "roundtables.minutes_agreed_by_silence")
    return len(silent)


def _record(minutes: Minutes, verb: str, person: Any) -> None:
    problem = minutes.table.problem
    record(
        verb=verb,
        actor=person,
        thread=problem.code,
        target=minutes.table.code,
        circle=problem.disclosure.room,
    )
