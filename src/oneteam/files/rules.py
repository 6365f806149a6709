from collections.abc import Callable
from typing import Any

from oneteam.walls import keys_of

from .models import Attachment

_guards: dict[str, Callable[[Attachment], bool]] = {}


def guard(prefix: str, kept: Callable[[Attachment], bool]) -> None:
    """An app above says which files of its targets (``effect:…``) must stay, because something rests on them."""
    _guards[prefix] = kept


def is_kept(attachment: Attachment) -> bool:
    kept = _guards.get(attachment.target.partition(":")[0])
    return kept is not None and kept(attachment)


def may_remove(person: Any, attachment: Attachment) -> bool:
    """Whoever put it there, and the secretariat."""
    return attachment.by_id == person.pk or "secretariat" in keys_of(person)
