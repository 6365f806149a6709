"""What the secretariat keeps: groups, periods, invitations, imports, erasures; a coordinator some of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from oneteam import walls

from ..enums import Standing
from ..models import ErasureRequest, ImportDraft, Invitation, MembershipPeriod, Organisation
from .public import periods


def groups() -> list[str]:
    """The words for groups of affiliates in use."""
    return list(
        Organisation.objects.exclude(group="").order_by("group").values_list("group", flat=True).distinct()
    )


def group_as_kept(word: str) -> str:
    """Spelt as it is already: a slip of the hand would split one party in two."""
    plain = " ".join(word.split())
    return next((kept for kept in groups() if kept.casefold() == plain.casefold()), plain)


def in_groups(*groups: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(group__in=[group for group in groups if group])


def period_in(organisation: Organisation, code: str) -> QuerySet[MembershipPeriod]:
    return periods(organisation).select_related("organisation").filter(code=code)


def inviting(person: Any) -> QuerySet[Organisation]:
    """The organisations that ``person`` may invite people to."""
    rows = Organisation.objects.exclude(standing=Standing.LEFT)
    numbers = _coordinated_by(person)
    return rows if numbers is None else rows.filter(pk__in=numbers)


def _coordinated_by(person: Any) -> list[int] | None:
    """Whose people ``person`` looks after; ``None`` for everybody's, as the secretariat does."""
    keys = walls.keys_of(person)
    own = [int(key.rsplit(":", 1)[1]) for key in keys if key.startswith("role:coordinator:")]
    return None if "secretariat" in keys else own


def invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("organisation", "by")


def invitations_by(person: Any) -> QuerySet[Invitation]:
    """Those that the person looks after: the secretariat all, a coordinator their own organisation's."""
    numbers = _coordinated_by(person)
    return invitations() if numbers is None else invitations().filter(organisation__in=numbers)


def invitation_by_hash(token_hash: str) -> Invitation | None:
    """The one invitation of a link; whoever holds the link may see it, and holds no key."""
    with walls.system("an invitation is shown to who holds its link"):
        return invitations().filter(token_hash=token_hash).first()


def invitation_to_write(code: str) -> Invitation | None:
    with walls.system("a letter to somebody invited, who holds no key yet"):
        return invitations().filter(code=code, used_at__isnull=True, withdrawn_at__isnull=True).first()


def drafts() -> QuerySet[ImportDraft]:
    return ImportDraft.objects.all()


def erasure_requests() -> QuerySet[ErasureRequest]:
    return ErasureRequest.objects.select_related("person", "done_by")


def erasure_waits(code: str) -> bool:
    return ErasureRequest.objects.filter(code=code, done_at__isnull=True).exists()


def open_erasure(person: Any) -> ErasureRequest | None:
    return erasure_requests().filter(person=person, done_at__isnull=True).first()
