"""Dates, figures and names in the language of the reader."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from .. import text

register = template.Library()


register.filter("day", lambda value: text.day(value))
register.filter("day_short", lambda value: text.day(value, weekday=False))
register.filter("day_tiny", lambda value: text.day(value, weekday=False, year=False))
register.filter("kind_letter", text.kind_letter)
register.filter("month", text.month)
register.filter("when", lambda value: text.when(value))
register.filter("clock", text.clock)
register.filter("recent", lambda value: text.recent(value))
register.filter("due", lambda value: text.due(value))
register.filter("late_by", lambda value: text.late_by(value))
register.filter("count", text.count)
register.filter("won", text.won)
register.filter("file_size", text.file_size)
register.filter("called", text.called)
register.filter("named", text.named)
register.filter("kind_word", text.kind_word)


@register.filter
def span(first: Any, last: Any) -> str:
    """``{{ project.starts_on|span:project.ends_on }}``"""
    return text.span(first, last)


@register.simple_tag
def masked() -> SafeString:
    """Bars in place of words, for "how others will see it"; nothing of the words is in the page."""
    return mark_safe('<span aria-hidden="true"><span class="blk"></span> <span class="blk s"></span></span>')
