"""Minutes: drafted, sent, agreed by each who was there or by five days' silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.codes import digest_of
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.workflow import save_version
from oneteam.journal.actions import record
from oneteam.journal.outbox import send

from .. import queries, rules
from ..enums import Presence
from ..models import Minutes, MinutesAgreement, MinutesVersion, RoundTable
from ..record import agreed, as_it_stands
from ..texts import Section, Texts
from ..workflow import TABLE

SILENCE = timedelta(days=5)


@transaction.atomic
def save_minutes(
    *, person: Any, table: RoundTable, discussion: Bi | None = None, sections: Sequence[Section] | None = None,
    next_meeting: Bi | None = None, version: int = 0,
) -> Minutes:  # fmt: skip
    """Write the minutes, or save over the version that the person saw. What was agreed before begins anew.

    ``sections``: items of the agenda with what was said of each; left out, those that are there stay.
    """
    require(rules.may_lead(person, table))
    minutes = queries.minutes_of(table)
    minutes = still_open(minutes) if minutes else None
    before = Texts.of(minutes).sections if minutes else ()
    kept = before if sections is None else tuple(sections)
    texts = Texts(discussion or Bi(), kept, next_meeting or Bi())
    if not texts:
        raise invalid("discussion", _("Please write what was discussed."))
    if minutes is None:
        TABLE.advance(table, "draft", by=person)
        minutes = Minutes.objects.create(table=table, circle=table.circle, writer=person, **texts.columns())
        _keep_version(minutes, person)
    else:
        write(minutes, texts, version, person)
    tell(minutes, "roundtables.minutes_written", person)
    return minutes


def still_open(minutes: Minutes) -> Minutes:
    """As they stand now, held until whoever changes them is done: or they are agreed meanwhile."""
    held = queries.lock_minutes(minutes)
    if held.agreed_at is not None:
        raise Refused(_("These minutes are agreed and cannot be changed any more."))
    return held


def write(minutes: Minutes, texts: Texts, version: int, person: Any) -> None:
    """A new version in place of exactly ``version``; nobody has agreed to it yet. Of minutes that are held."""
    save_version(minutes, version, sent_at=None, frozen=None, **texts.columns())
    MinutesAgreement.objects.filter(minutes=minutes).delete()
    _keep_version(minutes, person)


def _keep_version(minutes: Minutes, person: Any) -> None:
    MinutesVersion.objects.create(
        minutes=minutes, circle=minutes.table.circle, number=minutes.version, by=person,
        **Texts.of(minutes).columns(),
    )  # fmt: skip


@transaction.atomic
def send_minutes(*, person: Any, minutes: Minutes) -> None:
    """Ask everybody who was there to agree to what stands now; from now on the days of silence count."""
    table = minutes.table
    require(rules.may_lead(person, table))
    now, sent = timezone.now(), as_it_stands(minutes)
    rows = Minutes.objects.filter(pk=minutes.pk, version=minutes.version, sent_at=None, agreed_at=None)
    if not rows.update(sent_at=now, frozen=sent):
        raise Refused(_("These minutes have already been sent, or changed in the meantime."))
    minutes.sent_at, minutes.frozen = now, sent
    tell(minutes, "roundtables.minutes_sent", person)
    for seat in queries.attendance(table).filter(presence=Presence.PRESENT):
        if seat.person_id != minutes.writer_id:
            send(kind="roundtables.minutes_sent", to=seat.person, data={"table": table.code})
    finish_if_all_agree(minutes, person)


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
        tell(minutes, "roundtables.minutes_confirmed", person)
        finish_if_all_agree(minutes, person)


def finish_if_all_agree(minutes: Minutes, person: Any) -> None:
    """Whoever wrote them agrees by that. As long as a correction waits for its answer, nothing is agreed."""
    present = queries.attendance(minutes.table).filter(presence=Presence.PRESENT)
    needed = set(present.values_list("person_id", flat=True)) - {minutes.writer_id}
    if needed <= queries.agreed_people(minutes) and not queries.open_suggestions(minutes).exists():
        _finish(minutes, person, by_silence=False)


def _finish(minutes: Minutes, person: Any, *, by_silence: bool) -> None:
    """From here on the record is frozen: its digest tells whether it is still what was agreed."""
    now = timezone.now()
    minutes.frozen = agreed(minutes, now, by_silence=by_silence)
    minutes.digest, minutes.agreed_at = digest_of(minutes.frozen), now
    minutes.save(update_fields=["frozen", "digest", "agreed_at"])
    TABLE.advance(minutes.table, "agree", by=person)
    tell(
        minutes,
        "roundtables.minutes_agreed_by_silence" if by_silence else "roundtables.minutes_agreed",
        person,
    )


@transaction.atomic
def agree_by_silence() -> int:
    """The hourly job: minutes sent five days ago are agreed, unless a correction waits for its answer."""
    with walls.system("minutes are agreed by silence"):
        silent = list(queries.silent_minutes(timezone.now() - SILENCE).select_for_update(of=("self",)))
        for minutes in silent:
            _finish(minutes, None, by_silence=True)
    return len(silent)


def tell(minutes: Minutes, verb: str, person: Any) -> None:
    problem = minutes.table.problem
    record(
        verb=verb, actor=person, thread=problem.code, target=minutes.table.code,
        circle=problem.disclosure.room,
    )  # fmt: skip
