"""One short name for everything that went into a result."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from oneteam_core.matching.model import Candidate

ALGORITHM = "panel-3"


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


def contents_of(
    candidates: Iterable[Candidate], works: Callable[[Candidate], str] | None = None
) -> dict[str, str]:
    """What is known of each person, but for the name, as the SHA-256 of its canonical JSON under the name.

    ``works`` gives somebody's works as :func:`canonical` writes them, for callers that keep them written.
    Complexity: linear in the size of the candidates.
    """
    return {
        one.id: _hashed(_written(one, works(one) if works else canonical(one.works))) for one in candidates
    }


def _written(candidate: Candidate, works: str) -> str:
    """Canonical JSON of everything but the name, with the works' own put in its place."""
    before, after = (canonical([getattr(candidate, name) for name in names])[1:-1] for names in AROUND_WORKS)
    return f'["Candidate",[{before},{works},{after}]]'


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
    return _hashed(canonical(found))


def canonical(value: Any) -> str:
    """JSON with sorted keys; a dataclass as the list of its fields' values, for speed."""
    return _JSON.encode(value)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _packed(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return [getattr(value, name) for name in _names(value.__class__)]


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


_JSON = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_packed
)
KNOWN = tuple(name for name in _names(Candidate) if name != "id")
AROUND_WORKS = KNOWN[: KNOWN.index("works")], KNOWN[KNOWN.index("works") + 1 :]
