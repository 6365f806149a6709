"""The words of a thread's report."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from oneteam.alliance.models import Disclosure

from ..models import CaseText, CaseTextVersion


def text_of(shown: Disclosure) -> CaseText | None:
    return CaseText.objects.filter(disclosure=shown).select_related("by").first()


def newest(shown: Disclosure) -> CaseText | None:
    return CaseText.objects.filter(disclosure=shown).first()


def versions(text: CaseText) -> QuerySet[CaseTextVersion]:
    return CaseTextVersion.objects.filter(text=text).select_related("by")


def written_by(person: Any) -> QuerySet[CaseTextVersion]:
    return CaseTextVersion.objects.filter(by=person).select_related("text__disclosure").order_by("pk")
