"""Somebody's own calendars, for their own data export. No secret: the addresses open whole calendars."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from . import queries


@section("calendars")
def calendars(person: Any) -> dict[str, Any]:
    feed = queries.feed_of(person)
    fields = ("kind", "host", "added_at", "read_at", "busy", "left", "failure")
    return {
        "secret_address_since": feed.made_at if feed else None,
        "read": list(queries.sources(person).values(*fields)),
        "busy": list(queries.busy_times([person]).values("starts_at", "ends_at")),
    }
