"""The read log of a thread, for every page that shows more of it than its title and teaser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oneteam.journal.actions import read, read_many

from .models import Disclosure
from .rules import owns


def note_reading(person: Any, disclosure: Disclosure, what: str, circle: int | None = None) -> None:
    """Reading above the alliance level is noted, unless one speaks for the owner.

    ``circle``: the number of the circle of those who may know of it; without one, the owner and the secretariat.
    """
    if _is_noted(person, disclosure):
        read(person=person, thread=disclosure.thread, what=what, circle=circle or disclosure.desk_id)


def note_readings(person: Any, circles: Iterable[tuple[Disclosure, int]], what: str) -> None:
    """The same for a page that shows many threads, in one statement; each with the circle of those who may know."""
    noted = [(one.thread, circle) for one, circle in circles if _is_noted(person, one)]
    if noted:
        read_many(person=person, threads=noted, what=what)


def note_codes(person: Any, rows: Iterable[tuple[Disclosure, str]], what: str) -> None:
    """The same of things with a number of their own, for readers who need not know their thread."""
    noted = [(code, one.desk_id) for one, code in rows if _is_noted(person, one)]
    if noted:
        read_many(person=person, threads=noted, what=what)


def _is_noted(person: Any, disclosure: Disclosure) -> bool:
    return bool(person.is_authenticated and disclosure.is_confidential and not owns(person, disclosure))
