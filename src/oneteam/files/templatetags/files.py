from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from oneteam.files import rules
from oneteam.files.models import Attachment

register = template.Library()


@register.simple_tag
def with_removal(attachments: Iterable[Attachment], person: Any) -> list[tuple[Attachment, bool]]:
    """Each file, and whether this person may take it away."""
    files = list(attachments)
    mine = [one for one in files if person.is_authenticated and rules.may_remove(person, one)]
    kept = rules.kept(mine)
    return [(one, one in mine and one.pk not in kept) for one in files]
