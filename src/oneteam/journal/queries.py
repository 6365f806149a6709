from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Max, QuerySet

from oneteam import walls
from oneteam.accounts.models import NAME

from .models import AuditHead, AuditLine, Entry, Mail, MailState, Reading


def timeline(thread: str) -> QuerySet[Entry]:
    """What happened in a thread, newest first, as far as whoever acts may know it."""
    found = Entry.objects.filter(thread=thread).select_related("actor")
    return found.only("at", "verb", "data", *(f"actor__{name}" for name in NAME))


def recent_entries() -> QuerySet[Entry]:
    return Entry.objects.select_related("actor")


def entries_by(person: Any) -> QuerySet[Entry]:
    return Entry.objects.filter(actor=person)


def readers(thread: str) -> QuerySet[Reading, Any]:
    """Each reader once: name, how often, last when."""
    return (
        Reading.objects.filter(thread=thread)
        .values("person_id", "person__name", "person__title")
        .annotate(times=Count("pk"), last=Max("at"))
        .order_by("-last")
    )


def readings_by(person: Any) -> QuerySet[Reading]:
    return Reading.objects.filter(person=person)


def audit_lines() -> QuerySet[AuditLine]:
    """Newest first, as far as whoever acts may read the logs."""
    return AuditLine.objects.order_by("-pk")


def audit_head() -> AuditHead | None:
    return AuditHead.objects.first()


def names_of(numbers: Iterable[int | None]) -> dict[int, str]:
    return dict(get_user_model().objects.filter(pk__in=set(numbers)).values_list("pk", "name"))


def readers_since(moment: datetime) -> list[dict[str, Any]]:
    """Each reader of anything confidential: name, how often, last when. Not of what: that is behind its wall."""
    with walls.system("an auditor reads how often confidential parts were read"):
        rows = Reading.objects.filter(at__gte=moment).values("person__name")
        return [dict(row) for row in rows.annotate(times=Count("pk"), last=Max("at")).order_by("-times")[:50]]


def failed_mails() -> QuerySet[Mail]:
    """What no mail server took, for the operator; oldest first."""
    return Mail.objects.filter(state=MailState.FAILED).select_related("recipient").order_by("pk")


def mails_to(person: Any) -> QuerySet[Mail]:
    return Mail.objects.filter(recipient=person)
