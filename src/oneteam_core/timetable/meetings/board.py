"""Where all meetings stand, and what each would cost anywhere else: kept up to date move by move."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from oneteam_core.timetable.meetings.model import Ints, Meetings, Ties

Whole = NDArray[np.int32]

NEVER = 1_000_000
"""What a start costs from which a meeting would last into another day."""


class Board:
    """``load[g, m]``: what meeting ``m`` would pay for the grain ``g``; ``taken[r, g]``: what room ``r`` costs then.

    Rooms are counted from the largest to the smallest, so that those a meeting fits into come first.
    Memory: grains times meetings. Complexity of a move: length times meetings; of all costs: grains times rooms.
    """

    def __init__(self, meetings: Meetings, ties: Ties) -> None:
        self.ties, self.lengths, self.count = ties, meetings.lengths, len(meetings.lengths)
        self.grains = len(meetings.days)
        self.order = sorted(range(len(meetings.seats)), key=lambda room: (-meetings.seats[room], room))
        sizes = [
            len(one) + len(other) for one, other in zip(meetings.required, meetings.preferred, strict=True)
        ]
        self.sizes = sizes
        self.fitting = [sum(seats >= size for seats in meetings.seats) for size in sizes]
        days = np.array(meetings.days)
        self._night = {length: self._nights(days, length) for length in set(meetings.lengths)}
        self.at: list[tuple[int, int] | None] = [None] * self.count
        self.weigh(1, 1)

    def _nights(self, days: Ints, length: int) -> Whole:
        last = np.arange(self.grains) + length - 1
        late = (last >= self.grains) | (days[np.minimum(last, self.grains - 1)] != days)
        return np.asarray(np.where(late, NEVER, 0), dtype=np.int32)

    def weigh(self, people: int, rooms: int) -> None:
        """What a grain of a required person's and of a room's overlap costs from now on; a medium one costs 1."""
        self._costs = (people * self.ties.hard + self.ties.medium).astype(np.int32)
        self._room = rooms
        self.load: Whole = np.zeros((self.grains, self.count), dtype=np.int32)
        self.taken: Whole = np.zeros((len(self.order), self.grains), dtype=np.int32)
        for meeting, place in enumerate(self.at):
            if place:
                self.put(meeting, *place)

    def put(self, meeting: int, start: int, room: int) -> None:
        end = start + self.lengths[meeting]
        self.load[start:end] += self._costs[meeting]
        self.taken[room, start:end] += self._room
        self.at[meeting] = start, room

    def take(self, meeting: int) -> None:
        start, room = self.at[meeting] or (0, 0)
        end = start + self.lengths[meeting]
        self.load[start:end] -= self._costs[meeting]
        self.taken[room, start:end] -= self._room
        self.at[meeting] = None

    def costs(self, meeting: int, first: int, last: int) -> Whole:
        """What each start from ``first`` to below ``last`` costs in each room it fits into, shape (rooms, starts)."""
        length, fitting = self.lengths[meeting], self.fitting[meeting]
        until = min(last + length - 1, self.grains)
        sums = np.zeros((fitting, until - first + 1), dtype=np.int32)
        each = self.taken[:fitting, first:until] + self.load[first:until, meeting]
        np.cumsum(each, axis=1, out=sums[:, 1:])
        found = sums[:, length:] - sums[:, :-length]
        found += self._night[length][first : first + found.shape[1]]
        return np.asarray(found)

    def cheapest(self, meeting: int) -> tuple[int, int]:
        """Start and room that cost least, the first of several in the largest room."""
        costs = self.costs(meeting, 0, self.grains)
        room, start = divmod(int(costs.argmin()), costs.shape[1])
        return start, room

    def overlaps(self) -> tuple[int, int]:
        """Hard and medium. Complexity: the square of the number of meetings."""
        starts = np.array([place[0] for place in self.at if place])
        rooms = np.array([place[1] for place in self.at if place])
        ends = starts + np.array(self.lengths)
        common = np.minimum(ends[:, None], ends) - np.maximum(starts[:, None], starts)
        common = np.maximum(common, 0)
        same = rooms[:, None] == rooms
        np.fill_diagonal(same, False)
        hard = (common * (self.ties.hard + same)).sum() // 2
        return int(hard), int((common * self.ties.medium).sum() // 2)

    def reset(self, at: Sequence[tuple[int, int] | None]) -> None:
        self.at = list(at)
        self.weigh(1, 1)
