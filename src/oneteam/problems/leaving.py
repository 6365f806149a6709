"""What apps above this one end when a problem leaves its way or pauses, without this app knowing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .models import Problem

Ending = Callable[[Problem, Any, str], None]
_endings: list[Ending] = []


def register(ending: Ending) -> None:
    """``ending(problem, by, reason)`` is called in the same transaction, before the problem's state changes."""
    if ending not in _endings:
        _endings.append(ending)


def end_what_waits(problem: Problem, by: Any, reason: str) -> None:
    for ending in _endings:
        ending(problem, by, reason)
