"""What a person entered as an outcome, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from . import queries


@section("outcomes")
def outcomes(person: Any) -> dict[str, Any]:
    contributed = queries.contributions_of(person).values("code", "kind", "what", "at")
    return {
        "entered": list(queries.entered_by(person).values("code", "kind", "state", "created_at")),
        "contributed": [{**row, "what": row["what"].as_dict()} for row in contributed],
        "publications": list(queries.published_by(person).values("code", "kind", "state", "created_at")),
        "answers": list(
            queries.answers_of(person).values("publication__code", "round", "days", "reason", "at")
        ),
    }
