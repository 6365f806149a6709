from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, QuerySet

from .models import Entry, Mail, MailState, Reading


def timeline(thread: str) -> QuerySet[Entry]:
    """What happened in a thread, newest first, as far as whoever acts may know it."""
    return Entry.objects.filter(thread=thread).select_related("actor")


def recent_entries() -> QuerySet[Entry]:
    return Entry.objects.select_related("actor")


def entries_by(person: Any) -> QuerySet[Entry]:
    return Entry.objects.filter(actor=person)


def readings(thread: str) -> QuerySet[Reading]:
    """Who read a confidential part of a thread, newest first."""
    return Reading.objects.filter(thread=thread).select_related("person")


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


def failed_mails() -> QuerySet[Mail]:
    """What no mail server took, for the operator; oldest first."""
    return Mail.objects.filter(state=MailState.FAILED).select_related("recipient").order_by("pk")


def mails_to(person: Any) -> QuerySet[Mail]:
    return Mail.objects.filter(recipient=person)
