from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from .models import Attachment


def attached_to(target: str) -> QuerySet[Attachment]:
    return Attachment.objects.filter(target=target).select_related("by")


def attachments() -> QuerySet[Attachment]:
    return Attachment.objects.select_related("by")


def attached_by(person: Any) -> QuerySet[Attachment]:
    return Attachment.objects.filter(by=person)
