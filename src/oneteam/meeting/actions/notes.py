"""The record: what is said is added to, never written over; a text that two change at once is shown to both."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.workflow import changed_meanwhile, save_version
from oneteam.roundtables import actions as roundtables
from oneteam.roundtables.models import AgendaItem, RoundTable

from .. import queries, rules
from ..enums import NoteKind, Part
from ..models import Note, NoteText, Sitting
from ._common import going_on, tell

WRITTEN = (NoteKind.SAID, NoteKind.SETTLED, NoteKind.PARKED)


@transaction.atomic
def write(*, person: Any, sitting: Sitting, text: str, kind: str = NoteKind.SAID) -> Note:
    """Add to the record of the item of now."""
    going_on(sitting)
    if kind not in WRITTEN:
        raise invalid("kind", _("Please choose what kind of note this is."))
    note = Note.objects.create(
        sitting=sitting, circle=sitting.circle, item=sitting.item, kind=kind, by=person, text=_given(text)
    )
    tell(sitting.table, *_shown_in(note))
    return note


@transaction.atomic
def change_note(*, person: Any, note: Note, text: str, version: int) -> None:
    """Over exactly the version that the person saw; the text before is kept."""
    require(rules.may_change(person, note))
    going_on(note.sitting)
    _change(note, version, person, text=_given(text))


@transaction.atomic
def take_back(*, person: Any, note: Note, version: int) -> None:
    """It is shown as taken back, and left out of the minutes."""
    require(rules.may_change(person, note) and note.kind != NoteKind.GIST)
    going_on(note.sitting)
    _change(note, version, person, taken_back=not note.taken_back)


@transaction.atomic
def put_in_short(*, person: Any, sitting: Sitting, item: AgendaItem, text: str, version: int) -> Note:
    """One text for an item of the agenda, which everybody writes together."""
    going_on(sitting)
    note = queries.gist(sitting, item)
    if note is not None:
        _change(note, version, person, text=_given(text))
        return note
    if version:
        raise Refused(_("The agenda has no such item any more."))
    with or_else(changed_meanwhile()):
        note = Note.objects.create(
            sitting=sitting, circle=sitting.circle, item=item, kind=NoteKind.GIST, by=person,
            text=_given(text),
        )  # fmt: skip
    tell(sitting.table, Part.NOTES)
    return note


@transaction.atomic
def take_on(*, person: Any, table: RoundTable, what: Bi, who: Any, due_on: date) -> None:
    """Somebody takes something on, and the others in the room see it at once."""
    roundtables.add_action_item(person=person, table=table, what=what, who=who, due_on=due_on)
    tell(table, Part.OUTCOME)


@transaction.atomic
def attach_file(*, person: Any, sitting: Sitting, upload: Any) -> None:
    """What is shown in the room goes with the minutes."""
    going_on(sitting)
    roundtables.attach_in_room(person=person, table=sitting.table, upload=upload)
    tell(sitting.table, Part.OUTCOME)


def _change(note: Note, version: int, person: Any, **values: Any) -> None:
    before, when = note.text, note.changed_at or note.at
    save_version(note, version, changed_at=timezone.now(), **values)
    if note.text != before:
        NoteText.objects.create(
            note=note, circle=note.circle, version=version, text=before, by=person, at=when
        )
    tell(note.sitting.table, *_shown_in(note))


def _shown_in(note: Note) -> tuple[Part, ...]:
    beside = note.kind in (NoteKind.SETTLED, NoteKind.PARKED)
    return (Part.NOTES, Part.OUTCOME) if beside else (Part.NOTES,)


def _given(text: str) -> str:
    if not text.strip():
        raise invalid("text", _("Please write what was said."))
    return text.strip()
