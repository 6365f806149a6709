"""The link in a mail to somebody invited or asked about times: it answers for them without signing in."""

from __future__ import annotations

from django.core import signing

from .models import DateLetter, TableInvitation

INVITATION, DATES = "oneteam.roundtables.invitation", "oneteam.roundtables.dates"


def token_of(one: TableInvitation | DateLetter, what: str = INVITATION) -> str:
    """Bound to this invitation or question and this person: also when the table is moved it stays the same."""
    return signing.Signer(salt=what).sign(f"{one.pk}.{one.person_id}")


def read(token: str, what: str = INVITATION) -> tuple[int, int] | None:
    """The numbers of the invitation or question and of the person, of a genuine token."""
    try:
        invitation, person = signing.Signer(salt=what).unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return int(invitation), int(person)
