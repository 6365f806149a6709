"""Components around a text of the page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from .. import text
from .parts import part

register = template.Library()


_NOTE_ICONS = {"": "info", "info": "info", "warn": "clock", "bad": "alert", "ok": "check"}


@register.simple_block_tag
def note(content: str, tone: str = "", icon: str = "") -> SafeString:
    """``{% note "warn" %}…{% endnote %}``"""
    return part("note", content=content, tone=tone, icon=icon or _NOTE_ICONS.get(tone, "info"))


@register.simple_block_tag
def empty(content: str, title: Any, words: Any = "", level: int = 2) -> SafeString:
    """Why the list is empty; between the tags, the one action that fills it."""
    return part("empty", content=mark_safe(content.strip()), title=title, words=words, level=level)


@register.simple_block_tag
def confirm(content: str, key: str, button: Any, title: Any, css: str = "btn") -> SafeString:
    """A button that opens a dialog without a script; between the tags, what will happen and the form."""
    return part("confirm", content=content, key=key, button=button, title=title, css=css)


@register.simple_block_tag
def josa(content: str) -> SafeString:
    """Sets the particles ``{이/가}`` in a translated sentence; other languages pass unchanged."""
    return mark_safe(text.particles(content))
