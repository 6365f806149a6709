from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from oneteam import walls
from oneteam.walls.models import Circle

from . import audit, live
from .models import Entry, Reading
from .verbs import registered


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
    with walls.system("write to the journal"):
        entry = Entry.objects.create(
            verb=verb, actor=actor, circle=circle, thread=thread, target=target, data=dict(data or {})
        )
    audit.append(verb=verb, actor=actor, target=target or thread)
    if thread:
        live.changed(thread)
    return entry


@transaction.atomic
def read(*, person: Any, thread: str, what: str, circle: Circle) -> None:
    """Note that ``person`` opened a confidential part."""
    with walls.system("write to the read log"):
        Reading.objects.create(person=person, thread=thread, what=what, circle=circle)
