from __future__ import annotations

from typing import Any

from django import template

from oneteam.base.text import particles
from oneteam.journal import live, verbs
from oneteam.journal.models import Entry

register = template.Library()


@register.simple_tag
def told(entry: Entry) -> str:
    """An entry as a sentence in the reader's language."""
    return particles(verbs.sentence(entry.verb, entry.actor.name if entry.actor else "", entry.data))


@register.simple_tag
def live_pass(thread: str) -> str:
    """The pass to hear that the thread changed."""
    return live.topic(thread)


@register.inclusion_tag("journal/_timeline.html")
def journal(entries: Any) -> dict[str, Any]:
    return {"entries": entries}
