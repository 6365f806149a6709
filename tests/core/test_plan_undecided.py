"""Searches that end before they have decided: with the effort set to nothing, as a much larger batch would have it."""

import json
from dataclasses import replace

import numpy as np
import pytest

from oneteam_core.matching import to_json
from oneteam_core.matching.batch import (
    Batch,
    Demand,
    GroupLimit,
    Keep,
    Load,
    Scores,
    day_report,
    match_many,
    numbered,
    rounded,
    search,
    validate_plan,
)  # fmt: skip


@pytest.fixture
def no_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "EFFORT", 0.0)
    monkeypatch.setattr(rounded, "MOST_NODES", 0)


def puzzle(people: int = 20, groups: int = 8, seed: int = 1) -> Batch:
    """Exactly so many of each of many groups: there is a plan, but none that is found by looking at the scores."""
    random = np.random.default_rng(seed)
    names = [f"e{at:02}" for at in range(people)]
    chosen = random.random(people) < 0.5
    limits = []
    for at in range(groups):
        members = np.flatnonzero(random.random(people) < 0.5)
        count = int(chosen[members].sum())
        those = tuple(names[one] for one in members)
        limits.append(GroupLimit(name=f"g{at}", people=those, least=count, most=count))
    return Batch(
        demands=(Demand(problem="p", least=0, most=people),),
        loads=tuple(Load(person=name, most=1) for name in names),
        scores=Scores.dense([random.random(people).round(3)]),
        groups=tuple(limits),
    )


@pytest.mark.parametrize("fair", [False, True])
def test_with_effort_the_puzzle_has_a_plan(fair: bool) -> None:
    plan = match_many(puzzle(), fair=fair)
    assert plan.pairs and not plan.undecided and validate_plan(puzzle(), plan) == ()


@pytest.mark.parametrize("fair", [False, True])
@pytest.mark.parametrize("keep", [None, Keep(pairs=(("p", "e00"), ("p", "e01")), fewest=True)])
@pytest.mark.usefixtures("no_effort")
def test_what_is_not_decided_is_told_and_is_no_empty_plan(fair: bool, keep: Keep | None) -> None:
    batch = replace(puzzle(), keep=keep)
    plan = match_many(batch, fair=fair)
    assert plan.undecided and not plan.pairs and not plan.clash
    assert plan.certificate is None and plan.floor_certificate is None
    assert json.loads(json.dumps(to_json(plan)))["undecided"] is True
    assert "was not decided within the effort of the search" in day_report(batch, plan, {}, {})


@pytest.mark.usefixtures("no_effort")
def test_a_clash_that_is_proven_is_named_although_no_smaller_one_could_be_looked_for() -> None:
    found = replace(
        numbered([[0.9, 0.8], [0.8, 0.7]], demand=1, load=1),
        groups=(GroupLimit(name="g", people=("E0000",), least=1, problems=("P0000",)),),
        forbidden=(("P0000", "E0000"),),
    )
    plan = match_many(found)
    assert not plan.undecided and {"candidates", "group_least"} <= {clash.rule for clash in plan.clash}


def test_a_fair_plan_that_is_found_but_not_proven_is_given_with_a_gap(
    no_effort: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "EFFORT", 0.03)
    names = tuple(f"E{at:04}" for at in range(24))
    gaps = []
    for seed in range(8):
        scores = np.random.default_rng(seed).random((6, 24)).round(2)
        halves = GroupLimit(name="half", people=names[:12], least=1, most=2)
        odd = GroupLimit(name="odd", people=names[::2], least=2, most=2)
        batch = replace(numbered(scores, demand=4, load=1), groups=(halves, odd))
        plan = match_many(batch, fair=True)
        assert plan.pairs and validate_plan(batch, plan) == ()
        assert plan.certificate and plan.floor_certificate
        gaps.append(max(plan.certificate.gap, plan.floor_certificate.gap))
    assert min(gaps) >= 0 and max(gaps) > 0
