"""The read log of the ledger: an entry is noted by its own number, as its reader need not know the thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oneteam.alliance.reading import note_codes

from . import queries
from .models import LedgerEntry


def note_entries(person: Any, entries: Iterable[LedgerEntry]) -> None:
    some = list(entries)
    shown = queries.disclosures_of(some)
    note_codes(person, [(shown[one.disclosure_id], one.code) for one in some], "ledger")
