"""The whole timetable as a model of OR-tools' CP-SAT, and its levels, the one after the other.

Each table has one literal for each start and one for each room; where its people and rooms stand in the way of each
other is told by intervals. One worker, a fixed seed and an effort that is counted, not timed: the same answer always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from oneteam_core.timetable.bounds import Starts, beside_fixed, room_free
from oneteam_core.timetable.clock import Flags, Ints
from oneteam_core.timetable.placing import limits
from oneteam_core.timetable.world import NO_ROOM, Placement, Seat, Spot, World


class Model:
    """The model for one level; ``starts``: where each table that is not fixed may begin.

    Before it matters who is absent, optional people are left out but for a quorum.
    Complexity to make: tables times starts times people and rooms.
    """

    def __init__(self, world: World, starts: Starts, level: int) -> None:
        from ortools.sat.python import cp_model

        self.world, self.model, self.level = world, cp_model.CpModel(), level
        self.open = [spot for spot in world.spots if spot.fixed is None]
        self.starts = starts
        self.at: dict[int, list[Any]] = {}
        self.room: dict[int, dict[int, Any]] = {}
        self.out: dict[int, Any] = {}
        self.when: dict[int, Any] = {}
        self.there: dict[tuple[int, int], Any] = {}
        for spot in self.open:
            self._table(spot)
        asked = self.level > 2 * len(world.priorities)
        for spot in world.spots:
            if asked or (spot.table.quorum and not spot.fixed):
                self._optional(spot)
        self._people()
        self._rooms()
        self.kept = {spot.at: self._kept(spot) for spot in self.open if spot.published}
        if world.rules.change_budget is not None:
            moved = [1 - kept - self.out[at] for at, kept in self.kept.items()]
            self.model.add(sum(moved) <= world.rules.change_budget)

    def _table(self, spot: Spot) -> None:
        """One start and one room, or none of both."""
        model, starts = self.model, self.starts[spot.at]
        at = [model.new_bool_var(f"at_{spot.at}_{start}") for start in starts.tolist()]
        out = model.new_bool_var(f"out_{spot.at}")
        model.add_exactly_one([*at, out])
        when = model.new_int_var(0, max(0, self.world.clock.length), f"when_{spot.at}")
        model.add(when == sum(start * one for start, one in zip(starts.tolist(), at, strict=True)))
        self.at[spot.at], self.out[spot.at], self.when[spot.at] = at, out, when
        if spot.table.online:
            return
        rooms = {room: model.new_bool_var(f"room_{spot.at}_{room}") for room in spot.fits}
        model.add_exactly_one([*rooms.values(), out])
        for room, here in rooms.items():
            model.add_at_most_one([here, *self._where(spot, ~room_free(self.world, spot, room, starts))])
        self.room[spot.at] = rooms

    def _fixed(self) -> Iterator[Spot]:
        return (spot for spot in self.world.spots if spot.fixed)

    def _where(self, spot: Spot, chosen: Flags) -> list[Any]:
        return [self.at[spot.at][k] for k in np.flatnonzero(chosen).tolist()]

    def _optional(self, spot: Spot) -> None:
        """Who comes; at a fixed table whoever can, at another at least the quorum."""
        starts = spot.starts if spot.fixed else self.starts[spot.at]
        for person in spot.optional:
            can = self.world.calendars[person].can(starts, spot.minutes)
            can &= beside_fixed(self.world, spot, person, starts)
            there = self.model.new_bool_var(f"there_{spot.at}_{person}")
            self.there[spot.at, person] = there
            if spot.fixed:
                self.model.add(there <= int(can[0]))
            else:
                self.model.add_at_most_one([there, self.out[spot.at], *self._where(spot, ~can)])
        if spot.table.quorum and not spot.fixed:
            coming = sum(self.there[spot.at, person] for person in spot.optional)
            self.model.add(coming >= spot.table.quorum).only_enforce_if(~self.out[spot.at])

    def _people(self) -> None:
        """Nobody is at two tables at once, nor without the break between them, nor at too many."""
        gap = self.world.rules.break_minutes
        for person in range(len(self.world.people)):
            sits = [self.world.spots[at] for at in self.world.asked[person]]
            sits = [spot for spot in sits if person in spot.required or (spot.at, person) in self.there]
            free = [spot for spot in sits if not (spot.fixed and person in spot.required)]
            if len(free) > 1:
                self.model.add_no_overlap(
                    [self._interval(spot, spot.minutes + gap, self._sits(spot, person)) for spot in free]
                )
            for unit, most in limits(self.world, person):
                if len(sits) > most:
                    self._limit(person, sits, unit, most)

    def _sits(self, spot: Spot, person: int) -> Any:
        """The literal that somebody is at a table."""
        return self.there[spot.at, person] if person in spot.optional else ~self.out[spot.at]

    def _interval(self, spot: Spot, length: int, present: Any) -> Any:
        start = spot.fixed[0] if spot.fixed else self.when[spot.at]
        return self.model.new_optional_interval_var(start, length, start + length, present, "")

    def _limit(self, person: int, sits: Sequence[Spot], unit: Any, most: int) -> None:
        days: dict[int, list[Any]] = {}
        used: dict[int, int] = {}
        for spot in sits:
            if spot.fixed:
                day = unit(spot.fixed[0])
                if person in spot.required:
                    used[day] = used.get(day, 0) + 1
                else:
                    days.setdefault(day, []).append(self.there[spot.at, person])
                continue
            for day, here in self._by_day(spot, unit).items():
                days.setdefault(day, []).append(self._present_on(spot, person, here))
        for day, present in days.items():
            left = max(0, most - used.get(day, 0))
            if len(present) > left:
                self.model.add(sum(present) <= left)

    def _by_day(self, spot: Spot, unit: Any) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        for start, one in zip(self.starts[spot.at].tolist(), self.at[spot.at], strict=True):
            found.setdefault(unit(start), []).append(one)
        return found

    def _present_on(self, spot: Spot, person: int, here: Sequence[Any]) -> Any:
        """That somebody is at a table, and the table on that day."""
        if person in spot.required:
            return sum(here)
        both = self.model.new_bool_var("")
        self.model.add(both >= self.there[spot.at, person] + sum(here) - 1)
        return both

    def _rooms(self) -> None:
        for room in range(len(self.world.rooms)):
            inside = [spot for spot in self.open if room in self.room.get(spot.at, {})]
            if len(inside) > 1:
                self.model.add_no_overlap(
                    [self._interval(spot, spot.minutes, self.room[spot.at][room]) for spot in inside]
                )

    def _kept(self, spot: Spot) -> Any:
        """That a published table stands where it was."""
        start, room = spot.published or (0, NO_ROOM)
        here = self._where(spot, self.starts[spot.at] == start)
        kept = self.model.new_bool_var(f"kept_{spot.at}")
        needs = (
            [here[0] if here else 0, self.room[spot.at].get(room, 0)]
            if spot.at in self.room
            else [here[0] if here else 0]
        )
        for need in needs:
            self.model.add(kept <= need)
        self.model.add(kept >= sum(needs) - len(needs) + 1)
        return kept

    def begin(self, placement: Placement, values: Sequence[int]) -> None:
        """Ask for the level's least, with those before kept at their values, from a placement on."""
        for at in range(self.level):
            level = self._level_of(at)
            if not isinstance(level, int):
                self.model.add(level <= values[at])
        self.model.minimize(self._level_of(self.level))
        self._hint(placement)

    def _level_of(self, at: int) -> Any:
        """What is to be made small, as :func:`~oneteam_core.timetable.placing.levels_of` counts it."""
        world, count = self.world, len(self.world.priorities)
        if at < count:
            same = [spot for spot in self.open if spot.table.priority == world.priorities[at]]
            return sum((self.out[spot.at] for spot in same), 0)
        if at == count:
            return self._sum((spot, world.days_late(spot, self.starts[spot.at])) for spot in self.open)
        if at <= 2 * count:
            same = [spot for spot in self.open if spot.table.priority == world.priorities[at - count - 1]]
            return sum((self.when[spot.at] for spot in same), 0)
        if at == 2 * count + 1:
            return sum((1 - there for there in self.there.values()), 0)
        if at == 2 * count + 2:
            return sum((1 - kept for kept in self.kept.values()), 0)
        return sum((self._outside(spot) for spot in world.spots), 0)

    def _sum(self, parts: Iterable[tuple[Spot, Ints]]) -> Any:
        return sum(
            (cost * one for spot, costs in parts for cost, one in zip(costs.tolist(), self.at[spot.at], strict=True) if cost), 0
        )  # fmt: skip

    def _outside(self, spot: Spot) -> Any:
        """Minutes outside working hours; those of an optional person only where the person comes."""
        calendars, starts = self.world.calendars, spot.starts if spot.fixed else self.starts[spot.at]
        costs = {person: calendars[person].outside(starts, spot.minutes) for person in spot.people}
        if spot.fixed:
            sure = sum(int(costs[person][0]) for person in spot.required)
            return sure + sum(int(costs[person][0]) * self.there[spot.at, person] for person in spot.optional)
        total = self._sum(
            [(spot, sum((costs[person] for person in spot.required), np.zeros(len(starts), dtype=np.int64)))]
        )
        for person in spot.optional:
            if costs[person].any():
                most = int(costs[person].max())
                cost = self.model.new_int_var(0, most, "")
                needed = self._sum([(spot, costs[person])])
                self.model.add(cost >= needed - most * (1 - self.there[spot.at, person]))
                total += cost
        return total

    def _hint(self, placement: Placement) -> None:
        for spot in self.world.spots:
            seat = placement[spot.at]
            for person in spot.optional:
                if (spot.at, person) in self.there:
                    self.model.add_hint(
                        self.there[spot.at, person], int(bool(seat and person in seat.present))
                    )
            if spot.fixed:
                continue
            self.model.add_hint(self.out[spot.at], int(seat is None))
            self.model.add_hint(self.when[spot.at], seat.start if seat else 0)
            for start, one in zip(self.starts[spot.at].tolist(), self.at[spot.at], strict=True):
                self.model.add_hint(one, int(bool(seat and seat.start == start)))
            for room, one in self.room.get(spot.at, {}).items():
                self.model.add_hint(one, int(bool(seat and seat.room == room)))

    def read(self, value: Any) -> Placement:
        """The placement that a solution stands for; ``value`` gives the value of a variable."""
        return tuple(self._seat(spot, value) for spot in self.world.spots)

    def _seat(self, spot: Spot, value: Any) -> Seat | None:
        present = frozenset(person for person in spot.optional if value(self.there.get((spot.at, person), 0)))
        if spot.fixed:
            return Seat(*spot.fixed, present)
        if value(self.out[spot.at]):
            return None
        rooms = [room for room, one in self.room.get(spot.at, {}).items() if value(one)]
        return Seat(int(value(self.when[spot.at])), rooms[0] if rooms else NO_ROOM, present)
