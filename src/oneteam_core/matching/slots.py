"""The best panel that has a common slot, found slot by slot."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from oneteam_core.matching.model import Candidate
from oneteam_core.matching.options import NOTHING, Limits, Option, Rank, Selection
from oneteam_core.matching.result import Assessment


class Free(NamedTuple):
    """Somebody who may be chosen, and what the selector sees of them."""

    candidate: Candidate
    assessment: Assessment
    option: Option


class _Slot(NamedTuple):
    """Its place among all slots, where those who are free stand, and the first of them, one more than are wanted."""

    at: int
    people: tuple[int, ...]
    first: tuple[Option, ...]


class Slots:
    """All slots of the people allowed, who stand in the order of scores; ``select`` chooses among some of them.

    The best panel of a slot is kept: it is also the best without anybody who is not on it.
    """

    def __init__(
        self,
        allowed: Sequence[Free],
        limits: Limits,
        select: Callable[[Sequence[Free], Rank], Selection | None],
    ) -> None:
        self._allowed, self._limits, self._select = allowed, limits, select
        self._unknown = [at for at, one in enumerate(allowed) if one.candidate.free is None]
        self._slots = self._found()
        self._kept: dict[int, Selection] = {}

    def best(self, without: str | None) -> Selection | None:
        """The best over all slots, the earliest of several; slots that promise most are looked at first.

        Complexity: a selection for each slot that could be best, among those people alone who could be on
        a panel as good as the best so far, but for slots whose panel is known.
        """
        best: tuple[Rank, int, Selection] | None = None
        promised = [(self._promised(slot, without), slot) for slot in self._slots]
        for hoped, slot in sorted(promised, key=lambda one: (-one[0][0], -one[0][1], one[1].at)):
            if best and hoped < best[0]:
                break
            found = self._best_in(slot, without, best[0] if best else NOTHING)
            if found and (best is None or (found.rank, -slot.at) > best[:2]):
                best = found.rank, -slot.at, found
        return best[2] if best else self._chosen(self._unknown, without)

    def _promised(self, slot: _Slot, without: str | None) -> Rank:
        """The most a panel in this slot can be worth."""
        known = self._kept.get(slot.at)
        first = self._first(slot, without, self._limits.size)
        hoped = len(first), sum(first) + max(self._limits.gains)
        return min(hoped, known.rank) if known else hoped

    def _first(self, slot: _Slot, without: str | None, count: int) -> list[int]:
        return [option.value for option in slot.first if option.person != without][:count]

    def _best_in(self, slot: _Slot, without: str | None, least: Rank) -> Selection | None:
        """The best panel of a slot where it is worth at least so much."""
        known = self._kept.get(slot.at)
        if known and without not in known.persons:
            return known
        found = self._chosen(self._worthy(slot, without, least), without, least)
        if found and without is None:
            self._kept[slot.at] = found
        return found

    def _worthy(self, slot: _Slot, without: str | None, least: Rank) -> Sequence[int]:
        """Those who, together with the best of the others and all needs covered, could be worth so much."""
        seats, value = least
        if seats < self._limits.size:
            return slot.people
        others = sum(self._first(slot, without, seats - 1)) + max(self._limits.gains)
        end = bisect_right(slot.people, others - value, key=lambda at: -self._allowed[at].option.value)
        return slot.people[:end]

    def _chosen(self, places: Sequence[int], without: str | None, least: Rank = NOTHING) -> Selection | None:
        people = [self._allowed[at] for at in places]
        return self._select([free for free in people if free.option.person != without], least)

    def _found(self) -> list[_Slot]:
        """One for each different set of free people."""
        free: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self._allowed):
            for slot in dict.fromkeys(one.candidate.free or ()):
                free[slot].append(at)
        found: dict[tuple[int, ...], _Slot] = {}
        for at, slot in enumerate(sorted(free)):
            people = tuple(sorted((*free[slot], *self._unknown)))
            first = tuple(self._allowed[one].option for one in people[: self._limits.size + 1])
            found.setdefault(people, _Slot(at, people, first))
        return list(found.values())
