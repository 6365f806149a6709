"""Where a person speaks for a problem, is named, scoped or answered, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from . import queries

_SCOPED = ("problem__code", "recommendation", "begun_at", "finished_at")
_ASKED = ("code", "problem__code", "level", "asked_at", "answered_at", "agreed")


@section("problems")
def problems(person: Any) -> dict[str, Any]:
    return {
        "contact_of": list(queries.spoken_for_by(person).values_list("code", flat=True)),
        "named_on": [
            dict(row) for row in queries.namings_of(person).values("disclosure__thread", "role", "at")
        ],
        "scoped": [dict(row) for row in queries.scoped_by(person).values(*_SCOPED)],
        "asked_to_open": [dict(row) for row in queries.asked_to_open_by(person).values(*_ASKED)],
        "answered": [dict(row) for row in queries.answered_by(person).values(*_ASKED)],
    }
