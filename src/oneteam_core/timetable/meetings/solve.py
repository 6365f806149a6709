"""A timetable for meetings that all have to be held."""

from __future__ import annotations

from random import Random

from oneteam_core.timetable.meetings.anneal import PHASES, anneal, settle
from oneteam_core.timetable.meetings.board import Board
from oneteam_core.timetable.meetings.feasible import without_overlap
from oneteam_core.timetable.meetings.model import Meetings, Timetable, check_meetings, ties_of
from oneteam_core.timetable.meetings.soften import soften

MOST_RUNS = 3
LEAST_STEPS, MOST_STEPS, STEPS_EACH = 30_000, 50_000, 50
LATE_PHASE = 4 * PHASES // 5


def hold_all(meetings: Meetings, *, seed: int = 0) -> Timetable:
    """First grain and room of every meeting: fewest hard overlaps, then fewest medium ones, then soft wishes.

    Annealing from a greedy beginning; where that ends with a hard overlap, twice again from another seed, and then CP-SAT
    looks for a timetable without, from which a last one goes on. The work is counted, not timed, and whole numbers alone
    decide: the same meetings and seed give the same timetable. Nothing is proven.
    Raises ``TimetableError`` on bad input.
    Complexity: 30,000 to 50,000 moves for each annealing, each as long as grains (640 at most) times rooms, and length times meetings.

    >>> three = Meetings(days=(0, 0, 0, 1), lengths=(2, 1, 1), required=((0, 1), (1,), (0,)),
    ...                  preferred=((2,), (2,), ()), seats=(4, 2))
    >>> found = hold_all(three)
    >>> found.hard, found.medium
    (0, 0)
    """
    check_meetings(meetings)
    board = Board(meetings, ties_of(meetings))
    steps = min(MOST_STEPS, LEAST_STEPS + STEPS_EACH * board.count)
    best = _annealed(board, Random(1000 * seed), steps)
    for run in range(1, MOST_RUNS):
        if best[0][0]:
            best = min(best, _annealed(board, Random(1000 * seed + run), steps))
    if best[0][0]:
        best = min(best, _repaired(meetings, board, best, Random(1000 * seed + MOST_RUNS), steps))
    board.reset(best[1])
    soften(board, meetings)
    hard, medium = board.overlaps()
    places = [place for place in board.at if place]
    rooms = tuple(board.order[room] for _, room in places)
    return Timetable(tuple(start for start, _ in places), rooms, hard, medium)


Found = tuple[tuple[int, int], list[tuple[int, int]]]


def _annealed(board: Board, random: Random, steps: int) -> Found:
    """The long ones with many people first, each where it costs least; then all are moved about."""
    board.reset([None] * board.count)
    for meeting in sorted(range(board.count), key=lambda one: (-board.lengths[one] * board.sizes[one], one)):
        board.put(meeting, *board.cheapest(meeting))
    anneal(board, random, steps)
    return _settled(board)


def _repaired(meetings: Meetings, board: Board, best: Found, random: Random, steps: int) -> Found:
    """From a timetable without a hard overlap, if one is found, with moves that are too cold to leave that."""
    found = without_overlap(meetings, board, best[1])
    if found is None:
        return best
    board.reset(found)
    anneal(board, random, steps, begin=LATE_PHASE)
    return _settled(board)


def _settled(board: Board) -> Found:
    settle(board)
    return board.overlaps(), [place for place in board.at if place]
