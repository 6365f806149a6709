"""What a person works on and vouched for, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from . import queries


@section("projects")
def projects(person: Any) -> dict[str, Any]:
    return {
        "works_on": [row.project.code for row in queries.memberships_of(person)],
        "responsible_for": list(queries.led_by(person).values_list("code", flat=True)),
        "answers_for_parts": list(queries.parts_of(person).values_list("project__code", flat=True)),
        "sees_to_risks": list(queries.risks_of(person).values_list("code", flat=True)),
        "verifies": [dict(row) for row in queries.verified_by(person).values("code", "state")],
        "said": [
            dict(row) for row in queries.progress_by(person).values("project__code", "on", "state", "line")
        ],
        "measured": [dict(row) for row in queries.measured_by(person).values("effect__code", "on", "value")],
    }
