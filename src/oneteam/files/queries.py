from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from oneteam.accounts.models import NAME

from .models import Attachment


def attached_to(*targets: str) -> QuerySet[Attachment]:
    """As a page lists them, and of each no more than is shown."""
    found = Attachment.objects.filter(target__in=targets).select_related("by")
    return found.only("code", "name", "size", "at", "target", "digest", *(f"by__{name}" for name in NAME))


def attachments() -> QuerySet[Attachment]:
    return Attachment.objects.select_related("by")


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """By code, as far as whoever acts may know of them."""
    return dict(Attachment.objects.filter(code__in=codes).values_list("code", "name"))


def attached_by(person: Any) -> QuerySet[Attachment]:
    return Attachment.objects.filter(by=person)
