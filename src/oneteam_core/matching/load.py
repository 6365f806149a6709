"""Read problems and experts from JSON files, naming the place of whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from oneteam_core.looks import Look, shown, text
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.model import (
    Affiliation,
    Candidate,
    Declaration,
    Engagement,
    FieldRecord,
    LaboratoryTie,
    Need,
    ProblemText,
    Relations,
    Rivalry,
    Texts,
    Waiver,
    Work,
)
from oneteam_core.matching.shape import FIELDS, refuse, texts

Thing = TypeVar("Thing")

INSIDE: dict[type[Any], dict[str, type[Any]]] = {
    ProblemText: {"needs": Need},
    Candidate: {"works": Work, "field": FieldRecord, "engagements": Engagement, "declared": Declaration},
}
DAYS = ("since", "until")
RELATIONS: dict[str, type[Any]] = {
    "rivalries": Rivalry, "affiliations": Affiliation, "waivers": Waiver, "laboratories": LaboratoryTie,
}  # fmt: skip
MOST_DIGITS = 18


@dataclass(frozen=True)
class Problems:
    """What a problems file holds. ``labels`` names organisations and skills for reading."""

    on: date | None
    problems: tuple[ProblemText, ...]
    relations: Relations
    labels: Mapping[str, Texts]


@dataclass(frozen=True)
class Experts:
    """What an experts file holds. ``labels`` gives each person's role title."""

    candidates: tuple[Candidate, ...]
    labels: Mapping[str, Texts]


def load_problems(path: Path) -> Problems:
    """Read ``{"on", "labels", "rivalries", "affiliations", "waivers", "laboratories", "problems"}``.

    Fields are called as in :mod:`~oneteam_core.matching.model`; one of another name is refused, for a slip
    must not take a rivalry or a declared conflict away. Raises ``MatchingError`` with the file or the place
    inside it.
    """
    content = _read(path)
    _check_keys("", content, ("on", "labels", "problems", *RELATIONS))
    return Problems(
        on=_day(content.get("on"), "on"),
        problems=_each(ProblemText, content.get("problems", []), "problems"),
        relations=Relations(
            **{key: _each(kind, content.get(key, []), key) for key, kind in RELATIONS.items()}
        ),
        labels=_labels(content.get("labels", {})),
    )


def load_experts(path: Path) -> Experts:
    """Read ``{"experts": [...]}``; beside the fields of a candidate each has a ``role`` to be shown.

    Raises ``MatchingError`` with the file or the place inside it.
    """
    content = _read(path)
    _check_keys("", content, ("experts",))
    raw = content.get("experts", [])
    candidates = _each(Candidate, raw, "experts", beside={"role": texts})
    roles = [one.get("role", {}) for one in raw]
    return Experts(candidates, {one.id: role for one, role in zip(candidates, roles, strict=True)})


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_int=_whole)
    except OSError as error:
        raise MatchingError(str(path), f"cannot be read ({error.strerror}); check the name") from error
    except UnicodeDecodeError as error:
        raise MatchingError(str(path), "is not UTF-8; save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise MatchingError(f"{path}:{error.lineno}", f"is no valid JSON: {error.msg}") from error
    except RecursionError as error:
        raise MatchingError(str(path), "has too many brackets inside each other; close them") from error
    if not isinstance(content, dict):
        raise MatchingError(str(path), "must be one JSON object")
    return content


def _whole(digits: str) -> int | float:
    """A number that no field takes is left for its place to refuse."""
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def _labels(raw: Any) -> dict[str, Texts]:
    if not isinstance(raw, dict):
        raise MatchingError("labels", f"is {shown(raw)}; it must map identifiers to their names")
    for key, value in raw.items():
        refuse(f"labels.{_key(key)}", texts(value))
    return raw


def _each(
    kind: type[Thing], raw: Any, where: str, *, beside: Mapping[str, Look] | None = None
) -> tuple[Thing, ...]:
    if not isinstance(raw, list):
        raise MatchingError(where, f"must be a list, not {shown(raw)}")
    return tuple(_made(kind, one, f"{where}[{at}]", beside or {}) for at, one in enumerate(raw))


def _made(kind: type[Thing], raw: Any, where: str, beside: Mapping[str, Look]) -> Thing:
    if not isinstance(raw, dict):
        raise MatchingError(where, f"must be an object, not {shown(raw)}")
    looks = FIELDS[kind]
    _check_keys(f"{where}.", raw, (*looks, *beside))
    for key in beside.keys() & raw.keys():
        refuse(f"{where}.{key}", beside[key](raw[key]))
    values = {key: _value(kind, key, raw[key], f"{where}.{key}") for key in raw if key in looks}
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name not in values and field.default is MISSING and field.default_factory is MISSING:
            raise MatchingError(f"{where}.{field.name}", "is missing; give it")
    return kind(**values)


def _value(kind: type[Any], key: str, raw: Any, where: str) -> Any:
    if inside := INSIDE.get(kind, {}).get(key):
        return _each(inside, raw, where)
    if key in DAYS:
        return _day(raw, where)
    refuse(where, FIELDS[kind][key](raw))
    return tuple(raw) if isinstance(raw, list) else raw


def _check_keys(where: str, raw: Mapping[str, Any], known: Iterable[str]) -> None:
    for key in raw:
        if key not in known:
            raise MatchingError(f"{where}{_key(key)}", f"is not known; it can be {', '.join(sorted(known))}")


def _key(key: str) -> str:
    return shown(key) if text(key) else key


def _day(raw: Any, where: str) -> date | None:
    if raw is None:
        return None
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError) as error:
        raise MatchingError(where, f"is {shown(raw)}; write a date as 2026-11-23") from error
