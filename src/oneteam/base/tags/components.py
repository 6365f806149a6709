"""Larger components: each draws one partial of ``base/c/``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .. import drawings
from .parts import kept, kind_class, part

register = template.Library()


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
