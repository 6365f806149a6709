"""Plans against trying everything, judged by a validator that knows nothing of the planner."""

import numpy as np
import pytest

from oneteam_core.matching.batch import Batch, Plan, match_many, validate_plan
from tests.core.batches import every_plan, random_batch


def grades(plan: Plan) -> tuple[int, int]:
    return round(plan.floor * plan.unit), round(plan.sum * plan.unit)


def agree(batch: Batch, fair: bool) -> str:
    plan = match_many(batch, fair=fair)
    possible = every_plan(batch, plan.unit)
    if not possible:
        assert plan.clash and not plan.pairs and plan.certificate is None
        return "clash"
    assert plan.clash == () and validate_plan(batch, plan) == ()
    most = max(kept for kept, _, _ in possible)
    best = max((floor if fair else 0, total) for kept, floor, total in possible if kept == most)
    assert (grades(plan)[0] if fair else 0, grades(plan)[1]) == best
    assert plan.certificate and plan.certificate.gap == 0
    assert not plan.floor_certificate or plan.floor_certificate.gap == 0
    return plan.method


@pytest.mark.parametrize("fair", [False, True])
def test_plans_are_the_best_of_all(fair: bool) -> None:
    methods = [agree(random_batch(np.random.default_rng(seed)), fair) for seed in range(100)]
    assert {"clash", "flow", "rows"} == set(methods)


def test_the_best_under_rules_that_a_flow_cannot_keep() -> None:
    """Only batches in which groups or a budget decide."""
    found = (random_batch(np.random.default_rng(seed)) for seed in range(1000, 1400))
    decided = [batch for batch in found if batch.groups and batch.keep]
    assert len(decided) > 30
    assert {"rows"} <= {agree(batch, fair=True) for batch in decided[:30]}
