"""The chain: every line's hash covers the line before it, so a line changed or taken out shows.

The head keeps how many lines there are and how the last one ends, under a seal that needs the installation's key:
so the newest lines cannot be cut off unnoticed, either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from oneteam import walls
from oneteam.walls.actions import shared_circle

from .models import AuditHead, AuditLine

FIRST = "0" * 64
UNSEALED = "The seal on the chain's end was not made with this installation's ONETEAM_SECRET_KEY."
CHAIN_LOCK = 7_215_000_001  # any number, the same in every process


def append(*, verb: str, actor: Any, target: str) -> None:
    """One more link. Lines are written one after the other: the lock is held to the end of the transaction."""
    with walls.system("append to the audit chain"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        head = AuditHead.objects.first() or AuditHead(count=0, digest=FIRST, circle=shared_circle("auditor"))
        line = AuditLine(
            at=timezone.now(), actor_number=getattr(actor, "pk", None), verb=verb, target=target,
            before=head.digest, circle_id=head.circle_id,
        )  # fmt: skip
        line.digest = digest(line)
        line.save(force_insert=True)
        _close(head, line)


def _close(head: AuditHead, line: AuditLine) -> None:
    """Seal the chain with its new line; a seal that was broken stays broken until somebody says why."""
    whole = not head.pk or is_sealed(head)
    head.count, head.digest = head.count + 1, line.digest
    head.seal = seal(head.count, head.digest) if whole else ""
    head.save()


def digest(line: AuditLine) -> str:
    """SHA-256 over the line's content and the digest before it."""
    content = [line.before, line.at.isoformat(), str(line.actor_number or ""), line.verb, line.target]
    return hashlib.sha256("\n".join(content).encode()).hexdigest()


def seal(count: int, last: str) -> str:
    """Nobody makes it who has the database alone."""
    return salted_hmac("oneteam.journal.audit", f"{count}:{last}", algorithm="sha256").hexdigest()


def is_sealed(head: AuditHead) -> bool:
    return constant_time_compare(head.seal, seal(head.count, head.digest))


def seal_anew() -> None:
    """After a restore under another key, whose chain holds otherwise. The chain itself tells that it was done."""
    append(verb="journal.sealed", actor=None, target="")
    with walls.system("seal the audit chain anew"):
        head = AuditHead.objects.get()
        head.seal = seal(head.count, head.digest)
        head.save()


def faults() -> list[str]:
    """What does not hold, in sentences for the operator; none: the chain is whole."""
    with walls.system("verify the audit chain"):
        head = AuditHead.objects.first() or AuditHead(count=0, digest=FIRST, seal=seal(0, FIRST))
        return [*broken_links(head), *([] if is_sealed(head) else [UNSEALED])]


def broken_links(head: AuditHead) -> Iterator[str]:
    count, before = 0, FIRST
    for line in AuditLine.objects.order_by("pk").iterator():
        if line.before != before:
            yield f"Before line {line.pk} something was taken out or changed."
        if line.digest != digest(line):
            yield f"Line {line.pk} was changed."
        count, before = count + 1, line.digest
    if (count, before) != (head.count, head.digest):
        yield f"The chain should have {head.count} lines and has {count}, or it ends with another line."
