"""What was recorded in the room, item by item, as the beginning of the minutes."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.base.fields import both
from oneteam.roundtables.drafting import draft_from
from oneteam.roundtables.texts import Section, Texts

from . import queries
from .enums import NoteKind
from .models import Idea, Note, Sitting


def draft_of(sitting: Sitting) -> Texts | None:
    """Words around the notes in both languages; what was said stays in the language in which it was written.

    Nothing, where nothing was recorded.
    """
    notes, ideas = _by_item(sitting), list(queries.ideas(sitting).order_by("-votes", "at"))
    if not notes and not ideas:
        return None
    sections: list[Section] = [
        (item.title, both(partial(_lines, notes[item.pk]))) for item in queries.agenda(sitting.table)
    ]
    if ideas:
        sections.append((both(lambda: pgettext("room", "Ways to solve it")), both(partial(_of_ideas, ideas))))
    return draft_from(sitting.table, sections)


def _by_item(sitting: Sitting) -> dict[int, list[Note]]:
    found: dict[int, list[Note]] = defaultdict(list)
    for note in queries.notes(sitting).filter(taken_back=False):
        found[note.item_id].append(note)
    return found


def _lines(notes: list[Note]) -> str:
    """What was put in short comes first."""
    ordered = sorted(notes, key=lambda note: note.kind != NoteKind.GIST)
    return "\n".join(_line(note) for note in ordered)


def _line(note: Note) -> str:
    if note.kind == NoteKind.GIST:
        return note.text
    if note.kind == NoteKind.SAID:
        return f"- {note.by.name}: {note.text}"
    return f"- [{NoteKind(note.kind).label}] {note.text}"


def _of_ideas(ideas: list[Idea]) -> str:
    return "\n".join(f"- {_of_idea(idea)}" for idea in ideas)


def _of_idea(idea: Idea) -> str:
    parts = [
        idea.title,
        *([_("for: %s") % idea.pros] if idea.pros else []),
        *([_("against: %s") % idea.cons] if idea.cons else []),
        *([_("effort: %s") % idea.effort] if idea.effort else []),
        *([_("votes: %s") % idea.votes] if idea.votes is not None else []),
    ]
    return "; ".join(parts)
