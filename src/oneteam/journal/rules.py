from __future__ import annotations

from typing import Any

from oneteam.walls import keys_of


def may_audit(person: Any) -> bool:
    return "auditor" in keys_of(person)
