"""A plan for many problems as text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from oneteam_core.matching.batch.model import Batch
from oneteam_core.matching.batch.result import Plan
from oneteam_core.matching.report import Labels, cut
from oneteam_core.matching.result import Certificate


def day_report(batch: Batch, plan: Plan, labels: Labels, titles: Labels) -> str:
    """Each problem with its people, the load of everybody, sum and floor with their bounds; or why there is no plan.

    ``labels`` names people, ``titles`` problems, by identifier; what has no name shows as it is.
    Complexity: linear in the size of the batch.

    >>> from oneteam_core.matching.batch.model import numbered
    >>> from oneteam_core.matching.batch.plan import match_many
    >>> batch = numbered([[0.9, 0.8, 0.1], [0.8, 0.2, 0.3]], demand=1, load=1)
    >>> print(day_report(batch, match_many(batch, fair=True), {"E0001": "Ann"}, {"P0000": "Noise"}))
    P0000  Noise
      0.800    Ann
      sum      0.8000
    P0001
      0.800    E0000
      sum      0.8000
    Load
      1 of 1   E0000
      1 of 1   Ann
      0 of 1   E0002
    sum 1.6000, bound 1.6000, gap 0
    floor 0.8000, bound 0.8000, gap 0
    """
    lines = _nothing(plan) if plan.clash or plan.undecided else _tables(batch, plan, labels, titles)
    return "\n".join(line.rstrip() for line in lines)


def _nothing(plan: Plan) -> Iterator[str]:
    if plan.undecided:
        yield "No plan: whether all rules can hold together was not decided within the effort of the search."
        yield "Plan fewer problems at once, or ask for less of the rules."
        return
    yield "No plan: these rules cannot hold together:"
    yield from (f"  - {clash.message}" for clash in plan.clash)


def _tables(batch: Batch, plan: Plan, labels: Labels, titles: Labels) -> Iterator[str]:
    scores = batch.by_pair()
    for problem in batch.problems:
        there = sorted((-scores[problem, person], person) for person in plan.people_at(problem))
        yield f"{problem}  {titles.get(problem, '')}"
        yield from (f"  {-value:.3f}    {cut(labels.get(person, person))}" for value, person in there)
        yield f"  sum      {-sum(value for value, _ in there):.4f}"
    yield from _loads(batch, plan, labels)
    yield _proof("sum", plan.certificate)
    if plan.floor_certificate:
        yield _proof("floor", plan.floor_certificate)


def _loads(batch: Batch, plan: Plan, labels: Mapping[str, str]) -> Iterator[str]:
    """Those with most places first."""
    taken = Counter(person for _, person in plan.pairs)
    yield "Load"
    for load in sorted(batch.loads, key=lambda load: -taken[load.person]):
        yield f"  {taken[load.person]} of {load.most}   {cut(labels.get(load.person, load.person))}"


def _proof(what: str, proven: Certificate | None) -> str:
    if proven is None:
        return f"{what}: nothing proven"
    return f"{what} {proven.objective:.4f}, bound {proven.bound:.4f}, gap {proven.gap:g}"
