"""What the alliance and the journal know about a person, for the person's own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section
from oneteam.journal.queries import entries_by, readings_by

from . import queries


@section("seats")
def seats(person: Any) -> list[dict[str, Any]]:
    return [
        {
            "organisation": seat.organisation.name.as_dict(),
            "role": seat.role,
            "department": seat.department,
            "from": seat.starts_on,
            "ended": seat.ended_at,
        }
        for seat in queries.seats_of(person)
    ]


@section("agreements")
def agreements(person: Any) -> list[dict[str, Any]]:
    return [
        {"code": row.code, "kind": row.kind, "from": row.starts_on, "to": row.ends_on, "ended": row.ended_at}
        for row in queries.agreements_with(person)
    ]


@section("entries")
def entries(person: Any) -> list[dict[str, Any]]:
    rows = entries_by(person).order_by("at").values("at", "verb", "thread", "target", "data")
    return [dict(row) for row in rows[:100_000]]


@section("readings")
def readings(person: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in readings_by(person).order_by("at").values("at", "thread", "what")[:100_000]]
