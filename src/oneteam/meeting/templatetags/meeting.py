from __future__ import annotations

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
