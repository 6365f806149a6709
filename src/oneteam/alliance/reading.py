"""The read log of a thread, for every page that shows more of it than its title and teaser."""

from __future__ import annotations

from typing import Any

from oneteam.journal.actions import read

from .models import Disclosure
from .rules import owns


def note_reading(person: Any, disclosure: Disclosure, what: str, circle: int | None = None) -> None:
    """Reading above the alliance level is noted, unless one speaks for the owner.

    ``circle``: the number of the circle of those who may know of it; without one, the owner and the secretariat.
    """
    if not person.is_authenticated or not disclosure.is_confidential or owns(person, disclosure):
        return
    read(person=person, thread=disclosure.thread, what=what, circle=circle or disclosure.desk_id)
