"""What must hold for any batch: names without influence, no harm by one more person, checkable proofs."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from oneteam_core.matching.batch import Batch, Load, Plan, Scores, match_many, numbered, validate_plan

seeds = st.integers(0, 10**6)


def drawn(seed: int, tied: bool, problems: int = 5, people: int = 9) -> Batch:
    random = np.random.default_rng(seed)
    scores = (
        random.integers(0, 4, (problems, people)) / 4 if tied else random.random((problems, people)).round(6)
    )
    return numbered(scores, demand=2, load=2)


def told(plan: Plan) -> tuple[object, ...]:
    return plan.sum, plan.floor, plan.certificate, plan.floor_certificate, plan.method, plan.unit


@settings(max_examples=60, deadline=None)
@given(seeds, st.booleans(), st.booleans(), st.permutations(range(9)))
def test_relabelling_people_changes_nothing_but_labels(
    seed: int, tied: bool, fair: bool, order: list[int]
) -> None:
    batch = drawn(seed, tied)
    loads = tuple(Load(person=f"other{at}", most=2) for at in range(9))
    values = batch.scores.value.reshape(batch.scores.shape)
    renamed = replace(batch, loads=loads, scores=Scores.dense(values[:, order]))
    before, after = match_many(batch, fair=fair), match_many(renamed, fair=fair)
    assert told(before) == told(after)
    known = {load.person: values[:, at].tobytes() for at, load in enumerate(batch.loads)}
    again = {load.person: values[:, order[at]].tobytes() for at, load in enumerate(loads)}
    assert sorted((problem, known[person]) for problem, person in before.pairs) == sorted(
        (problem, again[person]) for problem, person in after.pairs
    )


@settings(max_examples=40, deadline=None)
@given(seeds, st.booleans(), st.permutations(range(5)), st.permutations(range(9)))
def test_the_order_of_the_input_does_not_count(
    seed: int, fair: bool, rows: list[int], columns: list[int]
) -> None:
    batch = drawn(seed, tied=False)
    values = batch.scores.value.reshape(batch.scores.shape)
    turned = replace(
        batch,
        demands=tuple(batch.demands[at] for at in rows),
        loads=tuple(batch.loads[at] for at in columns),
        scores=Scores.dense(values[np.ix_(rows, columns)]),
    )
    assert match_many(batch, fair=fair) == match_many(turned, fair=fair)


@settings(max_examples=60, deadline=None)
@given(seeds, st.booleans(), st.floats(0, 1))
def test_one_more_person_never_worsens(seed: int, fair: bool, score: float) -> None:
    batch = drawn(seed, tied=True)
    values = batch.scores.value.reshape(batch.scores.shape)
    column = np.full((5, 1), round(score, 3))
    more = replace(
        batch,
        loads=(*batch.loads, Load(person="new", most=1)),
        scores=Scores.dense(np.hstack([values, column])),
    )
    before, after = match_many(batch, fair=fair), match_many(more, fair=fair)
    if fair:
        assert (after.floor, after.sum) >= (before.floor, before.sum)
    else:
        assert after.sum >= before.sum


@settings(max_examples=60, deadline=None)
@given(seeds, st.booleans())
def test_the_prices_prove_the_sum(seed: int, tied: bool) -> None:
    batch = drawn(seed, tied, problems=8, people=20)
    plan = match_many(batch)
    assert plan.method == "flow" and plan.prices and plan.certificate and plan.certificate.gap == 0
    assert validate_plan(batch, plan) == ()


def test_a_large_plan_needs_a_part_of_its_arcs_and_is_proven_over_all() -> None:
    values = np.random.default_rng(7).random((100, 900))
    batch = numbered(values, demand=4, load=1)
    plan = match_many(batch)
    assert validate_plan(batch, plan) == () and plan.certificate and plan.certificate.gap == 0
    assert 0 < plan.rounding < 1e-6
