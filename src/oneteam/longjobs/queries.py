from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from .enums import OPEN
from .models import LongJob


def job(code: str) -> QuerySet[LongJob]:
    return LongJob.objects.filter(code=code)


def jobs_of(person: Any) -> QuerySet[LongJob]:
    return LongJob.objects.filter(by=person)


def open_job(person: Any, kind: str) -> LongJob | None:
    """The one of a kind that waits or runs."""
    return jobs_of(person).filter(kind=kind, state__in=OPEN).first()


def open_since(moment: datetime) -> QuerySet[LongJob]:
    return LongJob.objects.filter(asked_at__lt=moment, state__in=OPEN)


def ended_before(moment: datetime) -> QuerySet[LongJob]:
    return LongJob.objects.filter(ended_at__lt=moment)
