"""What the read log calls the parts that were read. Each app names its own; the journal knows none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_names: dict[str, Any] = {}


def name_parts(names: Mapping[str, Any]) -> None:
    _names.update(names)


def part_called(what: str) -> str:
    """In the reader's language."""
    return str(_names.get(what, what))
