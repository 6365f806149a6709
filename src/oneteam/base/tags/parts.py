"""Small parts that stand in every row, drawn once per language and kept; and what all components are drawn with."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .. import text, titles
from ..fields import Bi

register = template.Library()


KINDS = {"industry": "ind", "academia": "aca", "research": "res", "startup": "sta", "secretariat": "sec"}
LEVELS = {
    "public": ("globe", ""),
    "alliance": ("users", ""),
    "named": ("lock", "conf-2"),
    "sealed": ("lock", "conf-3"),
}


def part(name: str, /, **context: Any) -> SafeString:
    return mark_safe(render_to_string(f"base/c/{name}.html", context).strip())


@lru_cache(maxsize=2048)
def _kept(name: str, language: str, items: tuple[tuple[str, Any], ...]) -> SafeString:
    return part(name, **dict(items))


def kept(name: str, /, **context: Any) -> SafeString:
    """A partial that depends on nothing but its arguments and the language."""
    return _kept(name, get_language() or "ko", tuple(context.items()))


@cache
def _sprite() -> str:
    """Where the icons lie: the same as long as the process lives, and asked for some forty times a page."""
    return static("oneteam/icons.svg")


def kind_class(kind: Any) -> str:
    return KINDS.get(str(kind), "oth")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """``{% icon "lock" %}``; a picture only, so write a word beside it."""
    return kept("icon", name=name, css=css, sprite=_sprite())


@register.simple_tag
def mark(size: int = 28) -> SafeString:
    return kept("mark", size=size)


@register.simple_tag
def conf(level: Any) -> SafeString:
    """``{% conf problem.level %}``: public, alliance, named or sealed; icon and words."""
    symbol, css = LEVELS[str(level)]
    return kept("conf", level=str(level), symbol=symbol, css=css, sprite=_sprite())


@register.simple_tag
def kind(value: Any) -> SafeString:
    """The letter and shape of a kind of member."""
    return kept("kind", kind=str(value), css=kind_class(value))


@register.simple_tag
def org(o: Any, link: bool = False, full: bool = False) -> SafeString:
    """Letter and short name; ``link=True`` leads to its page, ``full=True`` is the long name."""
    if not o:
        return mark_safe("")
    name = str((o.name if full else None) or getattr(o, "short", None) or o.name)
    url = o.get_absolute_url() if link else ""
    return kept("org", name=name, kind=str(o.kind), css=kind_class(o.kind), url=url)


@register.simple_tag
def person(p: Any, affiliation: Any = "", kind: Any = "", size: str = "", url: str = "") -> SafeString:
    """A person: name and title, then where from. ``kind`` of the organisation colours the circle."""
    if not p:
        return mark_safe("")
    if not kind and hasattr(affiliation, "kind"):
        kind = affiliation.kind
    name = text.named(p)
    return part(
        "person", name=name, title=text.titled(p), affiliation=str(affiliation or ""), url=url,
        css=f"k-{kind_class(kind)}", size=size, initial=text.initial(name),
    )  # fmt: skip


@register.simple_tag
def avatar(p: Any, kind: Any = "", size: str = "s") -> SafeString:
    name = text.named(p)
    return part("avatar", css=f"k-{kind_class(kind)}", size=size, initial=text.initial(name))


@register.simple_tag
def badge(words: Any, tone: str = "", icon: str = "") -> SafeString:
    """``{% badge _("Waiting") tone="warn" icon="clock" %}``; tones: ok warn bad info brand line."""
    return kept("badge", words=str(words), tone=tone, icon=icon)


@register.simple_tag
def bi(value: Any, css: str = "", block: bool = False) -> SafeString:
    """Bilingual content, marked with its language, and with a small note where only the other one exists."""
    value = Bi.of(value)
    if not value:
        return mark_safe("")
    shown, language = str(value), value.language
    other = language != ("ko" if text.korean() else "en")
    if not (other or css or block):
        return conditional_escape(shown)
    return part("bi", shown=shown, lang=language, other=other, css=css, block=block)


@register.simple_tag
def usual_titles() -> list[str]:
    return titles.usual(korean=text.korean())


@register.simple_block_tag
def drawn(content: str) -> SafeString:
    """``{% drawn as links %}…{% enddrawn %}``: drawn once, shown where the page needs it, as often as it does."""
    return mark_safe(content)
