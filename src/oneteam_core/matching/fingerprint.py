"""One short name for everything that went into a result."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

ALGORITHM = "lexical-1"


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
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def digest(value: Any, *, without: tuple[str, ...] = ()) -> str:
    """SHA-256 of the canonical JSON of a dataclass, leaving out some of its fields.

    Complexity: linear in the size of the value.
    """
    found = plain(value)
    kept = {key: found[key] for key in found if key not in without} if without else found
    return hashlib.sha256(_canonical(kept).encode()).hexdigest()


def fingerprint(**inputs: Any) -> str:
    """SHA-256, as 64 hex digits, of all inputs and the algorithm's version.

    Equal inputs give equal fingerprints on every machine; the order of a list of candidates plays no
    part. Complexity: linear in the size of the inputs.

    >>> fingerprint(on=date(2026, 11, 23)) == fingerprint(on=date(2026, 11, 23))
    True
    >>> fingerprint(on=date(2026, 11, 23)) == fingerprint(on=date(2026, 11, 24))
    False
    """
    found = plain({**inputs, "algorithm": ALGORITHM})
    if isinstance(found.get("candidates"), list):
        found["candidates"].sort(key=lambda candidate: str(candidate["id"]))
    return hashlib.sha256(_canonical(found).encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
