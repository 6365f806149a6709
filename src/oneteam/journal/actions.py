from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.forgetting import forgets
from oneteam.walls.models import Circle

from . import audit, live
from .models import Entry, Mail
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
        live.changed(thread, circle.pk)
    return entry


@forgets
def forget_names(person: Any) -> None:
    """The name in what was told of a person, and the address of letters to them before they were one."""
    for entry in Entry.objects.annotate(words=Cast("data", TextField())).filter(words__contains=person.code):
        entry.data = {key: _nameless(value, person) for key, value in entry.data.items()}
        entry.save(update_fields=["data"])
    Mail.objects.filter(address=person.email).update(address="")


def _nameless(value: Any, person: Any) -> Any:
    told = isinstance(value, dict) and value.get("person") == person.code
    return {"person": person.code, "name": person.code} if told else value


def read(*, person: Any, thread: str, what: str, circle: Circle | int) -> None:
    """Note that ``person`` opened a confidential part. ``circle``: of the part's desk, or its number."""
    number = circle if isinstance(circle, int) else circle.pk
    read_many(person=person, threads=[(thread, number)], what=what)


def read_many(*, person: Any, threads: list[tuple[str, int]], what: str) -> None:
    """The same of many parts in one statement; each with the number of its circle."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_note_reading(%s, %s, one.thread, one.circle, %s)"
            " FROM unnest(%s::text[], %s::bigint[]) AS one (thread, circle)",
            [person.pk, what, timezone.now(), *map(list, zip(*threads, strict=True))],
        )
