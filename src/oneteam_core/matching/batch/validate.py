"""A second pair of eyes: re-checks a plan, and the proof that goes with it, from the raw batch.

Nothing of the planner is used here, on purpose; both are tested against each other. Only the input classes and
the plan itself are shared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from oneteam_core.matching.batch.model import Batch, Pair
from oneteam_core.matching.batch.result import Plan
from oneteam_core.matching.validate import Violation


def validate_plan(batch: Batch, plan: Plan) -> tuple[Violation, ...]:
    """Everything that is wrong with a plan; empty where nothing is.

    Rules are named as in :class:`~oneteam_core.matching.batch.result.PlanClash`; ``twice`` for a pair that stands
    there two times, ``unknown`` for one of nobody, ``sum``, ``floor``, ``certificate`` and ``difference`` where the
    plan says something untrue about itself, ``proof`` where its prices do not prove the bound. A plan without
    pairs because of a clash, or because nothing was decided, has nothing to check. Complexity: linear in plan, scores and rules.

    >>> from dataclasses import replace
    >>> from oneteam_core.matching.batch.model import numbered
    >>> from oneteam_core.matching.batch.plan import match_many
    >>> batch = numbered([[0.9, 0.8]], demand=1, load=1)
    >>> plan = match_many(batch)
    >>> validate_plan(batch, plan)
    ()
    >>> [wrong.rule for wrong in validate_plan(batch, replace(plan, pairs=(("P0000", "E0001"),)))]
    ['sum', 'floor', 'certificate']
    """
    if plan.clash or plan.undecided:
        return ()
    return tuple(
        Violation(rule=rule, message=message, person=person)
        for rule, message, person in (
            *_pairs(batch, plan.pairs),
            *_counts(batch, plan.pairs),
            *_groups(batch, plan.pairs),
            *_kept(batch, plan),
            *_figures(batch, plan),
        )
    )


Wrong = tuple[str, str, str | None]


def _pairs(batch: Batch, pairs: Sequence[Pair]) -> Iterator[Wrong]:
    problems, people = set(batch.problems), set(batch.people)
    for pair in sorted(set(pairs)):
        if pair[0] not in problems or pair[1] not in people:
            yield "unknown", f"{pair} is not in the batch.", pair[1]
    for pair, count in sorted(Counter(pairs).items()):
        if count > 1:
            yield "twice", f"{pair} stands there {count} times.", pair[1]
    scored = _scored(batch, set(pairs))
    for pair in sorted(set(pairs) - set(scored)):
        yield "candidates", f"{pair} has no score.", pair[1]
    for pair in sorted(set(pairs) & set(batch.forbidden)):
        yield "candidates", f"{pair} is forbidden.", pair[1]
    for pair in sorted(set(batch.fixed) - set(pairs)):
        yield "fixed", f"{pair} should be there.", pair[1]


def _scored(batch: Batch, wanted: set[Pair]) -> dict[Pair, float]:
    """The scores of some pairs, found by their names."""
    rows = {name: at for at, name in enumerate(batch.problems)}
    columns = {name: at for at, name in enumerate(batch.people)}
    width = len(columns)
    places = {
        rows[problem] * width + columns[person]: (problem, person)
        for problem, person in wanted
        if problem in rows and person in columns
    }
    keys = batch.scores.problem * width + batch.scores.person
    hits = np.flatnonzero(np.isin(keys, np.array(sorted(places), dtype=np.intp)))
    return {places[int(keys[hit])]: float(batch.scores.value[hit]) for hit in hits}


def _counts(batch: Batch, pairs: Sequence[Pair]) -> Iterator[Wrong]:
    seats, turns = Counter(problem for problem, _ in pairs), Counter(person for _, person in pairs)
    for demand in batch.demands:
        had = seats[demand.problem]
        if had < demand.least:
            yield "demand", f"{demand.problem} has {had} people, not {demand.least}.", None
        if had > demand.most:
            yield "demand_most", f"{demand.problem} has {had} people, above {demand.most}.", None
    for load in batch.loads:
        had = turns[load.person]
        if had < load.least:
            yield "load_least", f"{load.person} has {had} places, not {load.least}.", load.person
        if had > load.most:
            yield "load", f"{load.person} has {had} places, above {load.most}.", load.person


def _groups(batch: Batch, pairs: Sequence[Pair]) -> Iterator[Wrong]:
    at: dict[str, list[str]] = defaultdict(list)
    for problem, person in pairs:
        at[problem].append(person)
    for group in batch.groups:
        members = set(group.people)
        for problem in group.problems if group.problems is not None else batch.problems:
            had = sum(person in members for person in at[problem])
            if had < group.least:
                yield "group_least", f"{problem} has {had} of {group.name}, not {group.least}.", None
            if group.most is not None and had > group.most:
                yield "group_most", f"{problem} has {had} of {group.name}, above {group.most}.", None


def _kept(batch: Batch, plan: Plan) -> Iterator[Wrong]:
    if batch.keep is None:
        return
    old, new = set(batch.keep.pairs), set(plan.pairs)
    added, removed = new - old, old - new
    if batch.keep.budget is not None and len(removed) > batch.keep.budget:
        yield "change_budget", f"{len(removed)} old pairs are given up.", None
    told = plan.difference
    if told is None or set(told.added) != added or set(told.removed) != removed:
        yield "difference", "The difference from the old plan is told wrongly.", None


def _figures(batch: Batch, plan: Plan) -> Iterator[Wrong]:
    scores = _scored(batch, set(plan.pairs))
    steps = {pair: round(value * plan.unit) for pair, value in scores.items()}
    total = sum(steps.values())
    at: dict[str, int] = defaultdict(int)
    for (problem, _), step in steps.items():
        at[problem] += step
    sums = [at[demand.problem] for demand in batch.demands if demand.most > 0]
    if total / plan.unit != plan.sum:
        yield "sum", f"The sum is {total / plan.unit}, not {plan.sum}.", None
    if (min(sums) / plan.unit if sums else 0.0) != plan.floor:
        yield "floor", f"The floor is not {plan.floor}.", None
    reached = ((plan.certificate, total / plan.unit), (plan.floor_certificate, plan.floor))
    for certificate, value in reached:
        if certificate and not (certificate.objective == value <= certificate.bound and certificate.gap >= 0):
            yield "certificate", "The certificate is not about this plan.", None
    if plan.prices and plan.certificate:
        proven = _proven(batch, plan.prices.problems, plan.prices.people, plan.unit) / plan.unit
        if proven != plan.certificate.bound:
            yield "proof", f"The prices prove {proven}, not {plan.certificate.bound}.", None


def _proven(batch: Batch, problems: Mapping[str, int], people: Mapping[str, int], unit: int) -> int:
    """What no plan can exceed at these prices: seats and turns at theirs, and each pair's worth above both."""
    seats, turns = (
        Counter(problem for problem, _ in batch.fixed),
        Counter(person for _, person in batch.fixed),
    )
    total = 0
    for demand in batch.demands:
        price = problems[demand.problem]
        total += price * (demand.most if price > 0 else max(demand.least, seats[demand.problem]))
    for load in batch.loads:
        price = people[load.person]
        total += price * (load.most if price > 0 else max(load.least, turns[load.person]))
    rows = np.array([problems[name] for name in batch.problems], dtype=np.int64)
    columns = np.array([people[name] for name in batch.people], dtype=np.int64)
    scores = batch.scores
    above = np.rint(scores.value * unit).astype(np.int64) - rows[scores.problem] - columns[scores.person]
    places = {name: at for at, name in enumerate(batch.problems)}
    columns_of = {name: at for at, name in enumerate(batch.people)}
    keys = scores.problem * len(columns) + scores.person
    marked = [
        np.isin(keys, [places[problem] * len(columns) + columns_of[person] for problem, person in pairs])
        for pairs in (batch.forbidden, batch.fixed)
    ]
    total += int(above[marked[1]].sum())
    free = ~marked[0] & ~marked[1] & (above > 0)
    return total + int(above[free].sum())
