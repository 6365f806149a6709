"""Looking at the shape of input, whichever core it is for.

A *look* is given a value and answers where inside it something is wrong, and what; ``None`` where nothing is. So a
place is put into words only where it is needed: thousands of works are looked at for each problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Wrong = tuple[str, str]
Look = Callable[[Any], Wrong | None]

LONGEST = 60
TOO_LARGE = 10**18


def shown(value: object) -> str:
    """A value as a message shows it: short, and never what cannot be written.

    >>> shown(3), shown("half \\ud800"), shown(10**400), shown(["a"])
    ('3', "'half \\\\ud800'", 'a number of more than 18 digits', 'list')
    """
    if isinstance(value, int) and abs(value) >= TOO_LARGE:
        return "a number of more than 18 digits"
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST else value[:LONGEST] + "...")
    return repr(value) if value is None or isinstance(value, (int, float)) else type(value).__name__


def text(value: Any) -> Wrong | None:
    """Any text that can be written in UTF-8: half of a pair of surrogates cannot."""
    if not isinstance(value, str):
        return "", f"is {shown(value)}; it must be text"
    if value.isascii():
        return None
    try:
        value.encode()
    except UnicodeEncodeError as error:
        return "", f"has half a character at place {error.start + 1}; write it again"
    return None


def name(value: Any) -> Wrong | None:
    """Text that is not empty."""
    if isinstance(value, str) and not value.strip():
        return "", "is empty; give it a name"
    return text(value)


def flag(value: Any) -> Wrong | None:
    return None if isinstance(value, bool) else ("", f"is {shown(value)}; it must be true or false")


def whole(least: int, most: int) -> Look:
    def look(value: Any) -> Wrong | None:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return None
        return "", f"is {shown(value)}; it must be a whole number from {least} to {most}"

    return look


def may_lack(look: Look) -> Look:
    return lambda value: None if value is None else look(value)


def list_of(look: Look, what: str) -> Look:
    def look_at(values: Any) -> Wrong | None:
        if not isinstance(values, (tuple, list)):
            return "", f"must be a list of {what}, not {shown(values)}"
        for at, value in enumerate(values):
            if wrong := look(value):
                return f"[{at}]{wrong[0]}", wrong[1]
        return None

    return look_at


def inside(kind: type[Any], fields: Mapping[str, Look], value: Any) -> Wrong | None:
    """An object of a kind, field by field."""
    if not isinstance(value, kind):
        return "", f"is {shown(value)}; it must be a {kind.__name__}"
    for field, look in fields.items():
        if wrong := look(getattr(value, field)):
            return f".{field}{wrong[0]}", wrong[1]
    return None
