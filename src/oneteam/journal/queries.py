from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Max, QuerySet

from oneteam import walls
from oneteam.accounts.models import NAME
from oneteam.base.text import named

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
    """Each reader once: what a page needs to say who, how often, last when."""
    return _by_person(Reading.objects.filter(thread=thread), "-last")


def readings(thread: str) -> QuerySet[Reading, Any]:
    """Each reader of each part once: who, what, how often, last when; whoever read last stands first."""
    names = {name: F(f"person__{name}") for name in NAME}
    each = Reading.objects.filter(thread=thread).annotate(**names).values("person", *NAME, "what")
    found: QuerySet[Reading, Any] = (
        each.annotate(times=Count("pk"), last=Max("at"))
        .order_by("-last", "what")
        .values_list("person", *NAME, "what", "times", "last", named=True)
    )
    return found


def _by_person(rows: QuerySet[Reading], *order: str) -> QuerySet[Reading, Any]:
    names = {name: F(f"person__{name}") for name in NAME}
    each = rows.annotate(**names).values("person", *NAME).annotate(times=Count("pk"), last=Max("at"))
    found: QuerySet[Reading, Any] = each.order_by(*order).values_list(
        "person", *NAME, "times", "last", named=True
    )
    return found


def own_readings(person: Any, most: int) -> list[dict[str, Any]]:
    """What somebody read, for themselves: the rows lie with the owner and the secretariat, not with the reader."""
    with walls.system("a person gathers what they read themselves"):
        rows = Reading.objects.filter(person=person).order_by("at", "pk").values("at", "thread", "what")
        return [dict(row) for row in rows[:most]]


def audit_lines() -> QuerySet[AuditLine]:
    """Newest first, as far as whoever acts may read the logs."""
    return AuditLine.objects.order_by("-pk")


def audit_head() -> AuditHead | None:
    return AuditHead.objects.first()


def names_of(numbers: Iterable[int | None]) -> dict[int, str]:
    """Their names in the reader's language."""
    people = get_user_model().objects.filter(pk__in=set(numbers)).only(*NAME)
    return {person.pk: named(person) for person in people}


def readers_since(moment: datetime) -> list[Any]:
    """Each reader of anything confidential: who, how often, last when. Not of what: that is behind its wall."""
    with walls.system("an auditor reads how often confidential parts were read"):
        return list(_by_person(Reading.objects.filter(at__gte=moment), "-times", "-last")[:50])


def failed_mails() -> QuerySet[Mail]:
    """What no mail server took, for the operator; oldest first."""
    return Mail.objects.filter(state=MailState.FAILED).select_related("recipient").order_by("pk")


def mails_to(person: Any) -> QuerySet[Mail]:
    return Mail.objects.filter(recipient=person)
