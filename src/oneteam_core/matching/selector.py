"""The best panel under counting rules, found exactly.

Method: dynamic programming over people, organisation by organisation. A state says how many are chosen,
how many of academia, research and field are there, which needs are covered, and, inside an organisation of
which not everybody may be taken, how many of it are in. From a state, taking a person leads to one other
state, so the value of each state is the better of two looked-up numbers; walking forward again from the
start gives the panel. All numbers are integers, so the answer is the same on every machine. The optimum is
proven by construction: no state is cut off.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.errors import MatchingError

IMPOSSIBLE = -(1 << 60)
ONE_MORE = 1 << 40
"""Worth of a filled seat: above every sum of scores, so that a panel is filled first."""

MOST_STATES = 4_000_000
MOST_REMEMBERED = 8_000_000


@dataclass(frozen=True)
class Option:
    """A person as the selector sees them: ``value`` in millionths, ``needs`` as a bit set."""

    person: str
    value: int
    needs: int
    academia: bool
    research: bool
    field: bool
    org: str

    @cached_property
    def traits(self) -> int:
        """Needs and kinds as one bit set."""
        return self.needs << 3 | self.academia << 2 | self.research << 1 | self.field


@dataclass(frozen=True)
class Limits:
    """The rules as numbers. ``gains``: worth in millionths of each set of covered needs, 2^needs long."""

    size: int
    min_size: int
    academia: int
    research: int
    field: int
    per_org: int
    gains: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Selection:
    persons: tuple[str, ...]
    value: int


def select(
    options: Sequence[Option], pinned: Sequence[Option], limits: Limits, space: Space | None = None
) -> Selection | None:
    """Choose the best panel: as many as ``size`` allows, then the largest sum of values and gain.

    Parameters: ``options`` in the order in which ties are settled, without the ``pinned``, who are in
    any case. ``space`` of the same limits, kept from another call, saves building it. Returns ``None`` when
    the limits cannot hold.
    Complexity: O(n * size * academia * research * field * 2^needs * per_org) time, where n is cut
    beforehand to people who are not beaten by enough of their own likes.

    >>> a = Option("a", 900_000, 1, True, False, False, "u")
    >>> b = Option("b", 800_000, 1, True, False, False, "u")
    >>> c = Option("c", 300_000, 2, False, True, False, "i")
    >>> gains = (0, 0, 0, 700_000)
    >>> limits = Limits(size=2, min_size=1, academia=1, research=0, field=0, per_org=2, gains=gains)
    >>> select([a, b, c], [], limits)
    Selection(persons=('c', 'a'), value=1900000)
    """
    held = Counter(option.org for option in pinned)
    if len(pinned) > limits.size or any(count > limits.per_org for count in held.values()):
        return None
    if max(limits.academia, limits.research, limits.field) > limits.size:
        return None
    space, by_org = space or Space(limits), attrgetter("org")
    people = sorted(_worth_looking_at(options, limits), key=by_org)
    groups = [_Group(list(those), limits.per_org - held[org]) for org, those in groupby(people, by_org)]
    taken, values = _backward(groups, space)
    state = space.start(pinned)
    if values[state] < 0:
        return None
    chosen = _forward(groups, space, taken, state)
    persons = (*(option.person for option in pinned), *(option.person for option in chosen))
    total = sum(option.value for option in (*pinned, *chosen))
    return Selection(persons, total + limits.gains[_union([*pinned, *chosen])])


def _union(options: Sequence[Option]) -> int:
    covered = 0
    for option in options:
        covered |= option.needs
    return covered


def _worth_looking_at(options: Sequence[Option], limits: Limits) -> list[Option]:
    """Leave out people whom enough others, no worse in anything, can always replace.

    Of one organisation never more than ``per_org`` of the same traits are needed. Over all, the others
    on the panel (size - 1) and the members of full organisations (size at most) may be out of reach,
    so 2 * size others are enough, at most ``per_org`` of one organisation counted.
    """
    best = sorted(options, key=attrgetter("value"), reverse=True)
    chosen = {option.person for option in _unbeaten(_best_alike(best, limits), limits)}
    return [option for option in options if option.person in chosen]


def _best_alike(options: Sequence[Option], limits: Limits) -> list[Option]:
    """The first of each traits, in the given order."""
    alike: dict[int, int] = {}
    per_org: dict[tuple[str, int], int] = {}
    kept = []
    for option in options:
        traits = option.traits
        count = alike.get(traits, 0)
        if count < 2 * limits.size:
            here = per_org.get((option.org, traits), 0)
            if here < limits.per_org:
                kept.append(option)
                alike[traits] = count + 1
                per_org[option.org, traits] = here + 1
    return kept


def _unbeaten(options: Sequence[Option], limits: Limits) -> list[Option]:
    """Those, best first, whom fewer than 2 * size before them match or surpass in every trait."""
    every = np.array(sorted({option.traits for option in options}), dtype=np.int64)
    place = {traits: at for at, traits in enumerate(every.tolist())}
    beaten = np.zeros(len(every), dtype=np.int64)
    per_org: dict[str, NDArray[np.int64]] = defaultdict(lambda: np.zeros_like(beaten))
    kept = []
    for option in options:
        if beaten[place[option.traits]] < 2 * limits.size:
            kept.append(option)
            counted = (every & ~option.traits == 0) & (per_org[option.org] < limits.per_org)
            per_org[option.org] += counted
            beaten += counted
    return kept


class Space:
    """All states between two organisations, numbered.

    What is found of the moves between them is kept for further selections with the same limits.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        widths = (limits.size, limits.academia, limits.research, limits.field)
        self.shape = (*(width + 1 for width in widths), len(limits.gains))
        if math.prod(self.shape) * (limits.per_org + 1) > MOST_STATES:
            raise MatchingError(
                "rules", "are too wide for this many needed skills; ask for fewer seats or fewer skills"
            )
        axes = np.indices(self.shape, dtype=np.int32).reshape(5, -1)
        self.count, self.academia, self.research, self.field, self.covered = axes
        self._moves: dict[int, NDArray[np.intp]] = {}

    def end(self) -> NDArray[np.int64]:
        """Value of each state when nobody is left to look at."""
        limits = self.limits
        fine = (self.count >= limits.min_size) & (self.academia >= limits.academia)
        fine &= (self.research >= limits.research) & (self.field >= limits.field)
        gains = np.asarray(limits.gains, dtype=np.int64)[self.covered]
        return np.where(fine, gains, IMPOSSIBLE)

    def move(self, option: Option) -> NDArray[np.intp]:
        """The state after taking this person, for each state; one past the last where nobody more may be taken."""
        if option.traits not in self._moves:
            limits = self.limits
            after = (
                np.minimum(self.count + 1, limits.size),
                np.minimum(self.academia + option.academia, limits.academia),
                np.minimum(self.research + option.research, limits.research),
                np.minimum(self.field + option.field, limits.field),
                self.covered | option.needs,
            )
            found = np.where(
                self.count >= limits.size, self.count.size, np.ravel_multi_index(after, self.shape)
            )
            if (len(self._moves) + 1) * found.size > MOST_REMEMBERED:
                self._moves.clear()
            self._moves[option.traits] = found
        return self._moves[option.traits]

    def start(self, pinned: Sequence[Option]) -> int:
        limits = self.limits
        place = (
            len(pinned),
            min(limits.academia, sum(option.academia for option in pinned)),
            min(limits.research, sum(option.research for option in pinned)),
            min(limits.field, sum(option.field for option in pinned)),
            _union(pinned),
        )
        return int(np.ravel_multi_index(place, self.shape))


class _Group(NamedTuple):
    """Those of one organisation, and how many of them may be taken."""

    people: list[Option]
    room: int

    @property
    def crowded(self) -> bool:
        return len(self.people) > self.room


def _backward(
    groups: Sequence[_Group], space: Space
) -> tuple[list[list[NDArray[np.uint8]]], NDArray[np.int64]]:
    """Whether to take each person in each state (as packed bits), and the value of each first state.

    Inside a crowded organisation there is a row of states for each number taken from it; taking somebody
    leads from a row to the next. Behind the values of the states stands the one that an impossible move finds.
    """
    values = np.append(space.end(), IMPOSSIBLE)
    taken: list[list[NDArray[np.uint8]]] = []
    for group in reversed(groups):
        rows = np.tile(values, (group.room + 1 if group.crowded else 1, 1))
        after = rows[1:] if group.crowded else rows
        states = rows[: len(after), :-1]
        taken.append([])
        for option in reversed(group.people):
            if_taken = after.take(space.move(option), axis=1)
            if_taken += option.value + ONE_MORE
            take = if_taken >= np.maximum(states, 0)
            np.copyto(states, if_taken, where=take)
            taken[-1].append(np.packbits(take))
        taken[-1].reverse()
        values = rows[0]
    taken.reverse()
    return taken, values


def _forward(
    groups: Sequence[_Group], space: Space, taken: Sequence[Sequence[NDArray[np.uint8]]], state: int
) -> list[Option]:
    chosen: list[Option] = []
    for group, bits_of in zip(groups, taken, strict=True):
        row = 0
        for option, bits in zip(group.people, bits_of, strict=True):
            if group.crowded and row == group.room:
                break
            at = row * space.count.size + state
            if (bits[at >> 3] >> (7 - (at & 7))) & 1:
                chosen.append(option)
                state = int(space.move(option)[state])
                row += group.crowded
    return chosen
