"""The link in an invitation's mail: it answers for the invited without signing in, once, until the table begins."""

from __future__ import annotations

from django.core import signing

from .models import TableInvitation

SALT = "oneteam.roundtables.invitation"


def token_of(invitation: TableInvitation) -> str:
    """Bound to this invitation and this person: a table that is moved gets another one."""
    return signing.Signer(salt=SALT).sign(f"{invitation.pk}.{invitation.person_id}")


def read(token: str) -> tuple[int, int] | None:
    """The numbers of the invitation and of the person, of a genuine token."""
    try:
        invitation, person = signing.Signer(salt=SALT).unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return int(invitation), int(person)
