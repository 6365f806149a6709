from typing import Any

from oneteam.walls import keys_of

from .models import Attachment


def may_remove(person: Any, attachment: Attachment) -> bool:
    """Whoever put it there, and the secretariat."""
    return attachment.by_id == person.pk or "secretariat" in keys_of(person)
