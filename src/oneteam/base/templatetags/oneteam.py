"""The components as tags: each draws one partial from ``base/c/``. Registered as builtins, no ``{% load %}``.

Small parts that stand in every row (icon, badge, kind, confidentiality) are drawn once per language and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .. import drawings, text, titles
from ..fields import Bi
from ..forms_render import field_context

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


# Small parts ----------------------------------------------------------------------------------------


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


# Blocks ---------------------------------------------------------------------------------------------

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


# Larger components -----------------------------------------------------------------------------------


@register.simple_tag
def crumb(*steps: Any) -> SafeString:
    """``{% crumb _("Problems") list_url problem.code %}``: label, address, …, and last where one is."""
    pairs = list(zip(steps[:-1:2], steps[1:-1:2], strict=False))
    return part("crumb", pairs=pairs, last=steps[-1] if steps else "")


@register.simple_tag
def life(stations: Sequence[Mapping[str, Any]], label: Any = "") -> SafeString:
    """Stations are dicts: label, when, state (done, now or todo)."""
    return part("life", stations=stations, label=label)


@register.simple_tag
def tabs(items: Iterable[Mapping[str, Any]], label: Any = "") -> SafeString:
    """Items are dicts: label, url, on, and n if a number belongs to it."""
    return part("tabs", items=items, label=label)


@register.simple_tag
def chips(items: Iterable[Mapping[str, Any]], label: Any = "") -> SafeString:
    """Filters as links; items are dicts: label, url, on, n."""
    return part("chips", items=items, label=label)


@register.simple_tag
def kpis(items: Iterable[Mapping[str, Any]], label: Any = "") -> SafeString:
    """At most four dicts: title, value, unit, note, tone (up or dn), spark (a list of numbers)."""
    drawn = [{**item, "spark": drawings.spark(item.get("spark") or ())} for item in items]
    return part("kpis", items=drawn, label=label)


@register.simple_tag
def tiles(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """Figures as tiles; dicts: title, value, unit, note, url."""
    return part("tiles", items=items)


@register.simple_tag
def bar(parts: Sequence[tuple[str, float]] | Mapping[str, float], label: Any, total: float = 0) -> SafeString:
    """A bar of parts in the navy ramp; ``label`` says the same in words."""
    values = list(parts.values()) if isinstance(parts, Mapping) else [value for _, value in parts]
    return part("bar", rects=drawings.stacked(values, total), label=label)


@register.simple_tag
def progress(done: float, total: float, label: Any, words: Any = "") -> SafeString:
    """How much is done: ``{% progress 31 46 _("Matching experts") _("Now: dates") %}``"""
    share = round(100 * done / total) if total else 0
    return part("progress", done=done, total=total, share=max(0, min(100, share)), label=label, words=words)


@register.simple_tag
def before_after(before: Any, after: Any, unit: str = "", label: Any = "", facts: Any = None) -> SafeString:
    """Two bars on one scale. ``facts``: dict with baseline, sample, method, confirmed_by, date."""
    return part("before_after", **drawings.before_after(before, after), unit=unit, label=label, facts=facts)


@register.simple_tag
def effect_facts(facts: Mapping[str, Any]) -> SafeString:
    """The five facts without which no effect is shown."""
    return part("effect_facts", facts=facts)


@register.simple_block_tag
def match_card(content: str, c: Any) -> SafeString:
    """A candidate: rank, person, affiliation, kind, score, points (its parts) and the four reasons.

    Between the tags, what else is to be said of them, and what can be done.
    """
    rects = drawings.stacked(list(c["points"]), 100, rest=True)
    return part("match_card", c=c, rects=rects, acts=mark_safe(content.strip()))


@register.simple_tag
def balance(kinds: Sequence[str], seats: int, label: Any = "") -> SafeString:
    """Seats by kind, then the empty ones."""
    taken = [{"kind": kind, "css": kind_class(kind)} for kind in kinds]
    return part("balance", taken=taken, free=range(max(0, seats - len(taken))), seats=seats, label=label)


@register.simple_tag
def round_table(
    members: Sequence[Any], label: Any, small: Any = "", big: Any = "", foot: Any = ""
) -> SafeString:
    """The public home's table: organisations around it (name or short, kind), up to some sixteen."""
    around = tuple((str(getattr(o, "short", "") or o.name), kind_class(o.kind)) for o in members)
    return _table_drawn(get_language() or "ko", around, *map(str, (label, small, big, foot)))


@lru_cache(maxsize=32)
def _table_drawn(
    language: str, around: tuple[tuple[str, str], ...], label: str, small: str, big: str, foot: str
) -> SafeString:
    """Depends on its arguments alone, and is the dearest part of the home: kept while they are the same."""
    seats, lines = drawings.table(list(around)), drawings.stacked_lines(big)
    ends = (
        {"small_y": lines[0]["y"] - 36, "foot_y": lines[-1]["y"] + 34}
        if lines
        else {"small_y": 270, "foot_y": 292}
    )
    return part("round_table", seats=seats, label=label, small=small, lines=lines, foot=foot, **ends)


@register.simple_tag
def seat_map(seats: Sequence[Mapping[str, Any]], label: Any, small: Any = "", big: Any = "") -> SafeString:
    """Who sits where: dicts with name, kind, speaking."""
    placed = drawings.seats([{**seat, "css": kind_class(seat.get("kind"))} for seat in seats])
    return part("seat_map", seats=placed, label=label, small=small, big=big)


@register.simple_tag
def line_chart(
    points: Sequence[tuple[Any, float]],
    label: Any,
    unit: str = "",
    goal: Any = None,
    start: Any = None,
    start_words: Any = "",
    goal_words: Any = "",
) -> SafeString:
    """One line over dates, drawn wide and narrow; show the same numbers as a table or list too."""
    sizes = (("ch-d", 760, 270), ("ch-m", 372, 250))
    charts = [
        drawings.line_chart(points, css=css, width=w, height=h, goal=goal, start=start) for css, w, h in sizes
    ]
    words = {"label": label, "unit": unit, "start_words": start_words, "goal_words": goal_words}
    return part("line_chart", charts=charts, **words)


@register.simple_tag
def timeline(entries: Iterable[Mapping[str, Any]]) -> SafeString:
    """Stations of a story; dicts: title, when, state (done, now, bad), body, evidence, url."""
    return part("timeline", entries=entries)


@register.simple_tag
def trl(start: int, now: int, goal: int) -> SafeString:
    return part("trl", **drawings.trl(start, now, goal))


@register.simple_tag(takes_context=True)
def first_steps(context: Any, steps: Sequence[Mapping[str, Any]]) -> SafeString:
    """The empty alliance's list of five; dicts: title, words, url, action, done, skip_url (posted to)."""
    done = sum(1 for step in steps if step.get("done"))
    token = context.get("csrf_token", "")
    return part("first_steps", steps=steps, done=done, total=len(steps), csrf_token=token)


@register.simple_tag
def thumb(yes: Any) -> SafeString:
    """A cell of the table "who will see what": True, False, or words for something in between."""
    return kept("thumb", yes=yes is True, words="" if isinstance(yes, bool) else str(yes))


@register.simple_tag(takes_context=True)
def pager(context: Any, page: Any, name: str = "page") -> SafeString:
    """``{% pager page %}`` for a Django page; keeps the rest of the query."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return part("pager", page=page, **_around(page, address))


def _around(page: Any, address: Callable[[int], str]) -> dict[str, str]:
    return {
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


# Forms ------------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: Any, hint: Any = "", css: str = "") -> SafeString:
    """``{% field form.title %}``: label, hint, error, control; the control's kind decides the drawing."""
    return part("field", **field_context(bound, hint=hint, css=css))


@register.simple_tag
def fields(form: Any) -> SafeString:
    """Every field of a form, with what concerns the whole form above."""
    hidden = [str(bound) for bound in form.hidden_fields()]
    shown = [field(bound) for bound in form.visible_fields()]
    return mark_safe("".join([errors(form), *hidden, *shown]))


@register.simple_tag
def errors(form: Any) -> SafeString:
    """The summary above a form: each error leads to its field. Nothing where there are none."""
    if not form.is_bound or not form.errors:
        return mark_safe("")
    rows = [
        (bound.id_for_label or bound.auto_id, bound.label, message)
        for bound in form
        for message in bound.errors
    ]
    return part("errors", rows=rows, whole=form.non_field_errors())


@register.simple_tag
def save_bar(button: Any, later: Any = "", saved: Any = "", later_name: str = "later") -> SafeString:
    """The bar that stays in sight: main button, "later" button, when it was saved."""
    return part("save_bar", button=button, later=later, saved=saved, later_name=later_name)


# Filters -----------------------------------------------------------------------------------------------

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
