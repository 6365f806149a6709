"""What a person did and read, and which mail they were sent, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from .queries import entries_by, mails_to, own_readings

MOST = 100_000


@section("entries")
def entries(person: Any) -> list[dict[str, Any]]:
    rows = entries_by(person).order_by("at").values("at", "verb", "thread", "target", "data")
    return [dict(row) for row in rows[:MOST]]


@section("readings")
def readings(person: Any) -> list[dict[str, Any]]:
    return own_readings(person, MOST)


@section("mails")
def mails(person: Any) -> list[dict[str, Any]]:
    rows = mails_to(person).order_by("pk").values("kind", "state", "created_at", "sent_at")
    return [dict(row) for row in rows[:MOST]]
