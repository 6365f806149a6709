"""A timetable in which nobody is required twice at once and no room is taken twice, by OR-tools' CP-SAT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oneteam_core.timetable.meetings.board import Board
from oneteam_core.timetable.meetings.model import Meetings

EFFORT = 4.0
"""In CP-SAT's deterministic time: counted, not timed."""


def without_overlap(
    meetings: Meetings, board: Board, near: Sequence[tuple[int, int]]
) -> list[tuple[int, int]] | None:
    """Places of all meetings without a hard overlap, or ``None`` where none is found; the search begins at ``near``.

    Complexity: at worst the effort.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    starts = [_start(model, meetings, meeting) for meeting in range(board.count)]
    rooms = [[model.new_bool_var("") for _ in range(fitting)] for fitting in board.fitting]
    spans = [
        model.new_fixed_size_interval_var(start, length, "")
        for start, length in zip(starts, meetings.lengths, strict=True)
    ]
    for people in {person for group in meetings.required for person in group}:
        model.add_no_overlap([spans[at] for at, group in enumerate(meetings.required) if people in group])
    for room in range(len(board.order)):
        inside = [at for at in range(board.count) if room < len(rooms[at])]
        model.add_no_overlap(
            [_inside(model, starts[at], meetings.lengths[at], rooms[at][room]) for at in inside]
        )
    for at, (start, room) in enumerate(near):
        model.add_exactly_one(rooms[at])
        model.add_hint(starts[at], start)
        for other, here in enumerate(rooms[at]):
            model.add_hint(here, other == room)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = EFFORT
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [
        (int(solver.value(start)), next(r for r, here in enumerate(each) if solver.value(here)))
        for start, each in zip(starts, rooms, strict=True)
    ]


def _start(model: Any, meetings: Meetings, meeting: int) -> Any:
    """A start from which the meeting ends on the same day."""
    from ortools.sat.python import cp_model

    days, length = meetings.days, meetings.lengths[meeting]
    good = [at for at in range(len(days) - length + 1) if days[at] == days[at + length - 1]]
    return model.new_int_var_from_domain(cp_model.Domain.from_values(good), "")


def _inside(model: Any, start: Any, length: int, here: Any) -> Any:
    return model.new_optional_fixed_size_interval_var(start, length, here, "")
