from __future__ import annotations

from oneteam.accounts.models import Person


def person_with_email(email: str) -> Person | None:
    return Person.objects.filter(email=email, is_active=True).first()
