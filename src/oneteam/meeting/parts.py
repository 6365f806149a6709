"""What each part of the room shows: the same for the whole page, and for a part asked for on its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils import timezone

from oneteam.base.text import named
from oneteam.journal import live
from oneteam.roundtables import queries as roundtables
from oneteam.roundtables.enums import TableState
from oneteam.roundtables.models import RoundTable

from . import queries, rules
from .actions.ideas import VOTES
from .enums import NoteKind, Part, Voting
from .live import about
from .models import Note, Sitting

ALL = "all"


class _Row(NamedTuple):
    """Somebody, with their seat at the table and their place in the room, where they have them."""

    person: Any
    seat: Any
    here: Any


def is_open(table: RoundTable) -> bool:
    return table.state == TableState.RUNNING


def whole(person: Any, table: RoundTable, sitting: Sitting) -> dict[str, Any]:
    """All parts, and the pass to hear of each."""
    context = _shared(person, table, sitting)
    for part in Part:
        context |= PARTS[part](person, table, sitting, context)
    return context | {"topics": {part.value: live.topic(about(table, part), person.pk) for part in Part}}


def record(person: Any, table: RoundTable, sitting: Sitting) -> dict[str, Any]:
    """What was recorded, to be read when the meeting is over."""
    context = _shared(person, table, sitting) | {"over": True, "items": list(queries.agenda(table))}
    return context | _notes(person, table, sitting, context) | _ideas(person, table, sitting, context)


def of(part: Part, person: Any, table: RoundTable, sitting: Sitting) -> dict[str, Any]:
    context = _shared(person, table, sitting)
    return context | PARTS[part](person, table, sitting, context)


def _shared(person: Any, table: RoundTable, sitting: Sitting) -> dict[str, Any]:
    return {
        "table": table, "problem": table.problem, "sitting": sitting, "now": timezone.now(),
        "leads": rules.may_lead(person, table),
    }  # fmt: skip


def _bar(person: Any, table: RoundTable, sitting: Sitting, context: dict[str, Any]) -> dict[str, Any]:
    items = context.get("items") or list(queries.agenda(table))
    now = next(at for at, item in enumerate(items) if item.pk == sitting.item_id)
    return {"items": items, "next": items[now + 1] if now + 1 < len(items) else None}


def _agenda(person: Any, table: RoundTable, sitting: Sitting, context: dict[str, Any]) -> dict[str, Any]:
    items = context.get("items") or list(queries.agenda(table))
    return {"items": items, "minutes_in_all": sum(item.minutes for item in items)}


def _people(person: Any, table: RoundTable, sitting: Sitting, _: dict[str, Any]) -> dict[str, Any]:
    """Those of the table, whether their page is open or not, and whoever else is in the room."""
    here = {one.person_id: one for one in queries.people(sitting)}
    seats = list(queries.attendance(table))
    rows = [_Row(seat.person, seat, here.pop(seat.person_id, None)) for seat in seats]
    rows += [_Row(one.person, None, one) for one in here.values()]
    present = [row for row in rows if row.here]
    hands = sorted((row for row in present if row.here.hand_at), key=lambda row: row.here.hand_at)
    return {
        "hands": hands,
        "present": present,
        "away": [row for row in rows if not row.here],
        "my_hand": any(row.person.pk == person.pk for row in hands),
        "chair_here": any(row.person.pk == table.chair_id for row in present),
        "may_take_chair": rules.may_take_chair(person, table),
        "seat_map": [_seat(row, sitting) for row in present][:16],
    }


def _seat(row: _Row, sitting: Sitting) -> dict[str, Any]:
    kind = getattr(getattr(row.seat, "organisation", None), "kind", "")
    return {"name": named(row.person), "kind": kind, "speaking": row.person.pk == sitting.speaker_id}


def _notes(person: Any, table: RoundTable, sitting: Sitting, context: dict[str, Any]) -> dict[str, Any]:
    """The item of now first, then what was said before, item by item."""
    items = {sitting.item_id: sitting.item}
    notes: dict[int, list[Note]] = defaultdict(list)
    gists: dict[int, Note] = {}
    last = None
    for note in queries.notes(sitting):
        items[note.item_id] = note.item
        if note.kind == NoteKind.GIST:
            gists[note.item_id] = note
        else:
            notes[note.item_id].append(note)
            last = last if note.taken_back else note
    rows = [
        {
            "item": item, "gist": gists.get(item.pk), "notes": notes[item.pk],
            "now": item.pk == sitting.item_id,
        }
        for item in sorted(items.values(), key=lambda item: (item.pk != sitting.item_id, item.number))
    ]  # fmt: skip
    return {"record": rows, "last": last, "editable": _editable(person, context)}


def _editable(person: Any, context: dict[str, Any]) -> Any:
    """Whose notes the reader may change: all, their own, or nobody's once the meeting is over."""
    if context.get("over"):
        return None
    return ALL if context["leads"] else person.pk


def _ideas(person: Any, table: RoundTable, sitting: Sitting, _: dict[str, Any]) -> dict[str, Any]:
    ideas = list(queries.ideas(sitting).select_related("by"))
    mine = set(queries.votes_of(person, sitting).values_list("idea", flat=True))
    if sitting.voting == Voting.COUNTED:
        ideas.sort(key=lambda idea: -(idea.votes or 0))
    return {
        "ideas": [{"idea": idea, "mine": idea.pk in mine} for idea in ideas],
        "given": len(mine),
        "votes": VOTES,
        "voting_open": sitting.voting == Voting.OPEN,
        "counted": sitting.voting == Voting.COUNTED,
    }


def _outcome(person: Any, table: RoundTable, sitting: Sitting, _: dict[str, Any]) -> dict[str, Any]:
    notes = list(
        queries.notes(sitting).filter(kind__in=(NoteKind.SETTLED, NoteKind.PARKED), taken_back=False)
    )
    files = list(queries.files(table))
    return {
        "settled": [note for note in notes if note.kind == NoteKind.SETTLED],
        "parked": [note for note in notes if note.kind == NoteKind.PARKED],
        "todos": list(roundtables.action_items(table)),
        "attachments": [file for file in files if file.target == table.papers],
        "materials": [file for file in files if file.target == table.materials],
    }


PARTS: dict[Part, Callable[[Any, RoundTable, Sitting, dict[str, Any]], dict[str, Any]]] = {
    Part.BAR: _bar,
    Part.AGENDA: _agenda,
    Part.PEOPLE: _people,
    Part.NOTES: _notes,
    Part.IDEAS: _ideas,
    Part.OUTCOME: _outcome,
}
