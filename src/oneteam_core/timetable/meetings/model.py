"""Meetings that all have to be held: how much they get in each other's way is to be little.

Time is counted in grains, one after the other over all days. A person who is required at two meetings at once breaks a
hard rule for each grain that they overlap, and so do two meetings in one room; a person who is wanted at one of the two
only counts as medium.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oneteam_core.timetable.errors import TimetableError

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Meetings:
    """``days``: the day of each grain, ascending. ``lengths``: grains of each meeting. ``required`` and ``preferred``: the
    people of each, by number. ``seats``: of each room. Everybody who is named needs a seat."""

    days: tuple[int, ...]
    lengths: tuple[int, ...]
    required: tuple[tuple[int, ...], ...]
    preferred: tuple[tuple[int, ...], ...]
    seats: tuple[int, ...]


@dataclass(frozen=True)
class Timetable:
    """First grain and room of each meeting; ``hard`` and ``medium`` are overlaps in grains, 0 the best."""

    starts: tuple[int, ...]
    rooms: tuple[int, ...]
    hard: int
    medium: int


@dataclass(frozen=True, eq=False)
class Ties:
    """Between each two meetings: people required at both, people that make an overlap medium, and all they share."""

    hard: Ints
    medium: Ints


def ties_of(meetings: Meetings) -> Ties:
    """Complexity: the square of the number of meetings, times people."""
    people = 1 + max((p for group in (*meetings.required, *meetings.preferred) for p in group), default=0)
    needed, wanted = (_table(group, people) for group in (meetings.required, meetings.preferred))
    hard = needed @ needed.T
    everything = (needed + wanted) @ (needed + wanted).T
    np.fill_diagonal(hard, 0)
    np.fill_diagonal(everything, 0)
    return Ties(hard, everything - hard)


def _table(groups: tuple[tuple[int, ...], ...], people: int) -> Ints:
    table = np.zeros((len(groups), people), dtype=np.int64)
    for at, group in enumerate(groups):
        table[at, list(group)] = 1
    return table


def check_meetings(meetings: Meetings) -> None:
    """Raise ``TimetableError`` where a meeting fits into no room or into no day, or lists do not fit together.

    >>> check_meetings(Meetings(days=(0, 0), lengths=(3,), required=((0,),), preferred=((),), seats=(4,)))
    Traceback (most recent call last):
    oneteam_core.timetable.errors.TimetableError: lengths[0]: is 3 grains; the longest day has 2
    """
    count = len(meetings.lengths)
    if not len(meetings.required) == len(meetings.preferred) == count:
        raise TimetableError(
            "required", f"and preferred must have one entry for each of the {count} meetings"
        )
    if list(meetings.days) != sorted(meetings.days):
        raise TimetableError("days", "are not ascending; give the day of each grain in the order of time")
    longest = max((meetings.days.count(day) for day in set(meetings.days)), default=0)
    for at, length in enumerate(meetings.lengths):
        if not 1 <= length <= longest:
            raise TimetableError(f"lengths[{at}]", f"is {length} grains; the longest day has {longest}")
        needed = len(meetings.required[at]) + len(meetings.preferred[at])
        if len({*meetings.required[at], *meetings.preferred[at]}) < needed:
            raise TimetableError(f"required[{at}]", "or preferred names somebody twice")
        if needed > max(meetings.seats, default=0):
            raise TimetableError(
                f"required[{at}]", f"and preferred are {needed} people; no room has as many seats"
            )
