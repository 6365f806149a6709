"""One short name for everything that went into a result."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

ALGORITHM = "panel-2"


def plain(value: Any) -> Any:
    """Dataclasses, dates and tuples as plain JSON types; keys of mappings sorted.

    >>> from oneteam_core.matching.model import Engagement
    >>> plain(Engagement(org="3", kind="advisory", until=date(2026, 11, 30)))
    {'kind': 'advisory', 'org': '3', 'since': None, 'until': '2026-11-30'}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in sorted(field.name for field in fields(value))}
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def digest(value: Any, *, without: tuple[str, ...] = ()) -> str:
    """SHA-256 of the canonical JSON of a dataclass, leaving out some of its fields.

    Complexity: linear in the size of the value.

    >>> from oneteam_core.matching.model import Engagement
    >>> tie = Engagement(org="3", kind="advisory")
    >>> digest(tie) == digest(Engagement(org="3", kind="equity")), digest(tie, without=("kind",)) == digest(tie)
    (False, False)
    """
    names = tuple(name for name in _names(value.__class__) if name not in without)
    return _hashed([type(value).__name__, [getattr(value, name) for name in names]])


def contents_of(candidates: Iterable[Any]) -> dict[str, str]:
    """What is known of each person, but for the name, as a digest under the name.

    Complexity: linear in the size of the candidates.
    """
    return {candidate.id: digest(candidate, without=("id",)) for candidate in candidates}


def fingerprint(**inputs: Any) -> str:
    """SHA-256, as 64 hex digits, of all inputs and the algorithm's version.

    Equal inputs give equal fingerprints on every machine; the order of a list of candidates plays no
    part. ``candidates`` may be what :func:`contents_of` made of them.
    Complexity: linear in the size of the inputs.

    >>> fingerprint(on=date(2026, 11, 23)) == fingerprint(on=date(2026, 11, 23))
    True
    >>> fingerprint(on=date(2026, 11, 23)) == fingerprint(on=date(2026, 11, 24))
    False
    """
    found = {**inputs, "algorithm": ALGORITHM}
    if isinstance(found.get("candidates"), (list, tuple)):
        found["candidates"] = contents_of(found["candidates"])
    return _hashed(found)


def _hashed(value: Any) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()


def _canonical(value: Any) -> str:
    """JSON with sorted keys; a dataclass as the list of its fields' values, for speed."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_packed
    )


def _packed(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return [getattr(value, name) for name in _names(value.__class__)]


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
