"""What a mail says, found at the moment of delivery under the recipient's own keys and language.

A kind of letter is a function ``(recipient, data) -> Letter | None``; ``None`` where the recipient may not
see any more what it was about: then nothing is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Invite:
    """What a calendar program does with a mail: iCalendar text, and whether it asks (REQUEST) or takes back (CANCEL)."""

    method: str
    text: str


@dataclass(frozen=True)
class Letter:
    """Who asks, what, by when; one button; why you get it. ``path`` is the button's address on this site."""

    subject: str
    paragraphs: Sequence[str]
    button: str
    path: str
    why: str
    invite: Invite | None = None


Writer = Callable[[Any, Mapping[str, Any]], Letter | None]
_writers: dict[str, Writer] = {}


def letter(kind: str) -> Callable[[Writer], Writer]:
    """Register the writer of a kind of letter."""

    def register(writer: Writer) -> Writer:
        _writers[kind] = writer
        return writer

    return register


def writer(kind: str) -> Writer:
    return _writers[kind]


def kinds() -> frozenset[str]:
    return frozenset(_writers)
