"""A meeting from its beginning to its end: one item of the agenda after the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, Stale, invalid, require
from oneteam.base.races import or_else
from oneteam.base.text import say
from oneteam.journal.actions import record
from oneteam.roundtables import actions as roundtables
from oneteam.roundtables.enums import TableState
from oneteam.roundtables.models import AgendaItem, RoundTable

from .. import queries, rules
from ..enums import Part
from ..minutes import draft_of
from ..models import Sitting
from ._common import going_on, tell

LONGEST = 240  # minutes that may be added at once


@transaction.atomic
def begin(*, person: Any, table: RoundTable) -> Sitting:
    """Open the room at the first item of the agenda."""
    require(rules.may_begin(person, table))
    if timezone.localdate(table.starts_at) > timezone.localdate():
        raise Refused(_("The room opens on the day of the meeting."))
    first = queries.agenda(table).first()
    if first is None:
        raise Refused(_("Please give the agenda at least one item before the meeting begins."))
    roundtables.open_room(person=person, table=table)
    with or_else(Refused(_("The meeting has already begun."))):
        sitting = Sitting.objects.create(
            table=table, circle=table.circle, item=first, item_until=_end_of(first)
        )
    _record(table, "meeting.began", person)
    tell(table, *Part)
    return sitting


def _end_of(item: AgendaItem) -> Any:
    return timezone.now() + timedelta(minutes=item.minutes)


@transaction.atomic
def go_to(*, person: Any, sitting: Sitting, seen: int, number: int) -> None:
    """Close the item that the chair saw and go to another one; of two who press at once, one closes it."""
    require(rules.may_lead(person, sitting.table))
    going_on(sitting)
    item = queries.agenda(sitting.table).filter(number=number).first()
    if item is None:
        raise Refused(_("The agenda has no such item any more."))
    rows = Sitting.objects.filter(pk=sitting.pk, item__number=seen)
    if not rows.update(item=item, item_until=_end_of(item), speaker=None):
        now = queries.sitting(sitting.table)
        sentence = _("Somebody else has just changed the item. Now it is “%(item)s”.")
        raise Stale(say(sentence, item=str(now.item.title) if now else ""))
    tell(sitting.table, Part.BAR, Part.AGENDA, Part.NOTES, Part.PEOPLE)


@transaction.atomic
def add_minutes(*, person: Any, sitting: Sitting, minutes: int) -> None:
    """More time for the item of now, counted from now where its time is over."""
    require(rules.may_lead(person, sitting.table))
    going_on(sitting)
    if not 1 <= minutes <= LONGEST:
        raise invalid("minutes", _("Please give 1 to 240 minutes."))
    locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
    locked.item_until = max(locked.item_until, timezone.now()) + timedelta(minutes=minutes)
    locked.save(update_fields=["item_until"])
    tell(sitting.table, Part.BAR, Part.AGENDA)


@transaction.atomic
def end(*, person: Any, sitting: Sitting, came: Mapping[int, tuple[bool, str]]) -> None:
    """Close the room, record who came, and begin the minutes with what was recorded."""
    table = sitting.table
    require(rules.may_lead(person, table))
    if table.state != TableState.RUNNING:
        raise Refused(_("This meeting has already been ended."))
    roundtables.hold(person=person, table=table, came=came)
    _record(table, "meeting.ended", person)
    if draft := draft_of(sitting):
        roundtables.save_minutes(
            person=person, table=table, discussion=draft.discussion, sections=draft.sections
        )
    tell(table, *Part)


def _record(table: RoundTable, verb: str, person: Any, **data: Any) -> None:
    problem = table.problem
    record(
        verb=verb, actor=person, thread=problem.code, target=table.code, circle=problem.disclosure.room,
        data=data,
    )  # fmt: skip
