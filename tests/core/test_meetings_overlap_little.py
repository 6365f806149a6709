"""Meetings that all have to be held: the answer counted again, and tiny ones beside every timetable there is."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oneteam_core.timetable import TimetableError
from oneteam_core.timetable.meetings import Meetings, Timetable, hold_all
from oneteam_core.timetable.meetings import solve as solving
from oneteam_core.timetable.meetings.board import Board
from oneteam_core.timetable.meetings.feasible import without_overlap
from oneteam_core.timetable.meetings.model import ties_of

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def meetings(draw: st.DrawFn) -> Meetings:
    count = draw(st.integers(1, 3))
    groups = [draw(st.permutations(range(4)))[: draw(st.integers(1, 4))] for _ in range(count)]
    needed = [draw(st.integers(0, len(group))) for group in groups]
    return Meetings(
        days=(0, 0, 0, 1, 1),
        lengths=tuple(draw(st.integers(1, 3)) for _ in range(count)),
        required=tuple(tuple(group[:most]) for group, most in zip(groups, needed, strict=True)),
        preferred=tuple(tuple(group[most:]) for group, most in zip(groups, needed, strict=True)),
        seats=(4, 2),
    )


def overlaps(given: Meetings, starts: tuple[int, ...], rooms: tuple[int, ...]) -> tuple[int, int]:
    """Grain by grain."""
    hard = medium = 0
    for one, other in ((a, b) for b in range(len(starts)) for a in range(b)):
        grains = {*range(starts[one], starts[one] + given.lengths[one])}
        common = len(grains & {*range(starts[other], starts[other] + given.lengths[other])})
        both = {*given.required[one]} & {*given.required[other]}
        shared = {*given.required[one], *given.preferred[one]} & {
            *given.required[other],
            *given.preferred[other],
        }
        hard += common * (len(both) + (rooms[one] == rooms[other]))
        medium += common * len(shared - both)
    return hard, medium


def fits(given: Meetings, at: int, start: int, room: int) -> bool:
    end = start + given.lengths[at]
    people = len(given.required[at]) + len(given.preferred[at])
    return end <= len(given.days) and given.days[start] == given.days[end - 1] and people <= given.seats[room]


@FEW
@given(meetings())
def test_tiny_ones_are_as_good_as_can_be(given: Meetings) -> None:
    found = hold_all(given)
    places = [
        [(s, r) for s in range(len(given.days)) for r in range(len(given.seats)) if fits(given, at, s, r)]
        for at in range(len(given.lengths))
    ]
    every = [overlaps(given, *map(tuple, zip(*chosen, strict=True))) for chosen in product(*places)]
    assert all(
        fits(given, at, *place) for at, place in enumerate(zip(found.starts, found.rooms, strict=True))
    )
    assert (found.hard, found.medium) == overlaps(given, found.starts, found.rooms) == min(every)


def crowd() -> Meetings:
    """Twelve meetings of six people on two days."""
    groups = [tuple((at + step) % 6 for step in (0, 1, 3)) for at in range(12)]
    return Meetings(
        days=(0,) * 8 + (1,) * 8, lengths=(1, 2, 3) * 4, required=tuple(group[:1] for group in groups),
        preferred=tuple(group[1:] for group in groups), seats=(6, 3),
    )  # fmt: skip


def test_the_same_seed_gives_the_same_timetable() -> None:
    assert hold_all(crowd(), seed=7) == hold_all(crowd(), seed=7)


def test_nobody_required_twice_where_that_can_be() -> None:
    assert hold_all(crowd()).hard == 0


def test_from_a_bad_beginning_one_without_a_hard_overlap_is_found() -> None:
    given = crowd()
    board = Board(given, ties_of(given))
    found = without_overlap(given, board, [(0, 0)] * 12)
    assert found is not None
    board.reset(found)
    assert board.overlaps()[0] == 0


def test_where_a_hard_overlap_cannot_be_avoided_it_is_as_small_as_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solving, "LEAST_STEPS", 1000)
    given = Meetings(days=(0, 0, 0), lengths=(2, 2), required=((0,), (0,)), preferred=((), ()), seats=(2, 2))
    found = hold_all(given)
    assert isinstance(found, Timetable) and found.hard == 1


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("lengths[0]", {"lengths": (0,)}),
        ("lengths[0]", {"lengths": (3,)}),
        ("days", {"days": (1, 0)}),
        ("required", {"required": ()}),
        ("required[0]", {"preferred": ((0,),)}),
        ("required[0]", {"seats": (0,)}),
    ],
)
def test_the_place_and_the_fault_are_named(field: str, changes: dict[str, object]) -> None:
    values = {"days": (0, 0), "lengths": (1,), "required": ((0,),), "preferred": ((),), "seats": (2,)}
    with pytest.raises(TimetableError) as caught:
        hold_all(Meetings(**{**values, **changes}))  # type: ignore[arg-type]
    assert caught.value.field == field
