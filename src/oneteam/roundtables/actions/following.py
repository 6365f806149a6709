"""What people took on: done with what came of it, confirmed by somebody else, or sent back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.files.actions import attach
from oneteam.files.queries import attached_to
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.journal.verbs import named

from .. import queries, rules
from ..enums import AFTER_HOLDING, ActionState, TableState
from ..models import ActionItem, RoundTable
from ..workflow import ACTION


@transaction.atomic
def add_action_item(*, person: Any, table: RoundTable, what: Bi, who: Any, due_on: date) -> ActionItem:
    require(rules.may_lead(person, table))
    if table.state not in (TableState.RUNNING, *AFTER_HOLDING):
        raise Refused(_("Things to do can be written down from the meeting on, until the table is closed."))
    if not what:
        raise invalid("what", _("Please write what is to be done."))
    _check_date(due_on)
    if not queries.attendance(table).filter(person=who).exists():
        raise invalid("who", _("Please choose somebody of this round table."))
    item = ActionItem.objects.create(table=table, circle=table.circle, what=what, who=who, due_on=due_on)
    _record(item, "roundtables.action_added", person, who=named(who), by=due_on.isoformat())
    _tell(item, "roundtables.action_given", but=person)
    return item


def _check_date(due_on: date) -> None:
    if due_on < timezone.localdate():
        raise invalid("due_on", _("Please give today or a date to come."))


@transaction.atomic
def finish_action_item(*, person: Any, item: ActionItem, evidence: str = "", upload: Any = None) -> None:
    """Done, with what came of it: in words, as a file, or both. Somebody else confirms it."""
    require(rules.may_finish(person, item))
    words = evidence.strip()
    if not words and upload is None and not attached_to(item.evidence_target).exists():
        raise invalid(
            "evidence", _("Please write what came of it, or where it can be seen, or attach a file.")
        )
    ACTION.advance(
        item, "finish", by=person, done_by=person, done_at=timezone.now(), evidence=words, lacking=""
    )
    if upload is not None:
        _attach(person, item, upload)
    _record(item, "roundtables.action_done", person)


@transaction.atomic
def attach_to_action_item(*, person: Any, item: ActionItem, upload: Any) -> Any:
    """Something more that shows it, until it is confirmed."""
    require(rules.may_finish(person, item) and item.state != ActionState.CONFIRMED)
    return _attach(person, item, upload)


def _attach(person: Any, item: ActionItem, upload: Any) -> Any:
    problem = item.table.problem
    return attach(
        person=person, upload=upload, target=item.evidence_target, thread=problem.code,
        circle=problem.disclosure.room, confidential=problem.disclosure.is_confidential,
    )  # fmt: skip


@transaction.atomic
def confirm_action_item(*, person: Any, item: ActionItem) -> None:
    _require_another(person, item)
    ACTION.advance(item, "confirm", by=person)
    _record(item, "roundtables.action_confirmed", person)


@transaction.atomic
def send_back_action_item(*, person: Any, item: ActionItem, reason: str) -> None:
    """It is to be done again or better; whoever took it on reads what is missing."""
    _require_another(person, item)
    if not reason.strip():
        raise invalid("reason", _("Please write what is still missing."))
    ACTION.advance(item, "send_back", by=person, lacking=reason.strip(), done_at=None, done_by=None)
    _record(item, "roundtables.action_sent_back", person, reason=reason.strip())
    _tell(item, "roundtables.action_sent_back", but=person)


def _require_another(person: Any, item: ActionItem) -> None:
    sentence = _("The chair or the owner confirms it, and somebody else than whoever did it.")
    require(rules.may_confirm(person, item), sentence)


@transaction.atomic
def move_action_item(*, person: Any, item: ActionItem, due_on: date, reason: str) -> None:
    """Another date, with why; the clocks begin anew from it."""
    require(rules.may_move(person, item))
    _check_date(due_on)
    if due_on == item.due_on:
        raise invalid("due_on", _("This is the date that it has already."))
    if not reason.strip():
        raise invalid("reason", _("Please write why the date is moved."))
    rows = ActionItem.objects.filter(pk=item.pk, state=ActionState.OPEN, due_on=item.due_on)
    if not rows.update(due_on=due_on):
        raise Refused(_("This has just been changed by somebody else. Please read it again."))
    item.due_on = due_on
    _record(item, "roundtables.action_moved", person, on=due_on.isoformat(), reason=reason.strip())
    _tell(item, "roundtables.action_moved", but=person)


def _tell(item: ActionItem, kind: str, *, but: Any) -> None:
    if item.who_id != but.pk:
        send(kind=kind, to=item.who, data={"action": item.code})


def _record(item: ActionItem, verb: str, person: Any, **data: Any) -> None:
    problem = item.table.problem
    record(
        verb=verb,
        actor=person,
        thread=problem.code,
        target=item.code,
        circle=problem.disclosure.room,
        data=data,
    )
