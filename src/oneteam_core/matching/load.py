"""Read problems and experts from JSON files, naming the place of whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

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
    Waiver,
    Work,
)

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Problems:
    """What a problems file holds. ``labels`` names organisations and skills for reading."""

    on: date | None
    problems: tuple[ProblemText, ...]
    relations: Relations
    labels: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Experts:
    """What an experts file holds. ``labels`` gives each person's role title."""

    candidates: tuple[Candidate, ...]
    labels: Mapping[str, Mapping[str, str]]


def load_problems(path: Path) -> Problems:
    """Read ``{"on", "labels", "rivalries", "affiliations", "waivers", "laboratories", "problems"}``.

    Raises ``MatchingError`` with the file or the place inside it.
    """
    content = _read(path)
    return Problems(
        on=_day(content, "on", "on"),
        problems=_each(content, "problems", "", _problem),
        relations=Relations(
            rivalries=_each(content, "rivalries", "", _rivalry),
            affiliations=_each(content, "affiliations", "", _affiliation),
            waivers=_each(content, "waivers", "", _waiver),
            laboratories=_each(content, "laboratories", "", _laboratory),
        ),
        labels=content.get("labels", {}),
    )


def load_experts(path: Path) -> Experts:
    """Read ``{"experts": [...]}``. Raises ``MatchingError`` with the file or the place inside it."""
    content = _read(path)
    labels = {
        str(raw.get("id")): raw.get("role", {}) for raw in content.get("experts", []) if isinstance(raw, dict)
    }
    return Experts(candidates=_each(content, "experts", "", _candidate), labels=labels)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MatchingError(str(path), f"cannot be read ({error.strerror}); check the name") from error
    except UnicodeDecodeError as error:
        raise MatchingError(str(path), "is not UTF-8; save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise MatchingError(f"{path}:{error.lineno}", f"is no valid JSON: {error.msg}") from error
    if not isinstance(content, dict):
        raise MatchingError(str(path), "must be one JSON object")
    return content


def _each(
    raw: Mapping[str, Any], key: str, where: str, make: Callable[[Mapping[str, Any], str], Thing]
) -> tuple[Thing, ...]:
    values = raw.get(key, [])
    place = f"{where}.{key}" if where else key
    if not isinstance(values, list):
        raise MatchingError(place, "must be a list")
    found = []
    for at, value in enumerate(values):
        if not isinstance(value, dict):
            raise MatchingError(f"{place}[{at}]", "must be an object")
        found.append(make(value, f"{place}[{at}]"))
    return tuple(found)


def _problem(raw: Mapping[str, Any], where: str) -> ProblemText:
    parts = raw.get("parts", {})
    if not isinstance(parts, dict):
        raise MatchingError(f"{where}.parts", "must be an object")
    return ProblemText(
        id=_text(raw, "id", where),
        owners=_names(raw, "owners", where),
        area=_text(raw, "area", where),
        parts={name: _texts(parts, name, f"{where}.parts") for name in parts},
        needs=_each(
            raw,
            "needs",
            where,
            lambda need, at: Need(skill=_text(need, "skill", at), weight=_share(need, at)),
        ),
    )


def _candidate(raw: Mapping[str, Any], where: str) -> Candidate:
    quota = raw.get("quota_left")
    if quota is not None and (not isinstance(quota, int) or isinstance(quota, bool)):
        raise MatchingError(f"{where}.quota_left", f"is {quota!r}; it must be a whole number or null")
    return Candidate(
        id=_text(raw, "id", where),
        orgs=_names(raw, "orgs", where),
        kind=_text(raw, "kind", where),
        skills=_names(raw, "skills", where),
        works=_each(raw, "works", where, _work),
        field=_each(raw, "field", where, _field),
        engagements=_each(raw, "engagements", where, _engagement),
        declared=_each(raw, "declared", where, _declaration),
        quota_left=quota,
        free=None if raw.get("free") is None else _names(raw, "free", where),
        laboratory=None if raw.get("laboratory") is None else _text(raw, "laboratory", where),
    )


def _work(raw: Mapping[str, Any], where: str) -> Work:
    year = raw.get("year")
    if year is not None and not isinstance(year, int):
        raise MatchingError(f"{where}.year", f"is {year!r}; it must be a year or null")
    return Work(
        id=_text(raw, "id", where),
        title=_texts(raw, "title", where),
        abstract=_texts(raw, "abstract", where),
        year=year,
    )


def _field(raw: Mapping[str, Any], where: str) -> FieldRecord:
    return FieldRecord(
        id=_text(raw, "id", where), area=_text(raw, "area", where), what=_texts(raw, "what", where)
    )


def _engagement(raw: Mapping[str, Any], where: str) -> Engagement:
    since, until = _day(raw, "since", where), _day(raw, "until", where)
    return Engagement(org=_text(raw, "org", where), kind=_text(raw, "kind", where), since=since, until=until)


def _declaration(raw: Mapping[str, Any], where: str) -> Declaration:
    return Declaration(problem=raw.get("problem"), org=raw.get("org"), note=str(raw.get("note", "")))


def _rivalry(raw: Mapping[str, Any], where: str) -> Rivalry:
    return Rivalry(
        a=_text(raw, "a", where),
        b=_text(raw, "b", where),
        areas=_names(raw, "areas", where),
        since=_day(raw, "since", where),
        until=_day(raw, "until", where),
    )


def _affiliation(raw: Mapping[str, Any], where: str) -> Affiliation:
    return Affiliation(group=_text(raw, "group", where), orgs=_names(raw, "orgs", where))


def _waiver(raw: Mapping[str, Any], where: str) -> Waiver:
    return Waiver(
        problem=_text(raw, "problem", where),
        person=_text(raw, "person", where),
        code=raw.get("code"),
        since=_day(raw, "since", where),
        until=_day(raw, "until", where),
    )


def _laboratory(raw: Mapping[str, Any], where: str) -> LaboratoryTie:
    return LaboratoryTie(
        laboratory=_text(raw, "laboratory", where),
        org=_text(raw, "org", where),
        kind=_text(raw, "kind", where),
        since=_day(raw, "since", where),
        until=_day(raw, "until", where),
    )


def _text(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise MatchingError(f"{where}.{key}", "is missing; it must be text")
    return value


def _texts(raw: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
    value = raw.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise MatchingError(
            f"{where}.{key}", 'must map languages to text, such as {"ko": "...", "en": "..."}'
        )
    return value


def _names(raw: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise MatchingError(f"{where}.{key}", "must be a list of names")
    return tuple(value)


def _share(raw: Mapping[str, Any], where: str) -> float:
    value = raw.get("weight", 1.0)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise MatchingError(f"{where}.weight", f"is {value!r}; it must be a number")
    return float(value)


def _day(raw: Mapping[str, Any], key: str, where: str) -> date | None:
    value = raw.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise MatchingError(f"{where}.{key}", f"is {value!r}; write a date as 2026-11-23") from error
