"""Read an instance of the meeting-scheduling benchmark of TimefoldAI/timefold-solver-benchmarks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oneteam_core.timetable.meetings import Meetings


@dataclass(frozen=True)
class Instance:
    """``days``: of each grain. Lists of people are numbers of persons; ``capacity`` of each room."""

    days: list[int]
    lengths: list[int]
    required: list[list[int]]
    preferred: list[list[int]]
    capacity: list[int]


def read(path: Path) -> Instance:
    """An object is written whole at its first use, and by its ``@id`` later."""
    content = json.loads(path.read_text(encoding="utf-8"))
    known: dict[str, Any] = {}
    _collect(content, known)

    def whole(value: Any) -> Any:
        return known[value] if isinstance(value, str) else value

    def people(attendances: list[Any]) -> list[int]:
        return [int(whole(whole(one)["person"])["id"]) for one in attendances]

    meetings = [whole(whole(one)["meeting"]) for one in content["meetingAssignmentList"]]
    grains = sorted((whole(one) for one in content["timeGrainList"]), key=lambda one: one["grainIndex"])
    if [grain["grainIndex"] for grain in grains] != list(range(len(grains))):
        raise SystemExit(f"{path}: its grains are not counted one by one from 0")
    if any(whole(one)["pinned"] for one in content["meetingAssignmentList"]):
        raise SystemExit(f"{path}: it has pinned meetings, which are not measured here")
    return Instance(
        days=[int(whole(grain["day"])["dayOfYear"]) for grain in grains],
        lengths=[int(one["durationInGrains"]) for one in meetings],
        required=[people(one["requiredAttendanceList"]) for one in meetings],
        preferred=[people(one["preferredAttendanceList"]) for one in meetings],
        capacity=[int(whole(one)["capacity"]) for one in content["roomList"]],
    )


def _collect(value: Any, known: dict[str, Any]) -> None:
    if isinstance(value, dict):
        if "@id" in value:
            known[value["@id"]] = value
        for inside in value.values():
            _collect(inside, known)
    elif isinstance(value, list):
        for inside in value:
            _collect(inside, known)


def meetings_of(instance: Instance) -> Meetings:
    return Meetings(
        days=tuple(instance.days),
        lengths=tuple(instance.lengths),
        required=tuple(map(tuple, instance.required)),
        preferred=tuple(map(tuple, instance.preferred)),
        seats=tuple(instance.capacity),
    )
