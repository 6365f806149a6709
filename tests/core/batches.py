"""Small random batches, and all their plans by trying everything."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.random import Generator

from oneteam_core.matching.batch import Batch, Demand, GroupLimit, Keep, Load, Pair, Scores

Grades = tuple[int, int, int]
"""Of one plan: old pairs kept (where that counts), floor and sum in steps."""


def random_batch(random: Generator) -> Batch:
    problems = [f"p{at}" for at in range(random.integers(1, 4))]
    people = [f"e{at}" for at in range(random.integers(1, 5))]
    scores = _scores(random, len(problems), len(people))
    pairs = [(problem, person) for problem in problems for person in people]
    forbidden = _some(random, pairs, 0.15)
    fixed = tuple(pair for pair in _some(random, pairs, 0.08) if pair not in forbidden)
    there = random.random(scores.shape) < random.choice([0.8, 1.0])
    for problem, person in fixed:
        there[problems.index(problem), people.index(person)] = True
    rows, columns = np.nonzero(there)
    return Batch(
        demands=tuple(_demand(random, problem) for problem in problems),
        loads=tuple(_load(random, person) for person in people),
        scores=Scores.sparse(
            problem=rows, person=columns, value=scores[rows, columns], shape=(len(problems), len(people))
        ),
        forbidden=forbidden,
        fixed=fixed,
        groups=tuple(_groups(random, problems, people)),
        keep=_keep(random, pairs) if random.random() < 0.4 else None,
    )


def _scores(random: Generator, problems: int, people: int) -> np.ndarray:
    shape = (problems, people)
    kinds = (
        lambda: random.random(shape).round(3),
        lambda: random.integers(0, 3, shape) / 2,
        lambda: random.random(shape) - 0.3,
        lambda: np.zeros(shape),
    )
    return np.asarray(kinds[random.integers(4)](), dtype=float)


def _some(random: Generator, things: list[Pair], share: float) -> tuple[Pair, ...]:
    return tuple(thing for thing in things if random.random() < share)


def _demand(random: Generator, problem: str) -> Demand:
    least = int(random.integers(0, 3))
    return Demand(problem=problem, least=least, most=least + int(random.integers(0, 2)))


def _load(random: Generator, person: str) -> Load:
    least = int(random.integers(0, 2)) if random.random() < 0.3 else 0
    return Load(person=person, least=least, most=least + int(random.integers(0 if least else 1, 3)))


def _groups(random: Generator, problems: list[str], people: list[str]) -> list[GroupLimit]:
    groups = []
    if random.random() < 0.4:
        members = tuple(person for person in people if random.random() < 0.5)
        groups.append(GroupLimit(name="few", people=members, most=int(random.integers(0, 2))))
    if random.random() < 0.3:
        members = tuple(person for person in people if random.random() < 0.6)
        at = (problems[0],) if random.random() < 0.5 else None
        groups.append(GroupLimit(name="some", people=members, least=int(random.integers(0, 2)), problems=at))
    return groups


def _keep(random: Generator, pairs: list[Pair]) -> Keep:
    budget = int(random.integers(0, 3)) if random.random() < 0.6 else None
    return Keep(pairs=_some(random, pairs, 0.4), budget=budget, fewest=bool(random.random() < 0.4))


def every_plan(batch: Batch, unit: int) -> list[Grades]:
    """The grades of each plan that keeps all rules, by their definitions alone."""
    values = {
        (batch.problems[problem], batch.people[person]): round(value * unit)
        for problem, person, value in zip(
            batch.scores.problem.tolist(),
            batch.scores.person.tolist(),
            batch.scores.value.tolist(),
            strict=True,
        )
    }
    free = sorted(set(values) - set(batch.forbidden))
    plans = []
    for taken in product((False, True), repeat=len(free)):
        plan = {pair for pair, there in zip(free, taken, strict=True) if there}
        if _holds(batch, plan):
            plans.append(_grades(batch, plan, values))
    return plans


def _holds(batch: Batch, plan: set[Pair]) -> bool:
    seats = {demand.problem: sum(at == demand.problem for at, _ in plan) for demand in batch.demands}
    turns = {load.person: sum(who == load.person for _, who in plan) for load in batch.loads}
    return (
        set(batch.fixed) <= plan
        and all(demand.least <= seats[demand.problem] <= demand.most for demand in batch.demands)
        and all(load.least <= turns[load.person] <= load.most for load in batch.loads)
        and all(_group_holds(group, batch, plan) for group in batch.groups)
        and (batch.keep is None or _kept_enough(batch.keep, plan))
    )


def _group_holds(group: GroupLimit, batch: Batch, plan: set[Pair]) -> bool:
    for problem in group.problems or batch.problems:
        count = sum(at == problem and who in group.people for at, who in plan)
        if count < group.least or (group.most is not None and count > group.most):
            return False
    return True


def _kept_enough(keep: Keep, plan: set[Pair]) -> bool:
    return keep.budget is None or len(set(keep.pairs) - plan) <= keep.budget


def _grades(batch: Batch, plan: set[Pair], values: dict[Pair, int]) -> Grades:
    kept = len(set(batch.keep.pairs) & plan) if batch.keep and batch.keep.fewest else 0
    sums = [
        sum(values[pair] for pair in plan if pair[0] == demand.problem)
        for demand in batch.demands
        if demand.most > 0
    ]
    return kept, min(sums, default=0), sum(values[pair] for pair in plan)
