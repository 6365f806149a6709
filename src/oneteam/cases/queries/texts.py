"""The words of a thread's report."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, Q, QuerySet

from oneteam.alliance.models import Disclosure
from oneteam.projects.models import Project
from oneteam.walls.models import Circle

from ..models import CaseText, CaseTextVersion


def text_of(shown: Disclosure) -> CaseText | None:
    return CaseText.objects.filter(disclosure=shown).select_related("by").first()


def newest(shown: Disclosure) -> CaseText | None:
    return CaseText.objects.filter(disclosure=shown).first()


def versions(text: CaseText) -> QuerySet[CaseTextVersion]:
    return CaseTextVersion.objects.filter(text=text).select_related("by")


def written_by(person: Any) -> QuerySet[CaseTextVersion]:
    return CaseTextVersion.objects.filter(by=person).select_related("text__disclosure").order_by("pk")


def works_on(person: Any, shown: Disclosure) -> bool | None:
    """Whether somebody is of the people of one of the thread's projects; ``None`` for who does not see the field."""
    theirs = Project.objects.filter(Q(responsible=person) | Q(members__person=person), disclosure=shown)
    seen = Circle.objects.filter(pk=shown.field_id).annotate(theirs=Exists(theirs))
    return seen.values_list("theirs", flat=True).first()
