"""The chain: every line's hash covers the line before it, so a line changed or taken out shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from oneteam import walls
from oneteam.walls.actions import shared_circle

from .models import AuditLine

FIRST = "0" * 64
CHAIN_LOCK = 7_215_000_001  # any number, the same in every process


def append(*, verb: str, actor: Any, target: str) -> None:
    """One more link. Lines are written one after the other: the lock is held to the end of the transaction."""
    with walls.system("append to the audit chain"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        last = AuditLine.objects.order_by("-pk").values_list("digest", flat=True).first()
        line = AuditLine(
            at=timezone.now(), actor_number=getattr(actor, "pk", None), verb=verb, target=target,
            before=last or FIRST, circle=shared_circle("auditor"),
        )  # fmt: skip
        line.digest = digest(line)
        line.save(force_insert=True)


def digest(line: AuditLine) -> str:
    """SHA-256 over the line's content and the digest before it."""
    content = [line.before, line.at.isoformat(), str(line.actor_number or ""), line.verb, line.target]
    return hashlib.sha256("\n".join(content).encode()).hexdigest()


def broken_links() -> Iterator[int]:
    """The numbers of the lines whose hash or predecessor does not hold; none: the chain is whole."""
    before = FIRST
    with walls.system("verify the audit chain"):
        for line in AuditLine.objects.order_by("pk").iterator():
            if line.before != before or line.digest != digest(line):
                yield line.pk
            before = line.digest
