"""Who is in the room, whose hand is up, who has the floor and the chair."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, require
from oneteam.journal.actions import record
from oneteam.journal.verbs import named
from oneteam.roundtables import actions as roundtables
from oneteam.roundtables.enums import TableState
from oneteam.roundtables.models import RoundTable

from .. import queries, rules
from ..enums import Part
from ..models import Here, Sitting
from ..queries import GONE_AFTER
from ._common import going_on, tell


@transaction.atomic
def be_here(*, person: Any, sitting: Sitting) -> None:
    """The page of somebody in the room says that it is open; the others hear of it when it was not before."""
    if sitting.table.state != TableState.RUNNING:
        return
    now = timezone.now()
    there = Here.objects.filter(sitting=sitting, person=person)
    known = there.filter(seen_at__gt=now - GONE_AFTER).update(seen_at=now)
    if known:
        return
    if not there.update(seen_at=now):
        Here.objects.bulk_create(
            [Here(sitting=sitting, person=person, circle=sitting.circle)], ignore_conflicts=True
        )
    tell(sitting.table, Part.PEOPLE)


@transaction.atomic
def raise_hand(*, person: Any, sitting: Sitting) -> None:
    going_on(sitting)
    be_here(person=person, sitting=sitting)
    if Here.objects.filter(sitting=sitting, person=person, hand_at=None).update(hand_at=timezone.now()):
        tell(sitting.table, Part.PEOPLE)


@transaction.atomic
def lower_hand(*, person: Any, sitting: Sitting, whose: int) -> None:
    """One's own, or, for the chair, anybody's."""
    require(whose == person.pk or rules.may_lead(person, sitting.table))
    going_on(sitting)
    if Here.objects.filter(sitting=sitting, person=whose).exclude(hand_at=None).update(hand_at=None):
        tell(sitting.table, Part.PEOPLE)


@transaction.atomic
def give_floor(*, person: Any, sitting: Sitting, whose: int) -> None:
    """Whoever speaks next; the hand goes down."""
    require(rules.may_lead(person, sitting.table))
    going_on(sitting)
    there = Here.objects.filter(sitting=sitting, person=whose)
    if not there.exists():
        raise Refused(_("This person is not in the room any more."))
    there.update(hand_at=None)
    Sitting.objects.filter(pk=sitting.pk).update(speaker=whose)
    tell(sitting.table, Part.PEOPLE)


@transaction.atomic
def take_chair(*, person: Any, table: RoundTable) -> None:
    """Somebody of the secretariat or the owner goes on when the chair is not in the room."""
    sitting = queries.sitting(table)
    if sitting is not None and queries.is_here(sitting, table.chair_id):
        raise Refused(_("The chair is in the room. Please ask the chair to hand over."))
    before = table.chair
    roundtables.take_chair(person=person, table=table)
    record(
        verb="meeting.chair_taken", actor=person, thread=table.problem.code, target=table.code,
        circle=table.problem.disclosure.room, data={"before": named(before)},
    )  # fmt: skip
    tell(table, Part.BAR, Part.AGENDA, Part.PEOPLE)
