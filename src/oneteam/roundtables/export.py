"""Where a person sat, what they agreed to and took on, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from . import queries


@section("round_tables")
def round_tables(person: Any) -> dict[str, Any]:
    answers = ("table_code", "thread", "starts_at", "answer", "answered_at", "reason", "created_at")
    seats = ("table__code", "table__starts_at", "is_expert", "answer", "presence", "reason")
    return {
        "invitations": [dict(row) for row in queries.invitations_of(person).values(*answers)],
        "seats": [dict(row) for row in queries.seats_of(person).values(*seats)],
        "minutes_agreed": [
            dict(row) for row in queries.agreements_by(person).values("minutes__table__code", "at")
        ],
        "actions": [
            {
                "code": row.code,
                "table": row.table.code,
                "what": row.what.as_dict(),
                "due_on": row.due_on,
                "state": row.state,
                "done_at": row.done_at,
                "evidence": row.evidence,
            }
            for row in queries.taken_on_by(person)
        ],
    }
