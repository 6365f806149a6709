"""Mail as part of the change: the row is written in the same transaction, a job delivers it afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from oneteam import walls
from oneteam.walls.actions import person_circle, shared_circle

from .letters import kinds
from .models import Mail, MailState

DELIVER = "journal.deliver"


@transaction.atomic
def send(*, kind: str, to: Any = None, address: str = "", data: Mapping[str, Any] | None = None) -> Mail:
    """Put a letter into the outbox, for a person or, before they are one, for an address.

    ``data`` holds codes and numbers only: the text is written at delivery.
    """
    if kind not in kinds():
        raise LookupError(f"No letter of the kind {kind}: register it in the app's mails.py.")
    with walls.system("write to the outbox"):
        mail = Mail.objects.create(
            recipient=to,
            address=address,
            kind=kind,
            data=dict(data or {}),
            message_id=f"<{uuid.uuid4().hex}@oneteam>",
            circle=person_circle(to.pk) if to is not None else shared_circle("postmaster"),
        )
    app.configure_task(DELIVER).defer(mail_id=mail.pk)
    return mail


def send_each(*, kind: str, to: Iterable[Any], but: Any = None, data: Mapping[str, Any]) -> None:
    """One letter to each, once, and none to whoever did it (``but``; a clock is nobody)."""
    for person in {one.pk: one for one in to if one is not None}.values():
        if but is None or person.pk != but.pk:
            send(kind=kind, to=person, data=data)


@transaction.atomic
def send_failed_again() -> int:
    """Everything that failed waits in the outbox once more, under its old Message-ID. Answers how many."""
    with walls.system("mail that failed is sent again"):
        failed = list(
            Mail.objects.select_for_update().filter(state=MailState.FAILED).values_list("pk", flat=True)
        )
        Mail.objects.filter(pk__in=failed).update(state=MailState.WAITING, attempts=0, problem="")
    for number in failed:
        app.configure_task(DELIVER).defer(mail_id=number)
    return len(failed)
