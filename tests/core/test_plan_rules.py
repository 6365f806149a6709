from dataclasses import replace

import numpy as np
import pytest

from oneteam_core.matching import MatchingError
from oneteam_core.matching.batch import (
    Batch,
    Demand,
    GroupLimit,
    Keep,
    Load,
    Plan,
    Scores,
    match_many,
    numbered,
    validate_plan,
)  # fmt: skip

NAN, INFINITE = float("nan"), float("inf")
SCORES = np.array([[0.9, 0.8, 0.1, 0.0], [0.8, 0.7, 0.3, 0.2]])
P, Q = "P0000", "P0001"
A, B, C, D = "E0000", "E0001", "E0002", "E0003"


def batch(**changes: object) -> Batch:
    return replace(numbered(SCORES, demand=1, load=1), **changes)  # type: ignore[arg-type]


def planned(found: Batch, fair: bool = False) -> Plan:
    plan = match_many(found, fair=fair)
    assert validate_plan(found, plan) == ()
    return plan


def test_the_sum_is_the_largest() -> None:
    assert planned(batch()).pairs == ((P, A), (Q, B))
    assert planned(batch()).sum == 1.6


def test_the_fair_plan_lifts_the_worst_off_first() -> None:
    scores = [[1.0, 0.6], [0.7, 0.1]]
    assert planned(numbered(scores, demand=1, load=1)).floor == 0.6
    apart = numbered([[1.0, 0.5], [0.6, 0.15]], demand=1, load=1)
    assert planned(apart).pairs == ((P, A), (Q, B)) and planned(apart).sum == 1.15
    fair = planned(apart, fair=True)
    assert fair.pairs == ((P, B), (Q, A)) and (fair.floor, fair.sum) == (0.5, 1.1)
    assert fair.floor_certificate and fair.floor_certificate.bound == 0.5


def test_forbidden_and_fixed_pairs() -> None:
    assert planned(batch(forbidden=((P, A),))).pairs == ((P, B), (Q, A))
    assert planned(batch(fixed=((P, D),))).pairs == ((P, D), (Q, A))


def test_a_range_of_seats_is_filled_as_far_as_it_pays() -> None:
    demands = (Demand(problem=P, least=0, most=2), Demand(problem=Q, least=1, most=1))
    loads = tuple(Load(person=person, most=1) for person in (A, B, C, D))
    found = planned(Batch(demands=demands, loads=loads, scores=Scores.dense(SCORES - 0.15)))
    assert found.pairs == ((P, A), (P, B), (Q, C))


def test_everybody_gets_the_least_number_of_places() -> None:
    loads = tuple(Load(person=person, least=int(person == D), most=1) for person in (A, B, C, D))
    assert (Q, D) in planned(batch(loads=loads)).pairs


def test_at_most_and_at_least_of_a_group_at_one_problem() -> None:
    two = replace(numbered(SCORES, demand=2, load=1), groups=(GroupLimit(name="u", people=(A, B), most=1),))
    assert {len({A, B} & set(planned(two).people_at(problem))) for problem in (P, Q)} == {1}
    some = batch(groups=(GroupLimit(name="g", people=(C, D), least=1, problems=(P,)),))
    assert planned(some).pairs == ((P, C), (Q, A))


def test_a_changed_input_keeps_the_old_plan_within_the_budget() -> None:
    old = ((P, C), (Q, D))
    free = planned(batch(keep=Keep(pairs=old)))
    assert free.difference and len(free.difference.removed) == 2
    one = planned(batch(keep=Keep(pairs=old, budget=1)))
    assert one.pairs == ((P, A), (Q, D)) and one.difference
    assert (one.difference.added, one.difference.removed) == (((P, A),), ((P, C),))
    fewest = planned(batch(keep=Keep(pairs=(*old, ("gone", A)), fewest=True), forbidden=((Q, D),)))
    assert fewest.pairs == ((P, C), (Q, A))


@pytest.mark.parametrize("fair", [False, True])
def test_the_rules_that_clash_are_named(fair: bool) -> None:
    cases = {
        ("demand", "load"): numbered(SCORES, demand=3, load=1),
        ("demand",): numbered(SCORES, demand=5, load=2),
        ("demand", "candidates"): batch(forbidden=tuple((P, person) for person in (A, B, C, D))),
        ("demand_most", "load_least"): numbered(SCORES, demand=1, load=2, load_least=1),
        ("load", "fixed"): batch(fixed=((P, A), (Q, A))),
        ("demand", "group_most"): batch(groups=(GroupLimit(name="all", people=(A, B, C, D), most=0, problems=(Q,)),)),
        ("candidates", "group_least"): batch(
            groups=(GroupLimit(name="g", people=(A,), least=1, problems=(P,)),), forbidden=((P, A),)
        ),
    }  # fmt: skip
    for expected, found in cases.items():
        plan = match_many(found, fair=fair)
        assert plan.pairs == () and tuple(clash.rule for clash in plan.clash) == expected
        assert all(clash.message for clash in plan.clash)


def test_a_shortage_names_those_who_compete() -> None:
    found = batch(forbidden=tuple((problem, person) for problem in (P, Q) for person in (B, C, D)))
    demand, load, candidates = match_many(found).clash
    assert demand.message == "All 2 problems ask for at least 2 people together."
    assert (load.message, load.persons) == ("1 people (E0000) take at most 1 places together.", (A,))
    assert candidates.rule == "candidates"
    budget = batch(keep=Keep(pairs=((P, A), (Q, B)), budget=0), forbidden=((Q, B),))
    assert [clash.rule for clash in match_many(budget).clash] == ["candidates", "change_budget"]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("scores[P0001, E0002]", lambda: numbered([[0, 0, 0], [0, 0, NAN]], demand=1, load=1)),
        ("scores[P0000, E0001]", lambda: numbered([[0, INFINITE]], demand=1, load=1)),
        ("scores[P0000, E0000]", lambda: numbered([[1e12]], demand=1, load=1)),
        ("scores", lambda: numbered([0.5, 0.5], demand=1, load=1)),
        ("scores", lambda: numbered([[0.5, 0.5], [0.5]], demand=1, load=1)),
        ("scores", lambda: numbered([["near", 0.5]], demand=1, load=1)),
        ("scores", lambda: batch(scores=Scores.dense(SCORES[:1]))),
        ("scores[0, 1]", lambda: batch(scores=Scores.sparse(problem=[0, 0], person=[1, 1], value=[1, 1], shape=(2, 4)))),
        ("scores[0]", lambda: batch(scores=Scores.sparse(problem=[2], person=[1], value=[1], shape=(2, 4)))),
        ("demands[0].least", lambda: batch(demands=(Demand(problem=P, least=2, most=1), Demand(problem=Q, least=1, most=1)))),
        ("demands[1].problem", lambda: batch(demands=(Demand(problem=P, least=1, most=1),) * 2)),
        ("loads[0].most", lambda: batch(loads=tuple(Load(person=one, most=-1) for one in (A, B, C, D)))),
        ("forbidden[0]", lambda: batch(forbidden=((P, "nobody"),))),
        ("fixed[0]", lambda: batch(fixed=(("nothing", A),))),
        ("fixed[0]", lambda: batch(fixed=((P, A),), forbidden=((P, A),))),
        ("groups[0].least", lambda: batch(groups=(GroupLimit(name="g", people=(A,), least=2, most=1),))),
        ("groups[0]", lambda: batch(groups=(GroupLimit(name="g", people=("nobody",), most=1),))),
        ("keep.budget", lambda: batch(keep=Keep(pairs=(), budget=-1))),
        ("keep.pairs[1]", lambda: batch(keep=Keep(pairs=((P, A), (P, A))))),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_by_its_place(field: str, wrong: object) -> None:
    with pytest.raises(MatchingError) as caught:
        match_many(wrong())  # type: ignore[operator]
    assert caught.value.field == field
    assert len(caught.value.message) > 8


def test_nothing_at_all_is_a_plan() -> None:
    empty = Batch(demands=(), loads=(), scores=Scores.dense(np.zeros((0, 0))))
    assert planned(empty).pairs == () and planned(empty, fair=True).pairs == ()
    assert planned(numbered(np.zeros((2, 3)), demand=1, load=1)).sum == 0


def test_the_validator_finds_what_is_wrong() -> None:
    found = batch(
        forbidden=((P, C),),
        fixed=((P, A),),
        groups=(GroupLimit(name="g", people=(B,), most=0, problems=(Q,)), GroupLimit(name="h", people=(D,), least=1)),
        keep=Keep(pairs=((Q, D),), budget=0),
    )  # fmt: skip
    plan = match_many(batch(keep=Keep(pairs=())))
    wrong = replace(plan, pairs=((P, C), (P, C), (Q, B), ("nothing", A)))
    assert {one.rule for one in validate_plan(found, wrong)} >= {
        "twice", "unknown", "candidates", "fixed", "demand_most", "group_most", "group_least", "load",
        "change_budget", "difference", "sum",
    }  # fmt: skip
    assert plan.prices
    dearer = replace(plan, prices=replace(plan.prices, people={**plan.prices.people, A: 10**9}))
    assert [one.rule for one in validate_plan(batch(keep=Keep(pairs=())), dearer)] == ["proof"]
