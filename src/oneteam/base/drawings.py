"""Where the lines of the drawings go. Widths are SVG attributes, so that the strict style policy holds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any


def spark(values: Sequence[float], width: float = 84, height: float = 26) -> dict[str, Any] | None:
    if len(values) < 2:
        return None
    low, high = min(values), max(values)
    scale = (height - 4) / (high - low) if high - low > 1e-9 else 0
    step = width / (len(values) - 1)
    points = [
        (round(i * step, 1), round(height - 2 - (value - low) * scale, 1)) for i, value in enumerate(values)
    ]
    return {"points": " ".join(f"{x},{y}" for x, y in points), "x": points[-1][0], "y": points[-1][1]}


def stacked(values: Sequence[float], total: float = 0, rest: bool = False) -> list[dict[str, Any]]:
    """Parts of a bar in percent, with a thin gap between them."""
    whole = total or sum(values) or 1
    rects, at = [], 0.0
    for number, value in enumerate(values, start=1):
        width = 100 * value / whole
        if width:
            rects.append(
                {"x": round(at, 2), "width": round(max(width - 1, 0.5), 2), "css": f"c{(number - 1) % 4 + 1}"}
            )
        at += width
    if rest and at < 99.5:
        rects.append({"x": round(at, 2), "width": round(100 - at, 2), "css": "c-rest"})
    return rects


def before_after(before: Any, after: Any) -> dict[str, Any]:
    top = max(abs(float(before or 0)), abs(float(after or 0))) or 1
    if max(float(before or 0), float(after or 0)) <= 100 and min(float(before or 0), float(after or 0)) > 50:
        top = 100  # shares near the whole are compared with the whole
    widths = [round(100 * abs(float(value or 0)) / top, 1) for value in (before, after)]
    return {"before": before, "after": after, "before_width": widths[0], "after_width": widths[1]}


def lines(text: str, longest: int = 11) -> list[str]:
    """Up to three short lines for the middle of the table."""
    rows: list[str] = []
    for word in text.split():
        if rows and len(rows[-1]) + 1 + len(word) <= longest:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return rows[:3]


def stacked_lines(text: str, middle: float = 281, gap: float = 30) -> list[dict[str, Any]]:
    rows = lines(text)
    top = middle - gap * (len(rows) - 1) / 2
    return [{"text": row, "y": round(top + number * gap, 1)} for number, row in enumerate(rows)]


def table(members: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Circles around a table of radius 132 with its middle at 280, 280."""
    turns = [2 * math.pi * number / max(len(members), 1) - math.pi / 2 for number in range(len(members))]
    return [_seat(name, kind, turn) for (name, kind), turn in zip(members, turns, strict=True)]


def _seat(name: str, kind: str, turn: float) -> dict[str, Any]:
    cos, sin = math.cos(turn), math.sin(turn)
    x, y = 280 + 188 * cos, 280 + 188 * sin
    side = "start" if cos > 0.2 else "end" if cos < -0.2 else ""
    beside = {"start": 38, "end": -38, "": 0}[side]
    rows = _label(name)
    middle = y if side else y + math.copysign(46, sin) + (9 * (len(rows) - 1) * math.copysign(1, sin))
    spot = {"x": x, "y": y, "lx": x + beside, "x1": 280 + 140 * cos, "y1": 280 + 140 * sin}
    spot |= {"x2": 280 + 155 * cos, "y2": 280 + 155 * sin}
    top = middle - 9 * (len(rows) - 1)
    words = [{"text": row, "y": round(top + 18 * number, 1)} for number, row in enumerate(rows)]
    numbers = {key: round(value, 1) for key, value in spot.items()}
    return {**numbers, "rows": words, "name": name, "kind": kind, "letter": name.strip()[:1], "side": side}


def _label(name: str, longest: int = 10) -> list[str]:
    """A long name of several words on two lines: the drawing shrinks on a telephone, its words must not."""
    words = name.split()
    if len(name) <= longest or len(words) < 2:
        return [name]
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    above, below = min(cuts, key=lambda cut: max(len(cut[0]), len(cut[1])))
    return [above, below]


def seats(people: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Circles around a table of radius 60 with its middle at 150, 150."""
    placed = []
    for number, person in enumerate(people):
        turn = 2 * math.pi * number / max(len(people), 1) - math.pi / 2
        x, y = 150 + 104 * math.cos(turn), 150 + 104 * math.sin(turn)
        name = str(person["name"])
        placed.append(
            {**person, "x": round(x, 1), "y": round(y, 1), "ny": round(y + 35, 1), "letter": name[:1]}
        )
    return placed


def trl(start: int, now: int, goal: int) -> dict[str, Any]:
    steps = []
    for number in range(1, 10):
        css = "a" if number < start else "b2" if number <= now else "g" if number <= goal else ""
        steps.append(
            {"n": number, "css": css, "start": number == start, "now": number == now, "goal": number == goal}
        )
    return {"steps": steps, "start": start, "now": now, "goal": goal}


def line_chart(
    points: Sequence[tuple[Any, float]],
    *,
    css: str,
    width: int,
    height: int,
    goal: float | None = None,
    start: Any = None,
) -> dict[str, Any]:
    """One line with axis, goal, and the moment from which the new way is in use. Points are (day, value)."""
    left, right, top, bottom = (40, 70, 18, 34) if width > 500 else (32, 70, 20, 34)
    box = {"left": left, "right": width - right, "top": top, "bottom": height - bottom}
    values = [value for _, value in points] + ([goal] if goal is not None else [])
    ticks = _ticks(min(values), max(values))
    low, high = ticks[0], ticks[-1]

    def y(value: float) -> float:
        return round(box["bottom"] - (value - low) / (high - low) * (box["bottom"] - top), 1)

    gap = (box["right"] - left) / max(len(points) - 1, 1)
    spots = [{"x": round(left + number * gap, 1), "y": y(value)} for number, (_, value) in enumerate(points)]
    days = [day for day, _ in points]
    since = next(
        (spots[number]["x"] for number, day in enumerate(days) if start is not None and day >= start), None
    )
    every = max(1, (len(points) - 1) // (5 if width > 500 else 2))
    return {
        "css": css, "width": width, "height": height, **box, "inner": height - bottom - top,
        "after_width": round(box["right"] - since, 1) if since is not None else 0, "since": since,
        "line": " ".join(f"{spot['x']},{spot['y']}" for spot in spots), "spots": spots,
        "ticks": [{"y": y(tick), "value": tick, "x": left - 8} for tick in ticks],
        "days": [{"x": spots[number]["x"], "day": days[number]} for number in range(0, len(points), every)],
        "goal": goal, "goal_y": y(goal) if goal is not None else None, "end": spots[-1],
        "last": points[-1][1],
        "label_x": box["right"] + 8, "day_y": height - 12,
        "since_text": since + 8 if since is not None else 0,
        "goal_text_y": _apart(y(goal), spots[-1]["y"]) if goal is not None else 0,
    }  # fmt: skip


def _apart(y: float, other: float, least: float = 20) -> float:
    """Two labels at the same place would cover each other."""
    if abs(y - other) >= least:
        return y
    return other + least if y >= other else other - least


def _ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers that hold all values."""
    spread = max(high - low, abs(high) / 100, 1e-6)
    size = 10 ** math.floor(math.log10(spread))
    step = next((m * size for m in (0.2, 0.5, 1, 2) if spread / (m * size) <= 5), 2 * size)
    first, last = math.floor(low / step), math.ceil(high / step)
    last = last if last > first else first + 1
    return [round(number * step, 9) for number in range(first, last + 1)]
