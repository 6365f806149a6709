"""The best panel under counting rules, found exactly.

Method: branch and bound. Panels are built person by person, organisation after organisation. What a beginning can
come to at most is known by prices (:mod:`oneteam_core.matching.prices`); it is given up where that is less than what is
asked for, or no more than a panel already found, or where another beginning of at least its value leaves the same to
choose. What is asked for is at first hardly less than the bound of all panels, then, until one is found, step by step
less: so the first panel found is the best. All values are integers, so the answer is the same on every machine, and
it is proven: whatever is given up cannot be better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import accumulate, groupby
from operator import attrgetter, or_

from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.options import NOTHING, Limits, Option, Rank, Selection
from oneteam_core.matching.prices import SCALE, Lacking, Left, Priced
from oneteam_core.matching.unbeaten import unbeaten

MOST_REMEMBERED = 2_000_000
FINEST = 14
PATIENCE = 3
IMPOSSIBLE = -(1 << 62)
BY_ORG = attrgetter("org")


def select(
    options: Sequence[Option], pinned: Sequence[Option], limits: Limits, least: Rank = NOTHING
) -> Selection | None:
    """Choose the best panel: as many as ``size`` allows, then the largest sum of values and gain.

    Parameters: ``options`` in the order in which ties are settled, without the ``pinned``, who are in
    any case. Returns ``None`` when the limits cannot hold, or when the best is worth less than ``least``.
    Of equally good panels it is the one that has the first person in whom they differ, by name of the
    organisation, then in the order given.
    Complexity: a few linear programmes over some hundred people, and a search of at most n * size * academia *
    research * field * 2^needs * per_org steps, where n is cut beforehand to people who can be on a panel worth as
    much; in practice some hundred. The further ``gains`` are from a sum of one gain for each need, the more.
    Raises ``MatchingError`` where two million beginnings would have to be remembered.

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
    people = [option for option in options if held[option.org] < limits.per_org]
    left = _left(people, pinned, limits)
    count, value = len(pinned) + left.seats, sum(option.value for option in pinned)
    if count < max(limits.min_size, least[0]):
        return None
    floor = max(0, least[1] - value) if count == least[0] else 0
    chosen = _best(people, left, limits, floor)
    if chosen is None:
        return None
    persons = tuple(option.person for option in (*pinned, *chosen))
    return Selection(persons, value + _worth(chosen, left))


def _left(people: Sequence[Option], pinned: Sequence[Option], limits: Limits) -> Left:
    held = Counter(option.org for option in pinned)
    room = {org: limits.per_org - held[org] for org in {option.org for option in people}}
    there = Counter(option.org for option in people)
    return Left(
        seats=min(limits.size - len(pinned), sum(min(there[org], room[org]) for org in room)),
        room=room,
        lacking=(
            max(0, limits.field - sum(option.field for option in pinned)),
            max(0, limits.research - sum(option.research for option in pinned)),
            max(0, limits.academia - sum(option.academia for option in pinned)),
        ),
        covered=_union(pinned),
        gains=limits.gains,
    )


def _union(options: Sequence[Option]) -> int:
    return reduce(or_, (option.needs for option in options), 0)


def _worth(chosen: Sequence[Option], left: Left) -> int:
    return sum(option.value for option in chosen) + left.gains[left.covered | _union(chosen)]


def _best(people: Sequence[Option], left: Left, limits: Limits, floor: int) -> tuple[Option, ...] | None:
    """The best choice if it is worth the floor."""
    priced = Priced(people, left)
    goals = _goals(priced.most(), floor)
    for turn, goal in enumerate(goals):
        if turn == min(PATIENCE, len(goals) - 1) and not floor and not _can_hold(people, left, limits):
            return None
        worths = priced.promising(goal)
        looked_at = sorted(unbeaten(list(worths), limits), key=BY_ORG)
        chosen = _Search(looked_at, worths, left, priced).best(goal)
        if chosen is not None:
            return chosen
    return None


def _goals(most: int, floor: int) -> list[int]:
    """What is asked for, from nearly the most down to the floor."""
    wanted = (most - (most >> shift) for shift in range(FINEST, 0, -2))
    return [*(goal for goal in wanted if goal > floor), floor] if most >= floor else []


def _can_hold(people: Sequence[Option], left: Left, limits: Limits) -> bool:
    """Whether there is a panel at all, which is soon known where needs do not count."""
    if left.gains == (0,):
        return True
    plain = [replace(option, needs=0) for option in people]
    return _best(plain, replace(left, covered=0, gains=(0,)), limits, 0) is not None


class _Search:
    """Panels are built from people in order of organisations; what cannot become worth the goal is not built on."""

    def __init__(
        self, people: Sequence[Option], worths: Mapping[Option, int], left: Left, priced: Priced
    ) -> None:
        self._people, self._left, self._so_far = people, left, priced.so_far
        self._rest = _most_from(people, worths, left)
        self._values: dict[tuple[int, int, int, Lacking, int], int] = {}
        self._goal = 0
        self._chosen: tuple[Option, ...] | None = None

    def best(self, goal: int) -> tuple[Option, ...] | None:
        """The best panel if it is worth the goal; of several the one whose first people stand first."""
        self._goal = SCALE * goal
        self._build((), 0, self._left.covered, self._left.lacking, 0)
        return self._chosen

    def _build(
        self, chosen: tuple[Option, ...], value: int, covered: int, lacking: Lacking, start: int
    ) -> None:
        seats = self._left.seats - len(chosen)
        if not seats:
            self._finish(chosen, value + self._left.gains[covered], lacking)
            return
        so_far = self._so_far(value, covered, lacking)
        for at in range(start, len(self._people)):
            if so_far + self._rest[at][seats] < self._goal:
                return
            option = self._people[at]
            after = value + option.value, covered | option.needs, _without(lacking, option)
            if self._so_far(*after) + self._rest[at + 1][seats - 1] >= self._goal:
                here = 1 + sum(other.org == option.org for other in chosen)
                if here <= self._left.room[option.org] and self._is_better(*after, at, seats, here):
                    self._build((*chosen, option), *after, at + 1)

    def _finish(self, chosen: tuple[Option, ...], worth: int, lacking: Lacking) -> None:
        if not any(lacking) and SCALE * worth >= self._goal:
            self._chosen, self._goal = chosen, SCALE * (worth + 1)

    def _is_better(self, value: int, covered: int, lacking: Lacking, at: int, seats: int, here: int) -> bool:
        """Than all beginnings before that leave the same to choose."""
        same = at, seats, covered, lacking, here
        if self._values.get(same, -1) >= value:
            return False
        if len(self._values) == MOST_REMEMBERED:
            raise MatchingError(
                "rules", "are too wide for this many needed skills; ask for fewer seats or fewer skills"
            )
        self._values[same] = value
        return True


def _without(lacking: Lacking, option: Option) -> Lacking:
    field, research, academia = lacking
    return (
        max(0, field - option.field),
        max(0, research - option.research),
        max(0, academia - option.academia),
    )


def _most_from(people: Sequence[Option], worths: Mapping[Option, int], left: Left) -> list[list[int]]:
    """For each place and number of seats the most that so many people from there on are worth."""
    found, later, best = [[0, *[IMPOSSIBLE] * left.seats]], list[int](), list[int]()
    for org, those in groupby(reversed(people), BY_ORG):
        here: list[int] = []
        for option in those:
            here = sorted([*here, worths[option]], reverse=True)[: left.room[org]]
            best = sorted([*later, *here], reverse=True)[: left.seats]
            found.append([0, *accumulate(best), *[IMPOSSIBLE] * (left.seats - len(best))])
        later = best
    return found[::-1]
