"""When no plan can hold all rules: the smallest set of them that cannot hold together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from oneteam_core.matching.batch.feasible import Shortage, shortage
from oneteam_core.matching.batch.instance import Flags, Instance, Net, Row, instance_of
from oneteam_core.matching.batch.keeping import rows_of
from oneteam_core.matching.batch.model import Batch, Scores
from oneteam_core.matching.batch.result import PlanClash
from oneteam_core.matching.batch.search import Search, Undecided
from oneteam_core.matching.batch.settled import Settled, settled

KINDS = (
    "demand",
    "demand_most",
    "load",
    "load_least",
    "fixed",
    "candidates",
    "group_most",
    "group_least",
    "change_budget",
)
ROWS = KINDS[6:]
MOST_PAIRS = 1_000_000
"""So many pairs may stand there when the rule of who may go where is lifted."""

MOST_NAMED = 5


def smallest_clash(batch: Batch, *, sure: bool) -> tuple[PlanClash, ...]:
    """The fewest kinds of rules that cannot hold together, each with those whom it is about.

    ``sure``: it is proven that all kinds together cannot. A set whose trial ends undecided is passed over then, and
    in the end all kinds are named; otherwise the first such trial is the end, and the answer empty.

    Method: sets of kinds in order of size, each tried with all others lifted (a largest flow, or CP-SAT
    where rows are among them); the first that admits no plan is the answer, so no smaller one exists. Those
    named are the ones in each other's way: the tight side of the flow, or the rows that are left when as
    many as possible are lifted. Who may go where counts as a rule up to a million pairs, and is taken for
    granted above. Complexity: at most 2^9 such trials, mostly some ten.
    """
    case = _Case.of(batch)
    for length in range(1, len(case.kinds) + 1):
        for kinds in combinations(case.kinds, length):
            held = case.can_hold(kinds, case.rows)
            if held is False:
                return _named(case, kinds)
            if held is None and not sure:
                return ()
    return _named(case, case.kinds) if sure else ()


@dataclass(frozen=True, eq=False)
class _Case:
    """All pairs with the rules over them; ``barred`` marks those that are no candidates."""

    instance: Instance
    rows: tuple[Row, ...]
    barred: Flags

    @classmethod
    def of(cls, batch: Batch) -> _Case:
        shape = len(batch.demands), len(batch.loads)
        if math.prod(shape) > MOST_PAIRS:
            instance = instance_of(batch)
            return cls(instance, rows_of(instance, batch.keep), np.zeros(len(instance.net.value), np.bool_))
        instance = instance_of(replace(batch, forbidden=(), scores=Scores.dense(np.zeros(shape))))
        return cls(instance, rows_of(instance, batch.keep), ~_candidates(batch, instance))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of rules in force."""
        net, there = self.instance.net, {row.rule for row in self.rows}
        lifted = {
            "demand": bool(net.demand_least.any()),
            "load_least": bool(net.load_least.any()),
            "fixed": bool(self.instance.fixed.any()),
            "candidates": bool(self.barred.any()),
            **{rule: rule in there for rule in ("group_most", "group_least", "change_budget")},
        }
        return tuple(kind for kind in KINDS if lifted.get(kind, True))

    def can_hold(self, kinds: Sequence[str], rows: Sequence[Row]) -> bool | None:
        """Whether a plan exists under these kinds of rules, and of the rows under those that are given.

        ``None`` where that is not decided within the effort.
        """
        rest = self.eased(kinds, [row for row in rows if row.rule in kinds])
        if not rest.possible:
            return False
        if not rest.rows:
            return shortage(rest.net) is None
        everything = np.ones(len(rest.net.value), dtype=np.bool_)
        try:
            return Search(rest.net, rest.rows, everything, ~everything).any() is not None
        except Undecided:
            return None

    def eased(self, kinds: Sequence[str], rows: Sequence[Row]) -> Settled:
        """What is left to decide with only these rules in force."""
        net = self.instance.net
        nobody, nowhere = np.zeros_like(net.load_most), np.zeros_like(net.demand_most)
        seats = net.demand_least if "demand" in kinds else nowhere
        turns = net.load_least if "load_least" in kinds else nobody
        eased = replace(
            net,
            demand_least=seats,
            demand_most=net.demand_most if "demand_most" in kinds else nowhere + net.people,
            load_least=turns,
            load_most=net.load_most if "load" in kinds else nobody + net.problems,
        )
        fixed = self.instance.fixed if "fixed" in kinds else np.zeros_like(self.instance.fixed)
        out = self.barred if "candidates" in kinds else np.zeros_like(self.barred)
        return settled(eased, rows, fixed, out & ~fixed)


def _candidates(batch: Batch, instance: Instance) -> Flags:
    """Which of all pairs have a score and are not forbidden."""
    rank = {name: at for at, name in enumerate(instance.problems)}
    place = {name: at for at, name in enumerate(instance.people)}
    rows = np.array([rank[name] for name in batch.problems], dtype=np.intp)
    columns = np.array([place[name] for name in batch.people], dtype=np.intp)
    there = np.zeros((len(rank), len(place)), dtype=np.bool_)
    there[rows[batch.scores.problem], columns[batch.scores.person]] = True
    for problem, person in batch.forbidden:
        there[rank[problem], place[person]] = False
    found: Flags = there[instance.net.problem, instance.net.person]
    return found


def _named(case: _Case, kinds: Sequence[str]) -> tuple[PlanClash, ...]:
    further = [row for row in case.rows if row.rule in kinds]
    if further:
        return _of_rows(case, further, kinds)
    rest = case.eased(kinds, ())
    found = shortage(rest.net) if rest.possible else None
    if found is None:
        return tuple(_clash(case.instance, kind, (), ()) for kind in kinds)
    problems, people = _tight(case.instance.net, found, kinds)
    return tuple(_clash(case.instance, kind, problems, people) for kind in kinds)


def _tight(net: Net, found: Shortage, kinds: Sequence[str]) -> tuple[Sequence[int], Sequence[int]]:
    """Whom a shortage of people, or of places for them, is about."""
    if "demand" in kinds:
        return found.problems.tolist(), found.people.tolist()
    people = np.setdiff1d(np.flatnonzero(net.load_least > 0), found.people)
    return np.setdiff1d(np.arange(net.problems), found.problems).tolist(), people.tolist()


def _of_rows(case: _Case, further: Sequence[Row], kinds: Sequence[str]) -> tuple[PlanClash, ...]:
    """Lift rows, half of those left at a time where that does no harm, until each one is needed."""
    needed: list[Row] = []
    left = list(further)
    while left:
        size = max(1, len(left) // 2)
        while size and case.can_hold(kinds, [*needed, *left[size:]]) is not False:
            size //= 2
        if size:
            left = left[size:]
        else:
            needed.append(left.pop(0))
    at = sorted({int(problem) for row in needed for problem in case.instance.net.problem[row.arcs]})
    plain = [kind for kind in kinds if kind not in {row.rule for row in needed}]
    found = [_clash(case.instance, kind, at, ()) for kind in plain if kind not in ROWS]
    for row in needed:
        about = _of(case.instance, row) if row.rule != "change_budget" else ()
        found.append(PlanClash(rule=row.rule, message=f"{row.label}.", problems=about))
    return tuple(found)


def _of(instance: Instance, row: Row) -> tuple[str, ...]:
    return tuple(instance.problems[at] for at in sorted(set(instance.net.problem[row.arcs].tolist())))


def _clash(instance: Instance, kind: str, problems: Sequence[int], people: Sequence[int]) -> PlanClash:
    net = instance.net
    names = tuple(instance.problems[at] for at in problems)
    persons = tuple(sorted(instance.people[at] for at in people))
    at, of = list(problems) or slice(None), list(people) or slice(None)
    where, who = _some(names, "problems", net.problems), _some(persons, "people", net.people)
    messages = {
        "demand": f"{where} ask for at least {net.demand_least[at].sum()} people together.",
        "demand_most": f"{where} have room for at most {net.demand_most[at].sum()} people together.",
        "load": f"{who} take at most {net.load_most[of].sum()} places together.",
        "load_least": f"{who} are to have at least {net.load_least[of].sum()} places together.",
        "candidates": "Nobody goes where the pair is forbidden or has no score.",
        "fixed": "Everybody who is fixed at a problem stays there.",
    }
    about = {
        "demand": (names, ()),
        "demand_most": (names, ()),
        "load": ((), persons),
        "load_least": ((), persons),
    }
    told, asked = about.get(kind, (names if kind == "candidates" else (), ()))
    return PlanClash(rule=kind, message=messages[kind], problems=told, persons=asked)


def _some(names: Sequence[str], word: str, all_of_them: int) -> str:
    if not names or len(names) == all_of_them:
        return f"All {all_of_them} {word}"
    shown = ", ".join(names[:MOST_NAMED])
    return f"{len(names)} {word} ({shown}{', ...' if len(names) > MOST_NAMED else ''})"
