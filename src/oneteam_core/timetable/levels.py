"""The levels of the objective one after the other: each as small as can be, given what those before have reached."""

from __future__ import annotations

from dataclasses import dataclass

from oneteam_core.timetable.bounds import least_of, possible_starts, within
from oneteam_core.timetable.greedy import first_placement, polished
from oneteam_core.timetable.placing import levels_of
from oneteam_core.timetable.solver import Model
from oneteam_core.timetable.world import Placement, World

EFFORT = 8.0
"""In CP-SAT's deterministic time, of which one unit takes a second or two; the whole search has no more."""


@dataclass(frozen=True)
class Reached:
    """``values`` and ``bounds`` of the levels; a bound holds given the values before it."""

    placement: Placement
    values: tuple[int, ...]
    bounds: tuple[int, ...]


def reach(world: World, *, effort: float = EFFORT, seed: int = 0) -> Reached:
    """The best placement by the levels in their order, each proven as far as the effort goes.

    Complexity: at worst the effort, which is counted; a search for each level that is not at its least already.
    """
    placement = polished(world, first_placement(world))
    possible = possible_starts(world)
    bounds: list[int] = []
    left = effort
    for at in range(len(levels_of(world, placement))):
        values = levels_of(world, placement)
        least, spent = least_of(world, possible, values, at), 0.0
        if values[at] > least:
            model = Model(world, within(world, possible, values, at), at)
            placement, proven, spent = _search(model, placement, left / 2, seed)
            least = max(least, proven)
            if levels_of(world, placement)[at] > least:
                placement = polished(world, placement)
        left -= spent
        bounds.append(min(least, levels_of(world, placement)[at]))
    return Reached(placement, levels_of(world, placement), tuple(bounds))


def _search(model: Model, placement: Placement, effort: float, seed: int) -> tuple[Placement, int, float]:
    """A placement at least as good by the model's level, what is proven of that, and the effort it took."""
    from ortools.sat.python import cp_model

    values = levels_of(model.world, placement)
    model.begin(placement, values)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = max(effort, 0.01)
    status = solver.solve(model.model)
    spent = float(solver.response_proto.deterministic_time)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return placement, 0, spent
    found = model.read(solver.value)
    bound = int(solver.best_objective_bound + 1 - 1e-6)
    return (found if levels_of(model.world, found) < values else placement), bound, spent
