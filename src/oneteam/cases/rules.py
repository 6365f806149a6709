"""Who may do what. What a person may see is the wall's business, not this file's."""

from __future__ import annotations

from typing import Any

from oneteam.alliance.enums import Level
from oneteam.alliance.models import Disclosure
from oneteam.alliance.rules import is_officer, owns

MOST_WORDS = 100


def may_share(person: Any, shown: Disclosure) -> bool:
    """The owner of the thread lets the members read an entry of the ledger; what is sealed is shared with nobody."""
    return owns(person, shown) and shown.level != Level.SEALED


def may_write(person: Any, shown: Disclosure, *, works_on_it: bool | None) -> bool:
    """The owner of the thread, who works on one of its projects, and the secretariat; ``None``: not who does not see
    the field, where the text stands."""
    return works_on_it is not None and (works_on_it or owns(person, shown) or is_officer(person))


def words_in(text: str) -> int:
    """Korean words, too, are what stands between spaces."""
    return len(text.split())
