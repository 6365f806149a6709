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
        Booking.objects.filter(table=table).delete()
        return book(table, people)


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
    """The time is free again for whoever asks next."""
    with walls.system("bookings of a table that does not take place"):
        Booking.objects.filter(**which).delete()
