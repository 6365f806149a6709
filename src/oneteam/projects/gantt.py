"""A plan as a drawing: where bars, marks and arrows go, once wide and once for a telephone.

Text in a drawing does not flow, so each size is laid out by itself. The same rows always stand as a table, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .clocks import month_after

CUT = "…"


@dataclass(frozen=True)
class Mark:
    """One day of a row. ``css`` is its kind, see ``MARKS``; ``at`` the part of the day that is over."""

    day: date
    css: str
    at: float = 0


@dataclass(frozen=True)
class Row:
    """A line of the drawing: its name, a bar from the first day to the last, marks, and from where it was moved."""

    key: int
    name: str
    first: date | None = None
    last: date | None = None
    css: str = ""
    marks: tuple[Mark, ...] = ()
    moved: tuple[date, date] | None = None


@dataclass(frozen=True)
class Size:
    css: str
    width: int
    names: int  # the column of names; 0: each name stands above its row
    letters: int
    line: int
    months: int  # so many words at most, so that they do not touch

    @property
    def left(self) -> int:
        return self.names + 12


WIDE = Size("ch-d", width=1040, names=230, letters=24, line=30, months=12)
NARROW = Size("ch-m", width=372, names=0, letters=34, line=46, months=4)
TOP, RIGHT = 30, 14


@dataclass(frozen=True)
class Scale:
    first: date
    last: date
    left: float
    right: float

    def x(self, day: date, at: float = 0) -> str:
        return f"{self.left + (self.right - self.left) * ((day - self.first).days + at) / self.days:.1f}"

    @property
    def days(self) -> int:
        return max(1, (self.last - self.first).days)


@dataclass(frozen=True)
class Link:
    """An arrow from the end of one row to the beginning of another; ``early``: the second begins too early."""

    before: int
    after: int
    early: bool = False


# What stands at a day, drawn from its middle.
MARKS = {
    "old": "m-6 0l6 -6l6 6l-6 6z", "new": "m-8 0l8 -8l8 8l-8 8z", "late": "m-8 0l8 -8l8 8l-8 8z", "ok": "m-8 0l8 -8l8 8l-8 8z",
    "step": "m-7 6l7 -13l7 13z", "site": "m-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z", "effect": "m-6 -6h12v12h-12z",
    "word": "m-7 -5h14v8h-8l-4 4v-4h-2z", "result": "m-4 -7h8l4 7l-4 7h-8l-4 -7z",
    "turn": "m-2.5 -7h5v4.5h4.5v5h-4.5v4.5h-5v-4.5h-4.5v-5h4.5z",
}  # fmt: skip
BARS = ("whole", "ok", "new", "late")


@dataclass
class Drawing:
    """All of one kind is one path, so that a plan of 200 milestones is drawn at once. ``shapes``: later ones on top."""

    size: Size
    height: int
    ticks: list[dict[str, Any]]
    names: list[dict[str, Any]]
    shapes: list[dict[str, str]]
    today: str | None


def drawn(
    rows: Sequence[Row], today: date, *, links: Iterable[Link] = (), span: tuple[date, date] | None = None
) -> list[Drawing]:
    """Both sizes; nothing where there are no rows."""
    if not rows:
        return []
    first, last = span or _span(rows, today)
    links = list(links)
    return [_laid_out(size, rows, links, first, last, today) for size in (WIDE, NARROW)]


def _span(rows: Sequence[Row], today: date) -> tuple[date, date]:
    """From the first of a month to the first of another, with all days between."""
    days = [day for row in rows for day in (row.first, row.last, *(mark.day for mark in row.marks)) if day]
    first, last = min(days, default=today), max(days, default=today)
    return first.replace(day=1), month_after(last)


def _laid_out(
    size: Size, rows: Sequence[Row], links: list[Link], first: date, last: date, today: date
) -> Drawing:
    scale = Scale(first, last, size.left, size.width - RIGHT)
    tops = [TOP + size.line * number for number in range(len(rows))]
    middles = [top + (size.line / 2 if size.names else size.line - 15) for top in tops]
    return Drawing(
        size=size,
        height=TOP + size.line * len(rows) + 8,
        ticks=_ticks(scale, size.months),
        names=[_name(row, top, size) for row, top in zip(rows, tops, strict=True)],
        shapes=_shapes(list(zip(rows, middles, strict=True)), links, scale, size.line / 2),
        today=scale.x(today) if first <= today <= last else None,
    )


def _name(row: Row, top: int, size: Size) -> dict[str, Any]:
    text = row.name if len(row.name) <= size.letters else row.name[: size.letters - 1] + CUT
    return {"text": text, "y": top + (size.line // 2 if size.names else 14)}


def _shapes(
    lines: list[tuple[Row, float]], links: list[Link], scale: Scale, gap: float
) -> list[dict[str, str]]:
    found: dict[str, list[str]] = {
        css: [] for css in (*(f"b-{bar}" for bar in BARS), "mv", "ar", "ar early", *(f"m-{mark}" for mark in MARKS))
    }  # fmt: skip
    for row, y in lines:
        if row.first and row.last:
            found[f"b-{row.css}"].append(_bar(row.first, row.last, y, scale))
        if row.moved:
            found["mv"].append(f"M{scale.x(row.moved[0])} {y:g}H{scale.x(row.moved[1])}")
        for mark in row.marks:
            found[f"m-{mark.css}"].append(f"M{scale.x(mark.day, mark.at)} {y:g}{MARKS[mark.css]}")
    ends = {row.key: (row, y) for row, y in lines}
    for one in links:
        if one.before in ends and one.after in ends:
            found["ar early" if one.early else "ar"].append(
                _arrow(ends[one.before], ends[one.after], scale, gap)
            )
    return [{"css": css, "d": "".join(parts)} for css, parts in found.items() if parts]


def _bar(first: date, last: date, y: float, scale: Scale) -> str:
    width = max(2.0, float(scale.x(last)) - float(scale.x(first)))
    return f"M{scale.x(first)} {y - 5:g}h{width:.1f}v10h-{width:.1f}z"


def _ticks(scale: Scale, most: int) -> list[dict[str, Any]]:
    """The first of each month, of a long plan of every second, third… one; the days themselves of a week."""
    starts = [scale.first]
    step = timedelta(days=1) if scale.days <= 14 else None
    while (after := starts[-1] + step if step else month_after(starts[-1])) < scale.last:
        starts.append(after)
    each = max(1, -(-len(starts) // most))
    return [{"x": scale.x(day), "day": day} for day in starts[::each]]


def _arrow(before: tuple[Row, float], after: tuple[Row, float], scale: Scale, gap: float) -> str:
    """From the end of one row to above (or below) the beginning of the other."""
    (one, y1), (other, y2) = before, after
    x1, x2 = float(scale.x(_end(one))), float(scale.x(_beginning(other)))
    down = 1 if y2 > y1 else -1
    goal = y2 - 8 * down
    beside = f"M{x1 + 8:.1f} {y1:g}H{x2:.1f}V{goal:g}"
    between = f"M{x1:.1f} {y1 + 8 * down:g}V{y2 - gap * down:g}H{x2:.1f}V{goal:g}"
    way = beside if x2 > x1 + 8 else between
    return f"{way}m-3.5 {-5 * down}l3.5 {5 * down}l3.5 {-5 * down}"


def _end(row: Row) -> date:
    found = row.last or max((mark.day for mark in row.marks), default=None)
    assert found is not None
    return found


def _beginning(row: Row) -> date:
    return row.first or _end(row)
