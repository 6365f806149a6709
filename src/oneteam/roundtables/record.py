"""Minutes as one record: what was written and what the round table knows, in a form that can be kept and compared.

People stand in it by their code: whoever asks to be forgotten is, and the digest still holds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from oneteam import walls
from oneteam.base.codes import digest_of

from . import queries
from .enums import Presence
from .models import Attendance, Minutes
from .texts import Texts

Record = dict[str, Any]


def record_of(minutes: Minutes) -> Record:
    """From sending on what was sent, and from the agreement on what was agreed; until then as things stand."""
    return minutes.frozen or as_it_stands(minutes)


def as_it_stands(minutes: Minutes) -> Record:
    table = minutes.table
    seats = list(queries.attendance(table))
    return {
        "table": table.code,
        "problem": table.problem.code,
        "title": table.problem.title.as_dict(),
        "starts_at": table.starts_at.isoformat(),
        "ends_at": table.ends_at.isoformat(),
        "place": table.place.as_dict(),
        "chair": table.chair.code,
        "present": [_seat(seat) for seat in seats if seat.presence == Presence.PRESENT],
        "absent": [
            _seat(seat) | {"reason": seat.reason} for seat in seats if seat.presence == Presence.ABSENT
        ],
        "agenda": [item.title.as_dict() for item in queries.agenda(table)],
        **Texts.of(minutes).as_dict(),
        "decision": _decision(minutes),
        "actions": [
            {"what": item.what.as_dict(), "who": item.who.code, "due_on": item.due_on.isoformat()}
            for item in queries.action_items(table)
        ],
        "writer": minutes.writer.code,
        "drafted_at": minutes.drafted_at.isoformat(),
        "version": minutes.version,
    }


def _seat(seat: Attendance) -> Record:
    home = seat.organisation
    return {
        "person": seat.person.code,
        "organisation": (home.short or home.name).as_dict() if home else {},
        "expert": seat.is_expert,
    }


def _decision(minutes: Minutes) -> Record | None:
    decision = queries.decision_of(minutes.table)
    if decision is None:
        return None
    return {
        "kind": decision.kind, "text": decision.text.as_dict(), "responsible": decision.responsible.code,
        "due_on": decision.due_on.isoformat(),
        "review_on": decision.review_on.isoformat() if decision.review_on else "",
    }  # fmt: skip


def agreed(minutes: Minutes, at: datetime, *, by_silence: bool) -> Record:
    """The record with who agreed to it and how: what is frozen."""
    return record_of(minutes) | {
        "agreed": [
            {"person": row.person.code, "at": row.at.isoformat()} for row in queries.agreements(minutes)
        ],
        "agreed_at": at.isoformat(),
        "by_silence": by_silence,
    }


def holds(minutes: Minutes) -> bool:
    """Whether agreed minutes are still what was agreed."""
    record = minutes.frozen
    return (
        record is not None
        and digest_of(record) == minutes.digest
        and Texts.of(record) == Texts.of(minutes)
        and minutes.agreed_at is not None
        and record["agreed_at"] == minutes.agreed_at.isoformat()
    )


def broken() -> list[str]:
    """The tables whose agreed minutes are not what was agreed."""
    with walls.system("whether agreed minutes are still what was agreed"):
        return [one.table.code for one in queries.frozen_minutes() if not holds(one)]
