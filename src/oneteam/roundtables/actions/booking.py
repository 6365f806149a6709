"""A person sits at one table at a time, and a room holds one: the database itself refuses a second one.

A person's time is held for the table that came first. Whoever convenes another one is told so only as far as they
may know of the first (``queries.busy``). Of a table they must not learn of they notice nothing: theirs then holds
nothing, and the person, who knows of both, decides which one it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from oneteam import walls
from oneteam.walls.actions import person_circle

from ..enums import AHEAD
from ..models import Booking, RoundTable


def book(table: RoundTable, people: Iterable[Any]) -> list[int]:
    """Answers whose time is held by another table, in no particular order of theirs.

    Always in one order: of two that book the same people at once the second waits and does not lock the first.
    """
    with walls.system("a booking stands in the circle of its person"):
        return [one.pk for one in sorted(people, key=lambda one: one.pk) if not _book(table, one)]


def rebook(table: RoundTable, people: Iterable[Any]) -> list[int]:
    """The table has another time: it takes that of its people instead of the old one. Answers as ``book``."""
    with walls.system("a booking stands in the circle of its person"):
        freed = _delete(table=table)
        elsewhere = book(table, people)
        _give(freed)
        return elsewhere


def _book(table: RoundTable, person: Any) -> bool:
    span = (table.starts_at, table.ends_at)
    one = Booking.objects.create(
        table=table, person=person, circle=person_circle(person.pk), span=span, holds=False
    )
    return _hold(one)


def _hold(one: Booking) -> bool:
    try:
        with transaction.atomic():
            Booking.objects.filter(pk=one.pk).update(holds=True)
    except IntegrityError:
        return False
    return True


def hold(table_code: str, person: Any) -> bool:
    """Hold this person's time, unless another table holds it."""
    with walls.system("an invited person accepts, and may not look into the room yet"):
        one = Booking.objects.filter(table__code=table_code, person=person).first()
        return one is None or _hold(one)


def release(**which: Any) -> None:
    """The time is free again: for the table that waits for it, or else for whoever asks next."""
    with walls.system("bookings of a table that does not take place"):
        _give(_delete(**which))


def _delete(**which: Any) -> list[tuple[int, Any]]:
    """Answers whose time is free by that, and from when to when."""
    held = Booking.objects.filter(**which, holds=True).order_by("person", "pk")
    freed = list(held.values_list("person_id", "span"))
    Booking.objects.filter(**which).delete()
    return freed


def _give(freed: Iterable[tuple[int, Any]]) -> None:
    """A booking that did not hold because of these holds from now on; of several the first."""
    for person, span in freed:
        waiting = Booking.objects.filter(person=person, span__overlap=span, holds=False)
        for one in waiting.filter(table__state__in=AHEAD).order_by("pk"):
            _hold(one)
