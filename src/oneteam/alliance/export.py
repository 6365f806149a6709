"""What the alliance knows about a person, for the person's own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

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
