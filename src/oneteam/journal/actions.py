from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from oneteam import walls
from oneteam.walls.models import Circle

from . import audit, live
from .models import Entry
from .verbs import missing, registered


@transaction.atomic
def record(
    *,
    verb: str,
    actor: Any,
    circle: Circle,
    thread: str = "",
    target: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Tell the timeline, the audit chain and the live pages what was done.

    ``circle`` decides who reads the entry: take the circle of the part that it tells about.
    """
    if verb not in registered():
        raise LookupError(f"The verb {verb} has no wording: register it in the app's verbs.py.")
    if lacking := missing(verb, data or {}):
        raise LookupError(f"The verb {verb} is told with {', '.join(sorted(lacking))}: give it in the data.")
    with walls.system("write to the journal"):
        entry = Entry.objects.create(
            verb=verb, actor=actor, circle=circle, thread=thread, target=target, data=dict(data or {})
        )
        audit.append(verb=verb, actor=actor, target=target or thread)
    if thread:
        live.changed(thread)
    return entry


def read(*, person: Any, thread: str, what: str, circle: Circle | int) -> None:
    """Note that ``person`` opened a confidential part. ``circle``: of the part's desk, or its number."""
    number = circle if isinstance(circle, int) else circle.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_note_reading(%s, %s, %s, %s, %s)",
            [person.pk, what, thread, number, timezone.now()],
        )
