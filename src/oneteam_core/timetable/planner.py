"""The public face: a plan for an agenda, with reasons."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from oneteam_core.timetable.check import check_agenda
from oneteam_core.timetable.clash import smallest_clash
from oneteam_core.timetable.levels import EFFORT, Reached, reach
from oneteam_core.timetable.model import Agenda
from oneteam_core.timetable.objections import objections
from oneteam_core.timetable.placing import changed, names_of, outside_of, why_absent
from oneteam_core.timetable.result import Absent, Earlier, Level, Meeting, Plan, Reason, Unscheduled
from oneteam_core.timetable.world import Placement, Seat, Spot, World

ALGORITHM = "timetable 1: CP-SAT, lexicographic"


def plan(agenda: Agenda, *, effort: float = EFFORT, seed: int = 0) -> Plan:
    """Dates, rooms and people for all tables together, by the levels in their order; see ``LEVELS``.

    ``effort``: how much is searched at most, in counted units of about a second each. Where it ends a proof the level
    has a gap. Raises ``TimetableError`` on bad input. The same agenda, effort and seed give the same plan.
    Complexity: one search for each level; memory for tables times starts times people and rooms.

    >>> from datetime import date
    >>> from oneteam_core.timetable.model import Person, Room, Rules, Table
    >>> agenda = Agenda(
    ...     tables=(Table(id="RT-1", minutes=90, required=("ann", "bob")),),
    ...     people=(Person(id="ann", zone="Asia/Seoul"), Person(id="bob", zone="Europe/Berlin")),
    ...     rooms=(Room(id="R", seats=8),),
    ...     rules=Rules(first=date(2026, 11, 30), last=date(2026, 12, 4), zone="Asia/Seoul", stretch=60),
    ... )
    >>> found = plan(agenda)
    >>> found.meetings[0].start.isoformat(), found.meetings[0].room, found.proven
    ('2026-11-30T07:00:00+00:00', 'R', True)
    """
    check_agenda(agenda)
    world = World(agenda)
    reached = reach(world, effort=effort, seed=seed)
    return plan_of(world, reached)


def plan_of(world: World, reached: Reached) -> Plan:
    """A placement told with its reasons."""
    placement = reached.placement
    names = zip(names_of(world), reached.values, reached.bounds, strict=True)
    return Plan(
        meetings=tuple(_meeting(world, placement, spot, seat) for spot, seat in _seated(world, placement)),
        unscheduled=tuple(
            Unscheduled(table=spot.table.id, clash=smallest_clash(world, placement, spot))
            for spot in world.spots
            if placement[spot.at] is None
        ),
        levels=tuple(
            Level(name=name, priority=p, value=value, bound=bound) for (name, p), value, bound in names
        ),
        algorithm=ALGORITHM,
    )


def _seated(world: World, placement: Placement) -> Iterator[tuple[Spot, Seat]]:
    for spot, seat in zip(world.spots, placement, strict=True):
        if seat is not None:
            yield spot, seat


def _meeting(world: World, placement: Placement, spot: Spot, seat: Seat) -> Meeting:
    start = np.array([seat.start])
    return Meeting(
        table=spot.table.id,
        start=world.clock.moment(seat.start),
        end=world.clock.moment(seat.start + spot.minutes),
        room=world.rooms[seat.room].id if seat.room >= 0 else None,
        present=tuple(world.people[person].id for person in spot.optional if person in seat.present),
        absent=tuple(_absent(world, placement, spot, seat)),
        fixed=spot.fixed is not None,
        moved=changed(spot, seat),
        days_late=int(world.days_late(spot, start)[0]),
        out_of_hours=outside_of(world, spot, seat),
        earlier=() if spot.fixed else tuple(_earlier(world, placement, spot, seat)),
        against=tuple(_against(world, placement, spot, start)) if spot.fixed else (),
    )


def _absent(world: World, placement: Placement, spot: Spot, seat: Seat) -> Iterator[Absent]:
    for person in spot.optional:
        if person not in seat.present:
            code = why_absent(world, placement, spot, seat.start, person) or "not_proven"
            yield Absent(person=world.people[person].id, code=code)


def _earlier(world: World, placement: Placement, spot: Spot, seat: Seat) -> Iterator[Earlier]:
    """How many of the starts before this one each demand rules out, in whatever room."""
    starts = spot.starts
    before = starts < seat.start
    if not before.any():
        return
    for one in objections(world, placement, spot, starts):
        rooms = one.against if one.against.shape[1] > 1 or len(world.rooms) < 2 else one.against[:, :1]
        count = int((rooms.all(axis=1) & before).sum())
        if count:
            yield Earlier(code=one.code, params=one.params, starts=count)


def _against(world: World, placement: Placement, spot: Spot, start: np.ndarray) -> Iterator[Reason]:
    """What would speak against the date of a fixed table, but for the rooms it does not stand in."""
    seat = placement[spot.at]
    for one in objections(world, placement, spot, start):
        column = max(0, seat.room) if seat and one.against.shape[1] > 1 else 0
        if one.against[0, column]:
            yield one.reason
