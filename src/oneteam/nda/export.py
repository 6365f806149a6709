from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from .queries import copies, signings


@section("nda_signatures")
def signatures(person: Any) -> list[dict[str, Any]]:
    values = (
        "code", "text__version", "name", "email", "asked_at", "signed_at", "address", "digest", "agreement__code",
    )  # fmt: skip
    return [dict(row) for row in signings().filter(person=person).values(*values)]


@section("nda_files")
def files(person: Any) -> list[dict[str, Any]]:
    values = ("code", "state", "sent_at", "answered_at", "reason", "agreement__code")
    return [dict(row) for row in copies().filter(person=person).values(*values)]
