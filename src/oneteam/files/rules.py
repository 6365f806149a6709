from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from oneteam.walls import keys_of

from .models import Attachment

Kept = Callable[[list[Attachment]], set[int]]
_guards: dict[str, Kept] = {}


def guard(prefix: str, kept: Kept) -> None:
    """An app above says which files of its targets (``effect:…``) must stay, because something rests on them."""
    _guards[prefix] = kept


def every_one(attachments: list[Attachment]) -> set[int]:
    """For targets whose files are never taken off by themselves."""
    return {attachment.pk for attachment in attachments}


def kept(attachments: Iterable[Attachment]) -> set[int]:
    """The numbers of those on which something rests that was agreed or confirmed: one question a kind of target."""
    by_kind = defaultdict(list)
    for attachment in attachments:
        by_kind[attachment.target.partition(":")[0]].append(attachment)
    return {number for kind, files in by_kind.items() if kind in _guards for number in _guards[kind](files)}


def is_kept(attachment: Attachment) -> bool:
    return attachment.pk in kept([attachment])


def may_remove(person: Any, attachment: Attachment) -> bool:
    """Whoever put it there, and the secretariat."""
    return attachment.by_id == person.pk or "secretariat" in keys_of(person)
