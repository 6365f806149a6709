"""A batch as arrays, in an order that no name of a person has a say in."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.batch.model import Batch, Pair
from oneteam_core.matching.batch.units import in_steps, unit_of

Ints = NDArray[np.int64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Net:
    """Who may go where, and how many: ``problem``, ``person``, ``value`` of each arc, sorted by problem.

    The four bounds have one number for each problem or person; ``value`` counts steps.
    """

    problem: Places
    person: Places
    value: Ints
    demand_least: Ints
    demand_most: Ints
    load_least: Ints
    load_most: Ints

    @property
    def problems(self) -> int:
        return len(self.demand_most)

    @property
    def people(self) -> int:
        return len(self.load_most)


@dataclass(frozen=True, eq=False)
class Row:
    """A rule over some arcs: the sum of ``weight`` of the chosen ones lies from ``least`` to ``most``.

    ``rule`` and ``label`` say what it is when it clashes.
    """

    rule: str
    label: str
    arcs: Places
    weight: Ints
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, eq=False)
class Instance:
    """A batch made ready: the net, the arcs that must be in, the further rows, and the names."""

    problems: tuple[str, ...]
    people: tuple[str, ...]
    unit: int
    net: Net
    fixed: Flags
    kept: Flags
    groups: tuple[Row, ...]

    def pairs(self, arcs: Places) -> tuple[Pair, ...]:
        return tuple(
            (self.problems[self.net.problem[arc]], self.people[self.net.person[arc]]) for arc in arcs
        )


def instance_of(batch: Batch) -> Instance:
    """Sort problems by name and people by everything known of them, and count scores in steps.

    People about whom everything is the same may still stand in any order: whoever of them is planned,
    the plan is the same but for the name. Complexity: linear in scores and rules, plus sorting.
    """
    unit = unit_of(batch.scores.value)
    names = sorted(batch.problems)
    rank = {name: at for at, name in enumerate(names)}
    of_problem = np.array([rank[name] for name in batch.problems], dtype=np.intp)
    arcs = _sorted_arcs(batch, of_problem, unit)
    order = _order_of_people(batch, names, arcs)
    of_person = np.empty(len(order), dtype=np.intp)
    of_person[order] = np.arange(len(order))
    problem, person, value = _by_problem(arcs[0], of_person[arcs[1]], arcs[2], len(names), len(order))
    demands = sorted(batch.demands, key=lambda demand: demand.problem)
    loads = [batch.loads[at] for at in order]
    net = Net(
        problem=problem,
        person=person,
        value=value,
        demand_least=_ints(demand.least for demand in demands),
        demand_most=_ints(demand.most for demand in demands),
        load_least=_ints(load.least for load in loads),
        load_most=_ints(load.most for load in loads),
    )
    place = {load.person: at for at, load in enumerate(loads)}
    return Instance(
        problems=tuple(names),
        people=tuple(load.person for load in loads),
        unit=unit,
        net=net,
        fixed=_marked(net, batch.fixed, rank, place),
        kept=_marked(net, batch.keep.pairs if batch.keep else (), rank, place),
        groups=tuple(_group_rows(batch, net, rank, place)),
    )


def _sorted_arcs(batch: Batch, of_problem: Places, unit: int) -> tuple[Places, Places, Ints]:
    """Allowed arcs: problem in the new order, person in the given one, value in steps."""
    scores = batch.scores
    problem, person, value = of_problem[scores.problem], scores.person, in_steps(scores.value, unit)
    if batch.forbidden:
        columns = {name: at for at, name in enumerate(batch.people)}
        rows = {name: at for at, name in zip(of_problem.tolist(), batch.problems, strict=True)}
        barred = [rows[one] * len(columns) + columns[other] for one, other in batch.forbidden]
        allowed = ~np.isin(problem * len(columns) + person, np.array(barred))
        problem, person, value = problem[allowed], person[allowed], value[allowed]
    return problem, person, value


def _by_problem(
    problem: Places, person: Places, value: Ints, problems: int, people: int
) -> tuple[Places, Places, Ints]:
    """The same arcs sorted by problem, then by person."""
    from scipy.sparse import csr_array

    table = csr_array((value, (problem, person)), shape=(problems, people))
    table.sort_indices()
    rows = np.repeat(np.arange(problems, dtype=np.intp), np.diff(table.indptr))
    return rows, table.indices.astype(np.intp), table.data


def _order_of_people(batch: Batch, names: Sequence[str], arcs: tuple[Places, Places, Ints]) -> Places:
    """Positions of the people, sorted by a digest of scores, bounds, pairs and groups."""
    person, problem, value = _by_problem(arcs[1], arcs[0], arcs[2], len(batch.loads), len(names))
    ends = np.searchsorted(person, np.arange(len(batch.loads) + 1))
    notes = _notes(batch)
    keys = []
    for at, load in enumerate(batch.loads):
        part = slice(ends[at], ends[at + 1])
        digest = hashlib.blake2b(problem[part].astype("<i8").tobytes(), digest_size=16)
        digest.update(value[part].astype("<i8").tobytes())
        digest.update(repr((load.least, load.most, notes.get(load.person, ()))).encode())
        keys.append((digest.digest(), at))
    return np.array([at for _, at in sorted(keys)], dtype=np.intp)


def _notes(batch: Batch) -> Mapping[str, list[str]]:
    """What the rules say of each person besides bounds, in one order."""
    notes: dict[str, list[str]] = defaultdict(list)
    kept = batch.keep.pairs if batch.keep else ()
    for kind, pairs in (("fixed", batch.fixed), ("kept", kept)):
        for problem, person in sorted(pairs):
            notes[person].append(f"{kind} {problem}")
    for group in sorted(batch.groups, key=lambda group: group.name):
        for person in group.people:
            notes[person].append(f"group {group.name} {group.least} {group.most} {group.problems}")
    return notes


def _marked(net: Net, pairs: Iterable[Pair], rank: Mapping[str, int], place: Mapping[str, int]) -> Flags:
    wanted = [
        rank[problem] * net.people + place[person]
        for problem, person in pairs
        if problem in rank and person in place
    ]
    keys = net.problem * net.people + net.person
    return np.isin(keys, np.array(wanted, dtype=np.intp))


def _group_rows(batch: Batch, net: Net, rank: Mapping[str, int], place: Mapping[str, int]) -> Iterable[Row]:
    """One row for each group and problem in which the limit can bite, by problem and name."""
    starts = np.searchsorted(net.problem, np.arange(net.problems + 1))
    for group in sorted(batch.groups, key=lambda group: group.name):
        inside = np.zeros(net.people, dtype=np.bool_)
        inside[[place[person] for person in group.people]] = True
        for name in sorted(rank if group.problems is None else group.problems):
            at = rank[name]
            first = starts[at]
            arcs = first + np.flatnonzero(inside[net.person[first : starts[at + 1]]])
            yield from _limits(group.name, name, arcs, group.least, group.most, int(net.demand_most[at]))


def _limits(
    group: str, problem: str, arcs: Places, least: int, most: int | None, seats: int
) -> Iterable[Row]:
    weight = np.ones(len(arcs), dtype=np.int64)
    if least > 0:
        yield Row("group_least", f"{problem}: at least {least} of {group}", arcs, weight, least=least)
    if most is not None and most < min(seats, len(arcs)):
        yield Row("group_most", f"{problem}: at most {most} of {group}", arcs, weight, most=most)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)
