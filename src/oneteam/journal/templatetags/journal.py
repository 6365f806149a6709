from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from oneteam.base.text import named, particles
from oneteam.journal import live, verbs
from oneteam.journal.models import Entry

register = template.Library()


@register.simple_tag
def told(entry: Entry) -> str:
    """An entry as a sentence in the reader's language."""
    return particles(verbs.sentence(entry.verb, named(entry.actor) if entry.actor else "", entry.data))


@register.simple_tag(takes_context=True)
def live_part(context: Any, thread: str) -> SafeString:
    """For ``<main>``: what is inside is asked for again when the thread changed; the pass itself stays."""
    return format_html(
        'data-live="{}" data-live-url="{}" hx-get="{}" hx-trigger="live" hx-select="#main > *"'
        ' hx-swap="innerHTML"',
        live.topic(thread, context["request"].user.pk), context["live_url"], context["here"],
    )  # fmt: skip


@register.inclusion_tag("journal/_timeline.html")
def journal(entries: Any) -> dict[str, Any]:
    return {"entries": entries}
