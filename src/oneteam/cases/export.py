"""What a person wrote for case reports, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from .queries import written_by


@section("case_reports")
def case_reports(person: Any) -> list[dict[str, Any]]:
    return [
        {
            "thread": row.text.disclosure.thread, "version": row.number, "at": row.at,
            "summary": row.summary.as_dict(), "limits": row.limits.as_dict(),
        }
        for row in written_by(person)
    ]  # fmt: skip
