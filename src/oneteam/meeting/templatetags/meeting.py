from __future__ import annotations

from typing import Any

from django import template
from django.core.cache import caches
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..parts import ALL

register = template.Library()


@register.simple_block_tag(takes_context=True)
def press_form(context: Any, content: SafeString, name: str, code: str, **hidden: Any) -> SafeString:
    """A form of hidden fields around one button; in an open room it is sent without leaving the page."""
    url = reverse(name, args=[code])
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())
    return format_html(
        '<form class="ib" method="post" action="{}" hx-post="{}" hx-swap="none">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}{}</form>',
        url, url, get_token(context["request"]), fields, content,
    )  # fmt: skip


@register.simple_tag
def note_row(note: Any, editable: Any) -> SafeString:
    """``editable``: whose notes its reader may change, or all of them. The same for all readers alike, so drawn once."""
    may = editable is ALL or note.by_id == editable
    key = f"note:{note.code}:{note.version}:{may}:{get_language()}"
    drawn: SafeString | None = caches["drawn"].get(key)
    if drawn is None:
        drawn = render_to_string("meeting/_note.html", {"note": note, "editable": may})
        caches["drawn"].set(key, drawn)
    return drawn


@register.simple_tag(takes_context=True)
def room_part(context: Any, name: str, css: str = "") -> SafeString:
    """A part of the room that is asked for again, on its own, when it has changed."""
    return format_html(
        '<div id="room-{}" class="{}" data-live="{}" data-live-url="{}" data-live-poll="3" hx-get="{}"'
        ' hx-trigger="live" hx-swap="innerHTML">{}</div>',
        name, css, context["topics"][name], context["live_url"],
        reverse("meeting:part", args=[context["table"].code, name]),
        render_to_string(f"meeting/_{name}.html", context.flatten(), context["request"]),
    )  # fmt: skip
