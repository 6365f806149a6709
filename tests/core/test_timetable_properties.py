"""What holds for every agenda, found by trying many small ones."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from oneteam_core.timetable import Agenda, alternatives, plan, validate_timetable, why_not
from oneteam_core.timetable.clash import smallest_cover
from tests.core.agendas import HOURS, at, counted, every_plan, span, tiny_agendas, values

SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(tiny_agendas())
def test_no_plan_at_all_is_better(agenda: Agenda) -> None:
    found = plan(agenda)
    assert validate_timetable(agenda, found) == ()
    assert found.proven
    assert values(found) == min(counted(agenda, one) for one in every_plan(agenda))


@SOME
@given(tiny_agendas(), st.integers(0, 5))
def test_the_same_agenda_gives_the_same_plan(agenda: Agenda, seed: int) -> None:
    assert plan(agenda, seed=seed) == plan(agenda, seed=seed)


@SOME
@given(tiny_agendas())
def test_other_names_change_names_only(agenda: Agenda) -> None:
    renamed = replace(
        agenda,
        tables=tuple(
            replace(one, id=f"z{one.id}", required=_other(one.required), optional=_other(one.optional))
            for one in agenda.tables
        ),
        people=tuple(replace(one, id=_other((one.id,))[0]) for one in agenda.people),
    )
    before, after = plan(agenda), plan(renamed)
    assert values(before) == values(after)
    assert [(one.start, one.room, _other(one.present)) for one in before.meetings] == [
        (one.start, one.room, one.present) for one in after.meetings
    ]


def _other(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({"ann": "zoe", "bob": "yun", "cho": "abe"}[name] for name in names)


@SOME
@given(tiny_agendas())
def test_the_order_of_the_tables_changes_no_level(agenda: Agenda) -> None:
    assert values(plan(agenda)) == values(plan(replace(agenda, tables=agenda.tables[::-1])))


@SOME
@given(tiny_agendas(), st.sampled_from(HOURS), st.integers(0, 2))
def test_being_busy_never_makes_a_plan_better(agenda: Agenda, hour: int, who: int) -> None:
    people = list(agenda.people)
    people[who] = replace(people[who], busy=(*people[who].busy, span(0, hour, hour + 1)))
    assert values(plan(replace(agenda, people=tuple(people)))) >= values(plan(agenda))


@SOME
@given(tiny_agendas())
def test_a_table_without_a_date_is_told_why(agenda: Agenda) -> None:
    found = plan(agenda)
    assert all(one.clash for one in found.unscheduled)


@SOME
@given(tiny_agendas(), st.integers(7, 14))
def test_a_start_is_possible_or_there_are_reasons(agenda: Agenda, hour: int) -> None:
    found = plan(agenda)
    for one in agenda.tables:
        told = why_not(agenda, found, one.id, at(0, hour))
        hard = [reason for reason in told.reasons if reason.hard]
        assert hard or told.possible


@FEW
@given(tiny_agendas())
def test_every_alternative_can_be_had(agenda: Agenda) -> None:
    """Fixed at its start, with the moved ones where they are said to go, the table stands as promised."""
    found = plan(agenda)
    now = {one.table: one for one in found.meetings}
    for one in agenda.tables:
        for other in alternatives(agenda, found, one.id, most=3):
            moved = {name: (start, room) for name, start, room in other.moves}
            there = {name: (meeting.start, meeting.room) for name, meeting in now.items()} | moved
            there[one.id] = (other.start, other.room)
            companies = [
                plan_
                for plan_ in every_plan(agenda)
                if {m.table: (m.start, m.room) for m in plan_.meetings} == there
                and next(m.present for m in plan_.meetings if m.table == one.id) == other.present
            ]
            assert companies


@SOME
@given(arrays(bool, st.tuples(st.integers(1, 6), st.integers(1, 8))))
def test_the_smallest_cover_is_the_smallest(masks: "np.ndarray") -> None:
    assume(masks.any(axis=0).all())
    found = smallest_cover(masks)
    sizes = [
        len(rows)
        for size in range(1, len(masks) + 1)
        for rows in combinations(range(len(masks)), size)
        if masks[list(rows)].any(axis=0).all()
    ]
    assert masks[list(found)].any(axis=0).all() and len(found) == min(sizes)
