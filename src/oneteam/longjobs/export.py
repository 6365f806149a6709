"""What somebody asked for, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from .queries import jobs_of


@section("long_jobs")
def long_jobs(person: Any) -> list[dict[str, Any]]:
    rows = jobs_of(person).order_by("pk").values("kind", "state", "asked_at", "ended_at")
    return [dict(row) for row in rows]
