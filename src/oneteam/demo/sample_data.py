"""Reads the sample alliance and moves its dates, so that the loading day takes the anchor's place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "sample"
ANCHOR = date(2026, 11, 23)
FRIDAY = 4


def read(name: str, today: date = ANCHOR) -> dict[str, Any]:
    """One file of the sample with all its dates moved."""
    loaded: dict[str, Any] = moved(raw(name), mover(today))
    return loaded


def raw(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=_LOADER)
    return loaded


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def mover(today: date) -> Callable[[date], date]:
    """Moves a day by as much as ``today`` is from the anchor; a weekend becomes the Friday before it.

    Going back keeps the order of events and never carries something past into the future.
    """
    days = today - ANCHOR

    def move(day: date) -> date:
        there = day + days
        return there - timedelta(days=max(0, there.weekday() - FRIDAY))

    return move


def moved(value: Any, move: Callable[[date], date]) -> Any:
    if isinstance(value, date):
        return move(value)
    if isinstance(value, dict):
        return {key: moved(item, move) for key, item in value.items()}
    if isinstance(value, list):
        return [moved(item, move) for item in value]
    return value


def problems(today: date = ANCHOR) -> list[dict[str, Any]]:
    """All problems of the sample, in the order of their keys."""
    return [*read("problems", today)["problems"], *read("stories", today)["problems"]]
