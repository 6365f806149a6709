from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from .queries import attached_by


@section("files")
def files(person: Any) -> list[dict[str, Any]]:
    """What the person attached, by name; the files themselves hang on what they belong to."""
    return [dict(row) for row in attached_by(person).values("code", "target", "name", "size", "digest", "at")]
