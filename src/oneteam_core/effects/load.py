"""Read studies from a JSON file, naming the place of whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from oneteam_core.effects.check import check_study
from oneteam_core.effects.errors import EffectError
from oneteam_core.effects.model import Count, Figure, Mean, Rate, Sample, Side, Study
from oneteam_core.looks import shown

KINDS: Mapping[str, type[Any]] = {
    "mean": Mean, "rate": Rate, "count": Count, "sample": Sample, "figure": Figure,
}  # fmt: skip
SIDES = ("before", "after", "control_before", "control_after")


@dataclass(frozen=True)
class Named:
    """A study with what it is called and its unit, for whoever reads the answer."""

    name: str
    unit: str
    study: Study


def load_studies(path: Path) -> list[Named]:
    """Read ``{"studies": [...]}``, fields as in :mod:`~oneteam_core.effects.model`; a side says its ``kind``.

    A field of another name is refused. Raises ``EffectError`` with the file or the place inside it.
    """
    content = _read(path)
    _known(content, ("studies",), "")
    studies = content.get("studies")
    if not isinstance(studies, list):
        raise EffectError("studies", f"is {shown(studies)}; it must be a list")
    return [_named(raw, f"studies[{at}]") for at, raw in enumerate(studies)]


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
    except OSError as error:
        raise EffectError(str(path), f"cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise EffectError(str(path), f"is no JSON: {error}") from error
    return _object(content, str(path))


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number that can be used")


def _object(raw: Any, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise EffectError(where, f"is {shown(raw)}; it must be an object with fields")
    return raw


def _known(raw: Mapping[str, Any], names: tuple[str, ...], where: str) -> None:
    for name in raw:
        if name not in names:
            raise EffectError(
                f"{where}.{name}".lstrip("."), f"is no field here; there are {', '.join(names)}"
            )


def _named(raw: Any, where: str) -> Named:
    given = _object(raw, where)
    own = tuple(one.name for one in fields(Study))
    _known(given, ("name", "unit", *own), where)
    name, unit = given.get("name", ""), given.get("unit", "")
    for key, word in (("name", name), ("unit", unit)):
        if not isinstance(word, str):
            raise EffectError(f"{where}.{key}", f"is {shown(word)}; it must be text")
    values = {key: _value(key, value, f"{where}.{key}") for key, value in given.items() if key in own}
    study = _made(Study, values, where)
    try:
        check_study(study)
    except EffectError as error:
        raise EffectError(f"{where}.{error.field}", error.message) from error
    return Named(name, unit, study)


def _value(key: str, value: Any, where: str) -> Any:
    if key in SIDES:
        return None if value is None else _side(value, where)
    if key == "baselines" and isinstance(value, list):
        return tuple(_side(one, f"{where}[{at}]") for at, one in enumerate(value))
    return value


def _side(raw: Any, where: str) -> Side:
    given = dict(_object(raw, where))
    kind = given.pop("kind", None)
    if not isinstance(kind, str) or kind not in KINDS:
        raise EffectError(f"{where}.kind", f"is {shown(kind)}; it must be one of {', '.join(KINDS)}")
    made = KINDS[kind]
    _known(given, tuple(one.name for one in fields(made)), where)
    side: Side = _made(made, {key: _listed(value) for key, value in given.items()}, where)
    return side


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _made(kind: type[Any], values: Mapping[str, Any], where: str) -> Any:
    for one in fields(kind):
        if one.default is MISSING and one.default_factory is MISSING and one.name not in values:
            raise EffectError(f"{where}.{one.name}", "is missing")
    return kind(**values)
