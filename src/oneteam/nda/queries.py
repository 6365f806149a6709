from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from oneteam import walls
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import AgreementKind
from oneteam.alliance.models import Agreement
from oneteam.base.fields import Bi

from .enums import CopyState
from .models import EndTold, SignedCopy, Signing, Text, digest_of
from .rules import TOLD_BEFORE


def text_in_force() -> Text:
    """The newest version. Until the secretariat has written one, the text that OneTeam brings is the first."""
    return Text.objects.first() or _delivered()


def _delivered() -> Text:
    words = (render_to_string(f"nda/standard_{language}.txt").strip() for language in ("ko", "en"))
    body = Bi(*words)
    return Text(version=1, body=body, digest=digest_of(body))


def texts() -> QuerySet[Text]:
    return Text.objects.select_related("by")


def text(version: int) -> Text | None:
    now = text_in_force()
    return now if now.version == version else texts().filter(version=version).first()


def in_force(person: Any) -> Agreement | None:
    """The agreement that binds the person today; of several, the one that ends last."""
    found = alliance.agreements_in_force(AgreementKind.NDA).filter(person=person, thread="")
    return found.order_by(F("ends_on").desc(nulls_first=True), "-pk").first()


def signings() -> QuerySet[Signing]:
    return Signing.objects.select_related("person", "text", "agreement")


def signed() -> QuerySet[Signing]:
    return signings().filter(signed_at__isnull=False).order_by("-signed_at", "-pk")


def open_signing(person: Any) -> Signing | None:
    """The one whose link still signs, unless the text was changed."""
    waiting = signings().filter(person=person, signed_at=None, replaced_at=None)
    return waiting.filter(expires_at__gt=timezone.now()).first()


def signing_by_hash(token_hash: str) -> Signing | None:
    """The signing of a link: whoever holds the link may see it, and may be signed in or not."""
    with walls.system("a signing is shown to who holds its link"):
        return signings().filter(token_hash=token_hash).first()


def copies() -> QuerySet[SignedCopy]:
    return SignedCopy.objects.select_related("person", "agreement", "answered_by", "circle")


def waiting_copies() -> QuerySet[SignedCopy]:
    return copies().filter(state=CopyState.WAITING)


def last_copy(person: Any) -> SignedCopy | None:
    return copies().filter(person=person).order_by("-sent_at", "-pk").first()


def ending(today: dt.date | None = None) -> QuerySet[Agreement]:
    """Agreements of people that end within the days of warning and are not prolonged by another one."""
    day = today or timezone.localdate()
    ndas = alliance.agreements_in_force(AgreementKind.NDA, day).filter(thread="", person__isnull=False)
    longer = Agreement.objects.filter(
        kind=AgreementKind.NDA, person=OuterRef("person"), thread="", ended_at__isnull=True
    )
    covered = Exists(longer.filter(ends_on__isnull=True)) | Exists(
        longer.filter(ends_on__gt=day + TOLD_BEFORE)
    )
    return ndas.filter(~covered, ends_on__lte=day + TOLD_BEFORE, person__is_active=True).order_by(
        "ends_on", "pk"
    )


def not_told() -> QuerySet[Agreement]:
    return ending().exclude(Exists(EndTold.objects.filter(agreement=OuterRef("pk"))))
