"""Read an agenda from a JSON file, naming the place of whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from oneteam_core.looks import shown
from oneteam_core.timetable.check import check_agenda
from oneteam_core.timetable.errors import TimetableError
from oneteam_core.timetable.model import Agenda, Hours, Person, Place, Room, Rules, Span, Table

Fields = dict[type[Any], tuple[str, ...]]
INSIDE: dict[type[Any], dict[str, type[Any]]] = {
    Person: {"windows": Span, "busy": Span},
    Room: {"windows": Span, "busy": Span},
    Table: {"fixed": Place, "published": Place},
    Rules: {"hours": Hours},
    Agenda: {"tables": Table, "people": Person, "rooms": Room, "rules": Rules},
}
DATES: Fields = {Rules: ("first", "last", "holidays"), Table: ("deadline", "not_before")}
MOMENTS: Fields = {Span: ("start", "end"), Place: ("start",)}
CLOCKS: Fields = {Hours: ("start", "end")}
KINDS: tuple[tuple[Fields, type[Any], str], ...] = (
    (DATES, date, "2026-11-30"), (MOMENTS, datetime, "2026-11-30T14:00+09:00"), (CLOCKS, time, "09:00"),
)  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """An agenda, and what its tables, people and rooms are called, by identifier."""

    agenda: Agenda
    labels: Mapping[str, str]


def load_agenda(path: Path) -> Loaded:
    """Read ``{"labels", "tables", "people", "rooms", "rules"}``, fields as in :mod:`~oneteam_core.timetable.model`.

    A field of another name is refused: a slip must not take a deadline away. Raises ``TimetableError`` with the file or
    the place inside it.
    """
    content = dict(_read(path))
    labels = content.pop("labels", {})
    if not isinstance(labels, dict) or not all(isinstance(text, str) for text in labels.values()):
        raise TimetableError("labels", "must map identifiers to names")
    content = {"tables": [], "people": [], "rooms": [], **content}
    agenda = _thing(Agenda, content, "")
    check_agenda(agenda)
    return Loaded(agenda, labels)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
    except OSError as error:
        raise TimetableError(str(path), f"cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise TimetableError(str(path), f"is no JSON: {error}") from error
    if not isinstance(content, dict):
        raise TimetableError(str(path), "must be one JSON object with tables, people, rooms and rules")
    return content


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number that can be used")


def _thing(kind: type[Any], raw: Any, where: str) -> Any:
    """A piece of the input, its lists as tuples; what is neither is left to the check of its shape."""
    if not isinstance(raw, dict):
        raise TimetableError(where or "agenda", f"is {shown(raw)}; it must be an object with fields")
    known = {field.name: field for field in fields(kind)}
    for name in raw:
        if name not in known:
            raise TimetableError(_at(where, name), f"is no field here; there are {', '.join(known)}")
    for name, field in known.items():
        if field.default is MISSING and name not in raw:
            raise TimetableError(_at(where, name), "is missing")
    return kind(**{name: _value(kind, name, value, _at(where, name)) for name, value in raw.items()})


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _value(kind: type[Any], name: str, value: Any, where: str) -> Any:
    inside = INSIDE.get(kind, {}).get(name)
    if isinstance(value, list):
        return tuple(_value(kind, name, one, f"{where}[{at}]") for at, one in enumerate(value))
    if inside and value is not None:
        return _thing(inside, value, where)
    for table, made, example in KINDS:
        if name in table.get(kind, ()) and isinstance(value, str):
            return _time(made, value, where, example)
    return value


def _time(made: type[Any], value: str, where: str, example: str) -> Any:
    try:
        return made.fromisoformat(value)
    except ValueError as error:
        raise TimetableError(where, f"is {shown(value)}; write it as {example}") from error
