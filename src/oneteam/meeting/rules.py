"""Who may do what in the room. Who may be in it at all is the walls' business."""

from __future__ import annotations

from typing import Any

from oneteam.roundtables import rules
from oneteam.roundtables.enums import AHEAD, TableState
from oneteam.roundtables.models import RoundTable

from .models import Note

may_lead, may_take_chair = rules.may_lead, rules.may_take_chair


def may_begin(person: Any, table: RoundTable) -> bool:
    return may_lead(person, table) and table.state == TableState.FIXED


def may_change_agenda(person: Any, table: RoundTable) -> bool:
    return may_lead(person, table) and table.state in AHEAD


def may_change(person: Any, note: Note) -> bool:
    """What somebody said is theirs and the chair's; an item in short is everybody's."""
    return note.kind == "gist" or note.by_id == person.pk or may_lead(person, note.sitting.table)
