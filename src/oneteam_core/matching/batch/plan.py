"""The plan for many problems at once: found, proven, compared with the old one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from oneteam_core.matching.batch.check import check_batch
from oneteam_core.matching.batch.clash import smallest_clash
from oneteam_core.matching.batch.core import best_choice
from oneteam_core.matching.batch.fair import fairest, highest_alone
from oneteam_core.matching.batch.flow import Flow, best_flow
from oneteam_core.matching.batch.instance import Instance, Net, Places, Row, instance_of
from oneteam_core.matching.batch.keeping import kept_row, rows_of
from oneteam_core.matching.batch.model import Batch, Pair
from oneteam_core.matching.batch.result import Difference, Plan, PlanClash, Prices
from oneteam_core.matching.batch.search import Undecided
from oneteam_core.matching.batch.settled import Settled, floors_of, settled
from oneteam_core.matching.batch.table import floor_of, holds
from oneteam_core.matching.batch.units import rounding_of
from oneteam_core.matching.result import Certificate


@dataclass(frozen=True, eq=False)
class _Answer:
    """Chosen arcs of what was left to decide, bounds in steps, and the proof by prices where there is one."""

    chosen: Places
    bound: int
    floor_bound: int | None
    flow: Flow | None


def match_many(batch: Batch, *, fair: bool = False) -> Plan:
    """Plan many people for many problems: the largest sum of scores, exactly.

    With ``fair`` the floor (the smallest sum that a problem gets) is made as large as it can be first, and
    the sum is the largest above that floor. Scores count in whole steps (see
    :func:`~oneteam_core.matching.batch.units.unit_of`), so sums are exact and the plan is the same on every machine.

    Returns a :class:`Plan` with certificates; where the rules cannot all hold, ``pairs`` is empty and
    ``clash`` names the smallest set of rules that cannot; where a fixed effort of search does not suffice to find a
    plan or to prove that there is none, the plan is ``undecided``. Raises :class:`MatchingError` on bad input.
    Method and complexity: a flow of least cost where no rule joins several pairs or the best flow keeps
    such rules anyway (:mod:`~oneteam_core.matching.batch.flow`); otherwise a linear programme and a search over a
    small core (:mod:`~oneteam_core.matching.batch.core`, :mod:`~oneteam_core.matching.batch.fair`).

    >>> from oneteam_core.matching.batch.model import numbered
    >>> batch = numbered([[0.9, 0.8, 0.1], [0.8, 0.2, 0.3]], demand=1, load=1)
    >>> plan = match_many(batch)
    >>> plan.pairs, plan.sum, plan.floor, plan.certificate.gap
    ((('P0000', 'E0001'), ('P0001', 'E0000')), 1.6, 0.8, 0.0)
    >>> [clash.message for clash in match_many(numbered([[1, 1], [1, 1]], demand=2, load=1)).clash]
    ['All 2 problems ask for at least 4 people together.', 'All 2 people take at most 2 places together.']
    """
    check_batch(batch)
    instance = instance_of(batch)
    rows = rows_of(instance, batch.keep)
    rest = settled(instance.net, rows, instance.fixed)
    try:
        if batch.keep and batch.keep.fewest:
            rows = (*rows, *_fewest(instance, rest))
            rest = settled(instance.net, rows, instance.fixed)
        answer = _answer(instance, rest, fair)
    except Undecided:
        return _without_plan(batch, instance, smallest_clash(batch, sure=False))
    if answer is None:
        return _without_plan(batch, instance, smallest_clash(batch, sure=True))
    return _plan(batch, instance, rest, answer)


def _fewest(instance: Instance, rest: Settled) -> tuple[Row, ...]:
    """A row that asks for as many of the old pairs as any plan can keep."""
    kept = instance.kept.astype(np.int64)
    answer = _largest(replace(rest.net, value=kept[rest.arcs]), rest) if rest.possible else None
    if answer is None:
        return ()
    most = int(kept[rest.whole(answer.chosen)].sum())
    return kept_row(instance, most, "As many as possible of the old plan")


def _answer(instance: Instance, rest: Settled, fair: bool) -> _Answer | None:
    if not rest.possible:
        return None
    floors = settled(instance.net, floors_of(instance.net), instance.fixed).rows if fair else ()
    if not floors:
        return _largest(rest.net, rest)
    flow = best_flow(rest.net)
    if flow is None:
        return None
    top = highest_alone(rest.net, floors)
    if holds(rest.net, rest.rows, flow.chosen) and floor_of(rest.net, floors, flow.chosen) >= top:
        return _Answer(flow.chosen, _sum(rest.net, flow.chosen), top, flow)
    found = fairest(rest.net, rest.rows, floors)
    return _Answer(found.found.chosen, found.found.bound, found.bound, None) if found else None


def _largest(net: Net, rest: Settled) -> _Answer | None:
    flow = best_flow(net)
    if flow is None:
        return None
    if holds(net, rest.rows, flow.chosen):
        return _Answer(flow.chosen, _sum(net, flow.chosen), None, flow)
    found = best_choice(net, rest.rows)
    return _Answer(found.chosen, found.bound, None, None) if found else None


def _sum(net: Net, chosen: Places) -> int:
    return int(net.value[chosen].sum())


def _plan(batch: Batch, instance: Instance, rest: Settled, answer: _Answer) -> Plan:
    chosen = rest.whole(answer.chosen)
    total, held = _sum(instance.net, chosen), _sum(instance.net, rest.held)
    floors = floors_of(instance.net)
    floor = floor_of(instance.net, floors, chosen) if floors else 0
    pairs = tuple(sorted(instance.pairs(chosen)))
    unit = instance.unit
    return Plan(
        pairs=pairs,
        sum=total / unit,
        floor=floor / unit,
        certificate=_certificate(total, held + answer.bound, unit),
        floor_certificate=None
        if answer.floor_bound is None
        else _certificate(floor, answer.floor_bound, unit),
        prices=_prices(instance, answer.flow) if answer.flow else None,
        unit=unit,
        rounding=rounding_of(batch.scores.value, unit, len(pairs)),
        method="flow" if answer.flow else "rows",
        difference=_difference(batch, pairs),
        clash=(),
        encoder=batch.encoder,
        instead_of=batch.instead_of,
    )


def _without_plan(batch: Batch, instance: Instance, clash: tuple[PlanClash, ...]) -> Plan:
    return Plan(
        pairs=(), sum=0.0, floor=0.0, certificate=None, floor_certificate=None, prices=None,
        unit=instance.unit, rounding=0.0, method="none", difference=None, clash=clash,
        encoder=batch.encoder, instead_of=batch.instead_of, undecided=not clash,
    )  # fmt: skip


def _certificate(value: int, bound: int, unit: int) -> Certificate:
    return Certificate(objective=value / unit, bound=bound / unit, gap=(bound - value) / unit)


def _prices(instance: Instance, flow: Flow) -> Prices:
    return Prices(
        problems=dict(zip(instance.problems, flow.problems.tolist(), strict=True)),
        people=dict(zip(instance.people, flow.people.tolist(), strict=True)),
    )


def _difference(batch: Batch, pairs: tuple[Pair, ...]) -> Difference | None:
    if batch.keep is None:
        return None
    old, new = set(batch.keep.pairs), set(pairs)
    return Difference(added=tuple(sorted(new - old)), removed=tuple(sorted(old - new)))
