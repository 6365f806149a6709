"""Who may do what. What a person may see is the wall's business, not this file's."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from oneteam.alliance.enums import Level
from oneteam.alliance.models import Disclosure
from oneteam.alliance.rules import is_officer, owns
from oneteam.projects.models import Project
from oneteam.walls.models import Circle

MOST_WORDS = 100


def may_share(person: Any, shown: Disclosure) -> bool:
    """The owner of the thread lets the members read an entry of the ledger; what is sealed is shared with nobody."""
    return owns(person, shown) and shown.level != Level.SEALED


def may_write(person: Any, shown: Disclosure, *, sees_field: bool = False) -> bool:
    """The owner of the thread, who works on one of its projects, and the secretariat: those of them who see the field.

    ``sees_field``: known already, as something that lies there was read.
    """
    if owns(person, shown) or is_officer(person):
        return sees_field or Circle.objects.filter(pk=shown.field_id).exists()
    theirs = Q(responsible=person) | Q(members__person=person)
    return Project.objects.filter(theirs, disclosure=shown, circle=shown.field_id).exists()


def words_in(text: str) -> int:
    """Korean words, too, are what stands between spaces."""
    return len(text.split())
