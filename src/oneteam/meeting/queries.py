"""What a room's page shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from oneteam.accounts.models import NAME
from oneteam.files.queries import attached_to
from oneteam.roundtables import queries as roundtables
from oneteam.roundtables.models import AgendaItem, RoundTable

from .enums import NoteKind
from .models import Here, Idea, Note, NoteText, Sitting, Vote

GONE_AFTER = timedelta(seconds=75)  # without a word of the page, which speaks every 25

agenda = roundtables.agenda
attendance = roundtables.attendance
table = roundtables.table


def sitting(table: RoundTable) -> Sitting | None:
    found = Sitting.objects.filter(table=table).select_related("item", "speaker").first()
    if found is not None:
        found.table = table
    return found


def table_in_short(code: str) -> QuerySet[RoundTable]:
    """As much of it as parts of a room show, which are asked for often."""
    names = (f"chair__{name}" for name in NAME)
    found = RoundTable.objects.select_related("chair", "problem__disclosure").filter(code=code)
    return found.only("code", "state", "circle", "problem__code", "problem__disclosure__owner", *names)


def people(sitting: Sitting) -> QuerySet[Here]:
    """Those whose page was heard of just now, in the order in which they came."""
    here = Here.objects.filter(sitting=sitting, seen_at__gt=timezone.now() - GONE_AFTER)
    return here.select_related("person")


def is_here(sitting: Sitting, person: int) -> bool:
    return people(sitting).filter(person=person).exists()


def ever_here(sitting: Sitting) -> set[int]:
    return set(Here.objects.filter(sitting=sitting).values_list("person_id", flat=True))


def notes(sitting: Sitting) -> QuerySet[Note]:
    shown = ("code", "item", "kind", "text", "at", "version", "changed_at", "taken_back")
    found = Note.objects.filter(sitting=sitting).select_related("by", "item")
    return found.only(*shown, *(f"by__{name}" for name in NAME), "item__number", "item__title")


def note(code: str) -> QuerySet[Note]:
    tables = ("sitting__table__problem__disclosure", "sitting__table__circle", "sitting__table__chair")
    return Note.objects.filter(code=code).select_related("item", "by", *tables)


def texts_before(note: Note) -> QuerySet[NoteText]:
    return NoteText.objects.filter(note=note).select_related("by")


def gist(sitting: Sitting, item: AgendaItem) -> Note | None:
    found = Note.objects.filter(sitting=sitting, item=item, kind=NoteKind.GIST).first()
    if found is not None:
        found.sitting = sitting
    return found


def ideas(sitting: Sitting) -> QuerySet[Idea]:
    return Idea.objects.filter(sitting=sitting)


def idea(code: str) -> QuerySet[Idea]:
    tables = ("sitting__table__problem__disclosure", "sitting__table__circle", "sitting__table__chair")
    return Idea.objects.filter(code=code).select_related("by", *tables)


def votes_of(person: Any, sitting: Sitting) -> QuerySet[Vote]:
    return Vote.objects.filter(idea__sitting=sitting, person=person)


def notes_by(person: Any) -> QuerySet[Note]:
    return Note.objects.filter(by=person)


def ideas_by(person: Any) -> QuerySet[Idea]:
    return Idea.objects.filter(by=person)


def all_votes_of(person: Any) -> QuerySet[Vote]:
    return Vote.objects.filter(person=person)


def rooms_of(person: Any) -> QuerySet[Here]:
    return Here.objects.filter(person=person)


def tally(sitting: Sitting) -> dict[int, int]:
    """How many votes each idea has; asked with the house open, when they are counted."""
    counted = Vote.objects.filter(idea__sitting=sitting).values("idea").annotate(count=Count("pk"))
    return {row["idea"]: row["count"] for row in counted}


def files(table: RoundTable) -> Any:
    """What goes with the minutes, and what there was to read before, as far as the reader may open it."""
    return attached_to(table.papers, table.materials)
