"""What was recorded in the room, as the beginning of the minutes."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from oneteam.base.fields import Bi
from oneteam.roundtables.models import AgendaItem

from . import queries
from .enums import NoteKind
from .models import Idea, Note, Sitting


def discussion_of(sitting: Sitting) -> Bi:
    """Headings in both languages; what was said stays in the language in which it was written."""
    agenda = list(queries.agenda(sitting.table))
    notes, ideas = _by_item(sitting), list(queries.ideas(sitting).order_by("-votes", "at"))
    if not notes and not ideas:
        return Bi()
    texts = {}
    for language in ("ko", "en"):
        with override(language):
            texts[language] = "\n\n".join(_sections(agenda, notes, ideas, language))
    return Bi(**texts)


def _by_item(sitting: Sitting) -> dict[int, list[Note]]:
    found: dict[int, list[Note]] = defaultdict(list)
    for note in queries.notes(sitting).filter(taken_back=False):
        found[note.item_id].append(note)
    return found


def _sections(
    agenda: list[AgendaItem], notes: dict[int, list[Note]], ideas: list[Idea], language: str
) -> list[str]:
    sections = [
        "\n".join([f"{item.number}. {getattr(item.title, language) or item.title}", *map(_line, _ordered(notes[item.pk]))])
        for item in agenda
        if item.pk in notes
    ]  # fmt: skip
    if ideas:
        sections.append("\n".join([pgettext("room", "Ways to solve it"), *map(_of_idea, ideas)]))
    return sections


def _ordered(notes: list[Note]) -> list[Note]:
    """What was put in short comes first."""
    return sorted(notes, key=lambda note: note.kind != NoteKind.GIST)


def _line(note: Note) -> str:
    if note.kind == NoteKind.GIST:
        return note.text
    if note.kind == NoteKind.SAID:
        return f"- {note.by.name}: {note.text}"
    return f"- [{NoteKind(note.kind).label}] {note.text}"


def _of_idea(idea: Idea) -> str:
    parts = [
        idea.title,
        *([_("for: %s") % idea.pros] if idea.pros else []),
        *([_("against: %s") % idea.cons] if idea.cons else []),
        *([_("effort: %s") % idea.effort] if idea.effort else []),
        *([_("votes: %s") % idea.votes] if idea.votes is not None else []),
    ]
    return "- " + "; ".join(parts)
