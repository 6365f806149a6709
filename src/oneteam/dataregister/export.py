"""What a person does in the register, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from . import queries


@section("data_register")
def data_register(person: Any) -> dict[str, Any]:
    return {
        "named_in": list(queries.named_in(person).values_list("code", flat=True)),
        "opinions": [
            dict(row)
            for row in queries.opinions_of(person).values(
                "item__code", "round", "role", "answers", "tier", "at"
            )
        ],
        "outputs": [dict(row) for row in queries.outputs_of(person).values("code", "state", "created_at")],
        "certificates": list(queries.certified_by(person).values_list("code", flat=True)),
    }
