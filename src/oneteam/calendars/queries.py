from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from oneteam import walls

from .models import BusyDraft, BusySource, BusyTime, CalendarFeed
from .spans import Span


def feed_of(person: Any) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person).first()


def feed_by_hash(token_hash: str) -> CalendarFeed | None:
    """Whoever asks is known by nothing but the address; of people who are gone there is none."""
    with walls.system("whose calendar stands at a secret address"):
        found = CalendarFeed.objects.filter(token_hash=token_hash, person__is_active=True)
        return found.select_related("person").first()


def sources(person: Any) -> QuerySet[BusySource]:
    return BusySource.objects.filter(person=person)


def source_by_number(number: int) -> BusySource | None:
    with walls.system("a calendar that is to be read"):
        return BusySource.objects.filter(pk=number, person__is_active=True).exclude(sealed="").first()


def due(now: datetime) -> QuerySet[BusySource]:
    return BusySource.objects.filter(next_at__lte=now, person__is_active=True).exclude(sealed="")


def drafts(person: Any) -> QuerySet[BusyDraft]:
    return BusyDraft.objects.filter(person=person)


def spans_of(draft: BusyDraft) -> list[Span]:
    return [(datetime.fromisoformat(starts), datetime.fromisoformat(ends)) for starts, ends in draft.busy]


def busy_times(people: Iterable[Any]) -> QuerySet[BusyTime]:
    """Of these people, as far as whoever acts may know."""
    return BusyTime.objects.filter(person__in=list(people))
