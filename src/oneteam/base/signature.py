"""Whose mail it is. ``alliance`` says at start how its name is found; whoever writes mail knows no concept."""

from __future__ import annotations

from collections.abc import Callable

_find: Callable[[], str] = str


def comes_from(find: Callable[[], str]) -> None:
    global _find
    _find = find


def alliance_name() -> str:
    """In the language of the moment; the product's name where there is no alliance yet."""
    return _find() or "OneTeam"
