"""All problems of the sample alliance at once."""

from dataclasses import replace

import pytest

from oneteam_core.matching import MatchingError, Rules, validate_panel
from oneteam_core.matching.batch import Batch, Keep, batch_of, match_many, validate_plan
from tests.core.cases import ON, judgements, sample

RULES = Rules(size=4, min_size=3, max_per_org=1, common_slot=False)


@pytest.fixture(scope="module")
def day() -> Batch:
    problems, experts = sample()
    return batch_of(
        problems=problems.problems, candidates=experts.candidates, relations=problems.relations, on=ON, rules=RULES
    )  # fmt: skip


@pytest.mark.parametrize("fair", [False, True])
def test_every_table_of_the_day_keeps_the_rules_of_a_panel(day: Batch, fair: bool) -> None:
    problems, experts = sample()
    plan = match_many(day, fair=fair)
    assert validate_plan(day, plan) == () and plan.certificate and plan.certificate.gap == 0
    for problem in problems.problems:
        assert not validate_panel(
            problem=problem, candidates=experts.candidates, relations=problems.relations, rules=RULES, on=ON,
            persons=plan.people_at(problem.id),
        )  # fmt: skip
    barred = {(pair["problem"], pair["expert"]) for pair in judgements()["blocked"]}
    assert barred and not barred & set(plan.pairs)


def test_the_fair_day_has_the_higher_floor(day: Batch) -> None:
    plain, fair = match_many(day), match_many(day, fair=True)
    assert fair.floor >= plain.floor and fair.sum <= plain.sum
    assert fair.floor_certificate and fair.floor_certificate.gap == 0


def test_one_expert_falls_out_and_little_changes(day: Batch) -> None:
    old = match_many(day)
    gone = old.pairs[0][1]
    lost = [pair for pair in old.pairs if pair[1] == gone]
    changed = replace(
        day,
        forbidden=(*day.forbidden, *((problem, gone) for problem in day.problems)),
        keep=Keep(pairs=old.pairs, fewest=True),
    )
    plan = match_many(changed)
    assert validate_plan(changed, plan) == () and plan.difference
    assert set(plan.difference.removed) >= set(lost) and len(plan.difference.removed) <= len(lost) + 2


def test_pinned_people_need_a_problem() -> None:
    problems, experts = sample()
    with pytest.raises(MatchingError, match="rules.pinned"):
        batch_of(
            problems=problems.problems, candidates=experts.candidates, relations=problems.relations, on=ON,
            rules=Rules(pinned=("E01",)),
        )  # fmt: skip
