"""What was found of dates, as data that can be kept: numbers, codes and times. Sentences are made when it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from oneteam.base.later import Later

if TYPE_CHECKING:
    from oneteam_core import timetable as core
else:
    core = Later("oneteam_core.timetable")


SAID = ("person", "persons", "room", "quorum")  # what sentences need of a reason


def told(
    meeting: core.Meeting | None, clash: Iterable[core.Reason], others: Iterable[core.Alternative]
) -> dict[str, Any]:
    return {
        "best": _place(meeting) | {"earlier": _reasons(meeting.earlier)} if meeting else None,
        "clash": _reasons(clash),
        "others": options(others),
    }


def options(others: Iterable[core.Alternative]) -> list[dict[str, Any]]:
    return [
        _place(one)
        | {
            "costs": [[cost.name, cost.by] for cost in one.costs],
            "moves": [[code, start.isoformat(), room] for code, start, room in one.moves],
        }
        for one in others
    ]


def _place(one: core.Meeting | core.Alternative) -> dict[str, Any]:
    return {"start": one.start.isoformat(), "room": one.room, "present": list(one.present)}


def _reasons(reasons: Iterable[core.Reason | core.Earlier]) -> list[list[Any]]:
    return [[one.code, {name: one.params[name] for name in SAID if name in one.params}] for one in reasons]


def meeting_of(code: str, kept: dict[str, Any], minutes: int) -> core.Meeting | None:
    best = kept["best"]
    if best is None:
        return None
    start = datetime.fromisoformat(best["start"])
    earlier = tuple(core.Earlier(code=one, params=params, starts=1) for one, params in best["earlier"])
    return meeting(code, start, minutes, best["room"], tuple(best["present"]), earlier)


def meeting(
    code: str,
    start: datetime,
    minutes: int,
    room: str | None,
    present: tuple[str, ...] = (),
    earlier: tuple[core.Earlier, ...] = (),
) -> core.Meeting:
    """A time and a room that were found before, to be asked about again."""
    return core.Meeting(
        table=code, start=start, end=start + timedelta(minutes=minutes), room=room, present=present, absent=(),
        fixed=False, moved=False, days_late=0, out_of_hours=0, earlier=earlier,
    )  # fmt: skip


def clash_of(kept: dict[str, Any]) -> tuple[core.Reason, ...]:
    return tuple(core.Reason(code=one, params=params) for one, params in kept["clash"])


def others_of(code: str, kept: Iterable[dict[str, Any]]) -> tuple[core.Alternative, ...]:
    return tuple(
        core.Alternative(
            table=code, start=datetime.fromisoformat(one["start"]), room=one["room"],
            present=tuple(one["present"]), misses=(),
            costs=tuple(core.Difference(name=name, by=by) for name, by in one["costs"]),
            moves=tuple((other, datetime.fromisoformat(start), room) for other, start, room in one["moves"]),
        )
        for one in kept
    )  # fmt: skip
