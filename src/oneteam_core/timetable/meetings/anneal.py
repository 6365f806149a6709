"""Simulated annealing in whole numbers: one meeting after the other is drawn a new place, cheap ones the likelier.

The weights by which places are drawn are whole numbers, computed with whole numbers only, and so the same everywhere.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np

from oneteam_core.timetable.meetings.board import Board
from oneteam_core.timetable.meetings.model import Ints

PHASES = 100
WARM, COLD = Fraction(3), Fraction(4, 5)
"""How much more a place may cost and still be drawn about one time in three, at the beginning and at the end."""
HEAVIEST = 100
"""A hard grain counts as much as a medium one at the beginning, and so many times as much at the end."""
SIGHT = 640
"""A meeting sees so many grains at once: all of them unless there are more."""
DEAREST = 1000
ONE = 1 << 30


def anneal(board: Board, random: Random, steps: int, *, begin: int = 0) -> None:
    """Move meetings about, less and less; ``begin`` leaves out the first phases, in which everything is upset.

    Complexity: a move and its costs for each step.
    """
    for phase in range(begin, PHASES):
        people = _weight(phase)
        board.weigh(people, 2 * people)
        weights = weights_at(phase)
        for _ in range(steps // PHASES):
            _move(board, random, weights)


def _weight(phase: int) -> int:
    """What a hard grain counts: from 1 to ``HEAVIEST`` by equal factors, rounded down to whole numbers."""
    return max(one for one in range(1, HEAVIEST + 1) if one ** (PHASES - 1) <= HEAVIEST**phase)


def weights_at(phase: int) -> Ints:
    """How likely a place is that costs so much more than the cheapest; the last is 0.

    >>> weights_at(0)[:3].tolist(), int(weights_at(PHASES - 1)[1] * 100 / ONE)
    ([1073741824, 769369636, 551277433], 28)
    """
    heat = WARM + (COLD - WARM) * Fraction(phase, PHASES - 1)
    factor = _shrinking(heat)
    found = [ONE]
    while len(found) < DEAREST:
        found.append(found[-1] * factor // ONE)
    found[-1] = 0
    return np.array(found, dtype=np.int64)


def _shrinking(heat: Fraction) -> int:
    """e to the power of -1/heat, in parts of ``ONE``, by its series."""
    total, term = Fraction(1), Fraction(1)
    for at in range(1, 20):
        term *= -1 / heat / at
        total += term
    return int(total * ONE)


def _move(board: Board, random: Random, weights: Ints) -> None:
    meeting = int(random.random() * board.count)
    place = board.at[meeting]
    board.take(meeting)
    sight = min(board.grains, SIGHT)
    first = int(random.random() * (board.grains - sight + 1))
    costs = board.costs(meeting, first, first + sight)
    width = costs.shape[1]
    flat = costs.ravel()
    if sight < board.grains and place is not None:
        flat = np.append(flat, board.costs(meeting, place[0], place[0] + 1)[place[1], 0])
    flat = flat - flat.min()
    sums = weights.take(flat, mode="clip").cumsum()
    drawn = int(sums.searchsorted(int(random.random() * int(sums[-1])), side="right"))
    if drawn < costs.size:
        room, start = divmod(drawn, width)
        place = first + start, room
    board.put(meeting, *(place or (0, 0)))


def settle(board: Board, rounds: int = 5) -> None:
    """Each meeting in turn to its cheapest place, the first of several, until nothing moves any more."""
    for _ in range(rounds):
        before = list(board.at)
        for meeting in range(board.count):
            board.take(meeting)
            board.put(meeting, *board.cheapest(meeting))
        if before == board.at:
            return
