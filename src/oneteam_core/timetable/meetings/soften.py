"""What is left to wish where overlaps of people are as few as they are: early, with breaks, apart, in large rooms."""

from __future__ import annotations

import numpy as np

from oneteam_core.timetable.meetings.board import Board
from oneteam_core.timetable.meetings.model import Ints, Meetings

BACK_TO_BACK = 100
"""For each two meetings of which one begins the grain after the other ended."""
AT_ONCE = 10
"""For each grain that two meetings have in common, and 1 for each grain until a meeting ends."""
ABOVE = 10_000_000
"""A grain of overlap counts more than all of that together."""
ROUNDS = 4


def soften(board: Board, meetings: Meetings) -> None:
    """Each meeting in turn to where it costs least; no hard or medium overlap is ever added.

    Complexity: four rounds at most, in each grains times rooms for each meeting.
    """
    wishes = _Wishes(board, meetings)
    board.weigh(1000, 1000)
    for _ in range(ROUNDS):
        before = list(board.at)
        for meeting in range(board.count):
            start, room = board.at[meeting] or (0, 0)
            wishes.count(meeting, start, -1)
            board.take(meeting)
            costs = board.costs(meeting, 0, board.grains) * np.int64(ABOVE) + wishes.costs(meeting)
            best = int(costs.argmin())
            if costs.ravel()[best] < costs[room, start]:
                room, start = divmod(best, costs.shape[1])
            board.put(meeting, start, room)
            wishes.count(meeting, start, 1)
        if before == board.at:
            return


class _Wishes:
    """How many meetings begin at, end before and last over each grain."""

    def __init__(self, board: Board, meetings: Meetings) -> None:
        self._board = board
        self._begins, self._ends, self._lasts = (np.zeros(board.grains + 2, dtype=np.int64) for _ in range(3))
        seats = [meetings.seats[room] for room in board.order]
        self._small: Ints = np.array(
            [sum(max(0, other - one) for other in seats) for one in seats], dtype=np.int64
        )
        for meeting, place in enumerate(board.at):
            if place:
                self.count(meeting, place[0], 1)

    def count(self, meeting: int, start: int, sign: int) -> None:
        end = start + self._board.lengths[meeting]
        self._begins[start] += sign
        self._ends[end] += sign
        self._lasts[start:end] += sign

    def costs(self, meeting: int) -> Ints:
        """Shape (rooms, starts), as the board's."""
        length, grains = self._board.lengths[meeting], self._board.grains
        starts = np.arange(grains - length + 1)
        sums = np.concatenate([[0], np.cumsum(self._lasts)])
        close = self._begins[starts + length] + self._ends[starts]
        line = starts + length - 1 + BACK_TO_BACK * close + AT_ONCE * (sums[starts + length] - sums[starts])
        return np.asarray(line[None, :] + self._small[: self._board.fitting[meeting], None])
