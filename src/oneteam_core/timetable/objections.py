"""Everything that speaks against the starts of one table while the others stay where they are.

Each objection says for which starts, and in which rooms, it holds: where none holds the table can stand. The reasons
for a start, the smallest clash and "why not sooner" are all read from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from oneteam_core.timetable.clock import Flags, Ints
from oneteam_core.timetable.placing import Held, Unit, changed, limits, near, others, tables_of
from oneteam_core.timetable.result import Reason
from oneteam_core.timetable.world import Placement, Spot, World


@dataclass(frozen=True, eq=False)
class Objection:
    """``against``: for each start, shape (starts, 1), or for each start and room, shape (starts, rooms).

    ``demand``: objections with the same one are one demand, which is kept or given up as a whole; ``movable``: the place
    in the input of another table which could be moved out of the way.
    """

    code: str
    params: Mapping[str, object]
    against: Flags
    demand: tuple[object, ...]
    movable: int | None = None

    @property
    def reason(self) -> Reason:
        return Reason(code=self.code, params=self.params)


def objections(world: World, placement: Placement, spot: Spot, starts: Ints) -> tuple[Objection, ...]:
    """All that speaks against any of these starts. Complexity: starts times people, other tables and rooms."""
    held = list(others(world, placement, spot))
    found = [
        *_frame(world, spot, starts),
        *_calendars(world, spot, starts),
        *_tables(world, spot, starts, held),
        *_limits(world, spot, starts, held),
        *_quorum(world, placement, spot, starts),
        *_budget(world, placement, spot, starts),
    ]
    if not spot.table.online:
        found += _rooms(world, spot, starts, held)
    return tuple(one for one in found if one.against.any())


def blocked(world: World, spot: Spot, found: Sequence[Objection], starts: Ints) -> Flags:
    """Which starts in which rooms are ruled out, shape (starts, rooms), or (starts, 1) online."""
    rooms = 1 if spot.table.online else max(1, len(world.rooms))
    total = np.zeros((len(starts), rooms), dtype=bool)
    for one in found:
        total |= one.against
    return total


def _line(against: Flags) -> Flags:
    return against[:, None]


def _frame(world: World, spot: Spot, starts: Ints) -> Iterator[Objection]:
    rules = world.rules
    outside = (starts < 0) | (starts + spot.minutes > world.clock.length)
    yield Objection(
        "outside_horizon", {"first": rules.first, "last": rules.last}, _line(outside), ("horizon",)
    )
    known = spot.published[0] if spot.published else 0
    off = (starts % rules.grain != 0) & (starts != known)
    yield Objection("off_grid", {"grain": rules.grain}, _line(off), ("grid",))
    if spot.table.not_before is not None:
        early = starts < world.clock.midnight(spot.table.not_before)
        yield Objection("not_before", {"day": spot.table.not_before}, _line(early), ("not_before",))


def _calendars(world: World, spot: Spot, starts: Ints) -> Iterator[Objection]:
    for person in spot.required:
        who = world.people[person]
        for code, against in world.calendars[person].codes(starts, spot.minutes).items():
            params: dict[str, object] = {"person": who.id}
            if code == "outside_hours":
                params["zone"] = who.zone
            yield Objection(code, params, _line(against), (code, person))


def _tables(world: World, spot: Spot, starts: Ints, held: Sequence[Held]) -> Iterator[Objection]:
    """Other tables with the same people, at the same time or too near."""
    for other, seat, bound in held:
        if not bound:
            continue
        gap = world.rules.break_minutes
        overlap, close = near(spot, starts, other, seat, 0), near(spot, starts, other, seat, gap)
        persons = [world.people[person].id for person in spot.required if person in bound]
        params: dict[str, object] = {"table": other.table.id, "persons": persons}
        movable = None if other.fixed else other.at
        code = "fixed_table" if other.fixed else "other_table"
        yield Objection(code, params, _line(overlap), ("table", other.at), movable)
        params = {**params, "minutes": gap}
        yield Objection("break_too_short", params, _line(close & ~overlap), ("table", other.at), movable)


def _limits(world: World, spot: Spot, starts: Ints, held: Sequence[Held]) -> Iterator[Objection]:
    for person in spot.required:
        sits = [seat.start for _, seat, bound in held if person in bound]
        for unit, most in limits(world, person):
            code = "day_limit" if unit.days == 1 else "week_limit"
            params = {"person": world.people[person].id, "most": most}
            yield Objection(code, params, _line(_full(unit, most, sits, starts)), (code, person))


def _full(unit: Unit, most: int, sits: Sequence[int], starts: Ints) -> Flags:
    """At which starts somebody has as many tables on that day or in that week as may be."""
    taken = [unit(start) for start in sits]
    days = (unit.world.clock.days(unit.zone, starts) - 1) // unit.days
    count = sum((days == day for day in taken), np.zeros(len(starts), dtype=np.int64))
    return np.asarray(count >= most)


def _quorum(world: World, placement: Placement, spot: Spot, starts: Ints) -> Iterator[Objection]:
    if not spot.table.quorum:
        return
    can = {person: joinable(world, placement, spot, starts, person) for person in spot.optional}
    there = np.sum(list(can.values()), axis=0)
    params: dict[str, object] = {"quorum": spot.table.quorum}
    if len(starts) == 1:
        params["present"] = int(there[0])
        params["missing"] = [world.people[person].id for person, free in can.items() if not free[0]]
    yield Objection("quorum", params, _line(there < spot.table.quorum), ("quorum",))


def joinable(world: World, placement: Placement, spot: Spot, starts: Ints, person: int) -> Flags:
    """At which starts an optional person can come while everything else stays."""
    known = starts is spot.starts
    can = world.able(spot, person).copy() if known else world.calendars[person].can(starts, spot.minutes)
    sits = []
    for other, seat in tables_of(world, placement, spot, person):
        can &= ~near(spot, starts, other, seat, world.rules.break_minutes)
        sits.append(seat.start)
    for unit, most in limits(world, person):
        can &= ~_full(unit, most, sits, starts)
    return can


def _budget(world: World, placement: Placement, spot: Spot, starts: Ints) -> Iterator[Objection]:
    most = world.rules.change_budget
    if most is None or spot.published is None or not _spent(world, placement, spot, most):
        return
    away = np.ones((len(starts), max(1, len(world.rooms))), dtype=bool)
    start, room = spot.published
    away[starts == start, max(room, 0)] = False
    yield Objection(
        "change_budget", {"most": most}, away[:, :1] if spot.table.online else away, ("change_budget",)
    )


def _spent(world: World, placement: Placement, spot: Spot, most: int) -> bool:
    """Whether the others have used up the changes that may be."""
    pairs = zip(world.spots, placement, strict=True)
    return (
        sum(changed(other, seat) for other, seat in pairs if seat is not None and other.at != spot.at) >= most
    )


def _rooms(world: World, spot: Spot, starts: Ints, held: Sequence[Held]) -> Iterator[Objection]:
    if not world.rooms:
        yield Objection("no_room", {}, np.ones((len(starts), 1), dtype=bool), ("no_room",))
    for at, room in enumerate(world.rooms):
        if room.seats < spot.seats:
            params: dict[str, object] = {"room": room.id, "seats": room.seats, "needed": spot.seats}
            yield Objection("room_too_small", params, _column(world, at, starts >= starts), ("seats",))
        if missing := sorted(set(spot.table.equipment) - set(room.equipment)):
            params = {"room": room.id, "equipment": missing}
            yield Objection("equipment_missing", params, _column(world, at, starts >= starts), ("equipment",))
        shut = ~world.room_open(at, starts, spot.minutes)
        yield Objection("room_busy", {"room": room.id}, _column(world, at, shut), ("room_busy", at))
    for other, seat, _ in held:
        if seat.room >= 0:
            taken = near(spot, starts, other, seat, 0)
            params = {"room": world.rooms[seat.room].id, "table": other.table.id}
            movable = None if other.fixed else other.at
            yield Objection(
                "room_taken", params, _column(world, seat.room, taken), ("table", other.at), movable
            )


def _column(world: World, room: int, against: Flags) -> Flags:
    table = np.zeros((len(against), len(world.rooms)), dtype=bool)
    table[:, room] = against
    return table
