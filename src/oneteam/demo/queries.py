from __future__ import annotations

from django.db.models import QuerySet

from oneteam.accounts.models import Person
from oneteam.journal.models import Mail, MailState


def person_with_email(email: str) -> Person | None:
    return Person.objects.filter(email=email, is_active=True).first()


def mails_of(person: Person) -> QuerySet[Mail]:
    """Delivered to ``person``, newest first. The wall shows everybody only their own."""
    return Mail.objects.filter(recipient=person, state=MailState.SENT).order_by("-sent_at", "-pk")
