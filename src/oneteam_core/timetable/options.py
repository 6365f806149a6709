"""Other starts for one table with what each costs, and what speaks against a start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from oneteam_core.timetable.check import check_agenda
from oneteam_core.timetable.errors import TimetableError
from oneteam_core.timetable.greedy import first_fit
from oneteam_core.timetable.model import Agenda
from oneteam_core.timetable.objections import Objection, blocked, objections
from oneteam_core.timetable.placing import levels_of, names_of, placed, put
from oneteam_core.timetable.result import Alternative, Difference, Plan, Reason, WhyNot
from oneteam_core.timetable.shape import whole_minute
from oneteam_core.timetable.world import NO_ROOM, Placement, Seat, Spot, World

MOST_MOVES = 40
"""So many starts at which other tables are in the way are tried, the earliest first."""


def alternatives(agenda: Agenda, plan: Plan, table: str, *, most: int = 10) -> tuple[Alternative, ...]:
    """Other starts of a table, the cheapest first by the levels in their order, then those that move fewer tables.

    The other tables stay where the plan has them; only those in the way are moved, each to where it can be earliest.
    Raises ``TimetableError`` for bad input or a table that is not in the plan's agenda or is fixed.
    Complexity: a placing for each start that is free, and for forty that others stand in.

    >>> from datetime import date
    >>> from oneteam_core.timetable import Person, Rules, Table, plan
    >>> week = Rules(first=date(2026, 11, 30), last=date(2026, 12, 4), zone="Asia/Seoul")
    >>> table = Table(id="RT-1", minutes=90, required=("ann",), online=True)
    >>> agenda = Agenda(tables=(table,), people=(Person(id="ann", zone="Asia/Seoul"),), rooms=(), rules=week)
    >>> best = alternatives(agenda, plan(agenda), "RT-1", most=1)[0]
    >>> best.start.isoformat(), best.costs
    ('2026-11-30T00:30:00+00:00', (Difference(name='minutes_until', by=30, priority=5),))
    """
    world, placement, spot = _given(agenda, plan, table)
    if spot.fixed:
        raise TimetableError("table", f"{table!r} is fixed; take that back before asking for other dates")
    found = objections(world, placement, spot, spot.starts)
    kept = [one for one in found if one.movable is None]
    free = ~blocked(world, spot, found, spot.starts).all(axis=1)
    movable = ~blocked(world, spot, kept, spot.starts).all(axis=1) & ~free
    now = placement[spot.at]
    ranked = []
    for at in [*np.flatnonzero(free).tolist(), *np.flatnonzero(movable).tolist()[:MOST_MOVES]]:
        start = int(spot.starts[at])
        if now is None or start != now.start:
            ranked += [(then, start) for then in _at(world, placement, spot, start)]
    ranked.sort(
        key=lambda one: (levels_of(world, one[0]), len(_moves(world, placement, one[0], spot)), one[1])
    )
    return tuple(_told(world, placement, then, spot) for then, _ in ranked[:most])


def why_not(agenda: Agenda, plan: Plan, table: str, start: datetime) -> WhyNot:
    """Every reason against a start of a table while the others stay, and, where it is possible, what it would cost.

    Where only tables that could move are in the way, ``reasons`` names them and ``possible`` is what moving them costs.
    Raises ``TimetableError`` for bad input. Complexity: one placing.
    """
    world, placement, spot = _given(agenda, plan, table)
    if wrong := whole_minute(start):
        raise TimetableError("start", wrong[1])
    minute = world.clock.minute(start)
    starts = np.array([minute], dtype=np.int64)
    if spot.fixed:
        return WhyNot(reasons=(Reason(code="is_fixed", params={"table": table}),), possible=None)
    found = objections(world, placement, spot, starts)
    late = int(world.days_late(spot, starts)[0])
    reasons = list(_reasons(world, spot, found, starts))
    if late:
        params: dict[str, object] = {"deadline": spot.table.deadline, "days": late}
        reasons.append(Reason(code="deadline_passed", params=params, hard=False))
    there = next(_at(world, placement, spot, minute), None)
    return WhyNot(
        reasons=tuple(reasons), possible=None if there is None else _told(world, placement, there, spot)
    )


def _reasons(world: World, spot: Spot, found: tuple[Objection, ...], starts: np.ndarray) -> Iterator[Reason]:
    """What rules the start out: what is about rooms only where no room is left."""
    general = [one for one in found if one.against.shape[1] == 1 and one.against[0, 0]]
    rooms = [one for one in found if one.against.shape[1] > 1]
    if len(world.rooms) == 1 and not spot.table.online:
        return (one.reason for one in general)
    none_left = blocked(world, spot, rooms, starts).all()
    return (one.reason for one in [*general, *(rooms if none_left else ())])


def _given(agenda: Agenda, plan: Plan, table: str) -> tuple[World, Placement, Spot]:
    check_agenda(agenda)
    world = World(agenda)
    at = world.at(table)
    if at is None:
        raise TimetableError("table", f"{table!r} is not among the tables")
    return world, placement_of(world, plan), world.spots[at]


def placement_of(world: World, plan: Plan) -> Placement:
    """Where a plan has each table. Raises ``TimetableError`` where it is a plan of another agenda."""
    people = {person.id: at for at, person in enumerate(world.people)}
    rooms = {room.id: at for at, room in enumerate(world.rooms)}
    seats: dict[str, Seat] = {}
    try:
        for one in plan.meetings:
            room = NO_ROOM if one.room is None else rooms[one.room]
            seats[one.table] = Seat(
                world.clock.minute(one.start), room, frozenset(people[p] for p in one.present)
            )
    except KeyError as error:
        raise TimetableError(
            "plan", f"names {error.args[0]!r}, which the agenda does not; plan again"
        ) from error
    return tuple(seats.get(spot.table.id) for spot in world.spots)


def _at(world: World, placement: Placement, spot: Spot, start: int) -> Iterator[Placement]:
    """The best placement with the table at a start, or none: in the room that costs least, moving what is in the way."""
    starts = np.array([start], dtype=np.int64)
    found = objections(world, placement, spot, starts)
    free = np.flatnonzero(~blocked(world, spot, found, starts)[0]).tolist()
    if free:
        options = [put(world, placement, spot, start, _room(spot, room)) for room in free]
        yield min(options, key=lambda then: levels_of(world, then))
        return
    kept = [one for one in found if one.movable is None]
    options = []
    for room in np.flatnonzero(~blocked(world, spot, kept, starts)[0]).tolist():
        options += _moving(world, placement, spot, start, room, found)
    if options:
        yield min(
            options, key=lambda then: (levels_of(world, then), len(_moves(world, placement, then, spot)))
        )


def _room(spot: Spot, room: int) -> int:
    return NO_ROOM if spot.table.online else room


def _moving(
    world: World, placement: Placement, spot: Spot, start: int, room: int, found: tuple[Objection, ...]
) -> Iterator[Placement]:
    """With what is in the way taken out, the table put there, and the others placed anew, the most important first."""
    against = [one for one in found if one.movable is not None]
    moved = sorted(
        {
            one.movable
            for one in against
            if one.movable is not None and one.against[0, min(room, one.against.shape[1] - 1)]
        }
    )
    then = placement
    for at in moved:
        then = placed(then, at, None)
    then = put(world, then, spot, start, _room(spot, room))
    for at in sorted(moved, key=lambda at: (world.spots[at].table.priority, at)):
        then = first_fit(world, then, world.spots[at], keep=False)
        if then[at] is None:
            return
    yield then


def _moves(world: World, before: Placement, then: Placement, spot: Spot) -> list[Spot]:
    """Other tables that stand elsewhere than before."""
    pairs = zip(world.spots, before, then, strict=True)
    return [one for one, was, now in pairs if one.at != spot.at and (was and was[:2]) != (now and now[:2])]


def _told(world: World, before: Placement, then: Placement, spot: Spot) -> Alternative:
    seat = then[spot.at]
    assert seat is not None
    levels = zip(names_of(world), levels_of(world, before), levels_of(world, then), strict=True)
    return Alternative(
        table=spot.table.id,
        start=world.clock.moment(seat.start),
        room=_name(world, seat.room),
        present=tuple(world.people[person].id for person in spot.optional if person in seat.present),
        costs=tuple(
            Difference(name=name, priority=p, by=now - was) for (name, p), was, now in levels if now != was
        ),
        misses=tuple(_misses(world, before, then)),
        moves=tuple(
            (one.table.id, world.clock.moment(there.start), _name(world, there.room))
            for one in _moves(world, before, then, spot)
            if (there := then[one.at]) is not None
        ),
    )


def _name(world: World, room: int) -> str | None:
    return world.rooms[room].id if room >= 0 else None


def _misses(world: World, before: Placement, then: Placement) -> Iterator[tuple[str, str]]:
    for spot, was, now in zip(world.spots, before, then, strict=True):
        if was is not None:
            gone = was.present - (now.present if now else frozenset())
            yield from (
                (world.people[person].id, spot.table.id) for person in spot.optional if person in gone
            )
