"""What somebody wrote, proposed and voted for in rooms, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from . import queries


@section("meetings")
def meetings(person: Any) -> dict[str, Any]:
    table = "sitting__table__code"
    return {
        "notes": list(queries.notes_by(person).values("code", table, "kind", "text", "at", "taken_back")),
        "ideas": list(
            queries.ideas_by(person).values("code", table, "title", "pros", "cons", "effort", "at")
        ),
        "votes": list(queries.all_votes_of(person).values("idea__code")),
        "rooms": list(queries.rooms_of(person).values(table, "came_at", "seen_at")),
    }
