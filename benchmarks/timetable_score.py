"""The score of a timetable as the public meeting-scheduling benchmark counts it; shares nothing with the solver.

Rules and weights are those of ``MeetingSchedulingConstraintProvider`` in TimefoldAI/timefold-solver-benchmarks
(Apache-2.0), read at commit 25120e5 and written down anew. Scores are 0 or below.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

from timetable_instance import Instance

BREAK, OVERLAP = 100, 10
NEAR = 2


def score(instance: Instance, starts: Sequence[int], rooms: Sequence[int]) -> tuple[int, int, int]:
    """Hard, medium and soft. Complexity: the square of the number of meetings, times people."""
    each = range(len(instance.lengths))
    ends = [start + length for start, length in zip(starts, instance.lengths, strict=True)]
    required = [set(group) for group in instance.required]
    preferred = [set(group) for group in instance.preferred]
    hard = sum(_alone(instance, at, starts[at], ends[at], rooms[at]) for at in each)
    medium = soft = 0
    for one, other in combinations(each, 2):
        common = min(ends[one], ends[other]) - max(starts[one], starts[other])
        if common > 0:
            same = rooms[one] == rooms[other]
            hard += common * (same + len(required[one] & required[other]))
            mixed = len(required[one] & preferred[other]) + len(preferred[one] & required[other])
            medium += common * (mixed + len(preferred[one] & preferred[other]))
            soft += OVERLAP * common
    soft += sum(end - 1 for end in ends)
    soft += BREAK * sum(ends[one] == starts[other] for one, other in permutations(each, 2))
    for at in each:
        soft += sum(max(0, capacity - instance.capacity[rooms[at]]) for capacity in instance.capacity)
    for one, other in permutations(each, 2):
        # who has two meetings of which the later begins soon after the end of the earlier, or before it, in another room
        if starts[one] < starts[other] <= ends[one] + NEAR and rooms[one] != rooms[other]:
            soft += len((required[one] | preferred[one]) & (required[other] | preferred[other]))
    return -hard, -medium, -soft


def _alone(instance: Instance, at: int, start: int, end: int, room: int) -> int:
    """Overtime, two days, and a room that is too small."""
    broken = max(0, len(instance.required[at]) + len(instance.preferred[at]) - instance.capacity[room])
    if end > len(instance.days):
        return broken + end - 1
    return broken + (instance.days[start] != instance.days[end - 1])
