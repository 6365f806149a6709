"""A round-table day: all open problems matched at once, so that each gets as good a panel as can be had for all.

Read under the keys of whoever plans, computed with no transaction open, and kept by an action.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from oneteam.base.errors import Refused
from oneteam.base.later import Later
from oneteam.longjobs.kinds import Say
from oneteam.problems.models import Problem

from . import queries
from .facts import Experts, known_experts, own_experience, tables_sat_at, text_of, told_threads
from .matching import Parameters, answered, library_of, rules_of
from .models import DayPlan

if TYPE_CHECKING:
    from oneteam_core import matching as core
    from oneteam_core.matching import batch as many
else:
    core = Later("oneteam_core.matching")
    many = Later("oneteam_core.matching.batch")

log = logging.getLogger("oneteam.roundtables")

ALGORITHM = "day-1"


@dataclass(frozen=True)
class ByHand:
    """Somebody who must, or may not, sit at a problem; both by their codes."""

    problem: str
    expert: str
    must: bool


@dataclass(frozen=True)
class Day:
    """All that a plan rests on. Problems and people are called by their codes and numbers."""

    problems: dict[str, Problem]
    experts: Experts
    candidates: tuple[core.Candidate, ...]
    tables: dict[many.Pair, tuple[core.FieldRecord, ...]]  # tables of which that problem's owner may know
    apart: tuple[many.Pair, ...]  # whom the officer left out or the owner struck at that problem
    by_hand: dict[many.Pair, ByHand]
    parameters: Parameters
    before: tuple[many.Pair, ...]  # the old plan, to be kept as far as possible
    library: core.Library  # read under the keys of whoever plans, as the vectors of works are
    on: date


@dataclass(frozen=True)
class Planned:
    plan: many.Plan
    in_the_way: tuple[
        ByHand, ...
    ]  # where the rules clash: of these pairs each one has to go, or another rule
    scores: dict[many.Pair, float]
    alone: dict[str, float]


def read_day(
    problems: Sequence[Problem],
    parameters: Parameters,
    before: DayPlan | None,
    by_hand: Iterable[ByHand],
    on: date,
) -> Day:
    experts = known_experts({problem.code: problem.code for problem in problems}, on)
    candidates = tuple(experts.candidate(profile, own_experience(profile)) for profile in experts.profiles)
    return Day(
        problems={problem.code: problem for problem in problems}, experts=experts,
        candidates=candidates, library=library_of(experts.profiles, candidates),
        tables=_tables(problems, experts), apart=tuple(_apart(problems, experts)), parameters=parameters,
        by_hand=_by_hand(problems, experts, by_hand),
        before=() if before is None else tuple(queries.pairs_of(before)), on=on,
    )  # fmt: skip


def _tables(problems: Sequence[Problem], experts: Experts) -> dict[many.Pair, tuple[core.FieldRecord, ...]]:
    found = {}
    for problem in problems:
        told = told_threads(experts, problem)
        for profile in experts.profiles:
            if records := tables_sat_at(experts.sat[profile.person_id], told):
                found[problem.code, str(profile.pk)] = tuple(records)
    return found


def _apart(problems: Sequence[Problem], experts: Experts) -> Iterator[many.Pair]:
    numbers = {profile.code: str(profile.pk) for profile in experts.profiles}
    for code, people in queries.left_out(problems).items():
        yield from ((code, numbers[person]) for person in sorted(people) if person in numbers)


def _by_hand(
    problems: Sequence[Problem], experts: Experts, wanted: Iterable[ByHand]
) -> dict[many.Pair, ByHand]:
    """At these problems. Who may not sit there and can be matched no more needs no word."""
    numbers = {profile.code: str(profile.pk) for profile in experts.profiles}
    here = {problem.code for problem in problems}
    found = {}
    for pair in wanted:
        if pair.problem in here and pair.expert in numbers:
            found[pair.problem, numbers[pair.expert]] = pair
        elif pair.problem in here and pair.must:
            raise Refused(cannot_sit())
    return found


def cannot_sit() -> str:
    return _(
        "Somebody who must sit at a problem cannot sit there any more. Look at the rows by hand, and plan again."
    )


def solve(day: Day, say: Say) -> Planned:
    """Steps: each problem beside everybody, each alone, and all together.

    Raises ``Invalid`` or ``Refused`` where there is no plan that can be kept.
    """
    return answered(lambda books: _solved(day, say, books), day.library, day.candidates)


def _solved(day: Day, say: Say, library: core.Library) -> Planned:
    steps = 2 * len(day.problems) + 1
    world: dict[str, Any] = {
        "problems": [text_of(problem, code) for code, problem in day.problems.items()],
        "candidates": day.candidates, "relations": day.experts.relations, "on": day.on,
        "rules": rules_of(day.parameters), "fields": day.tables,
    }  # fmt: skip
    bare = many.batch_of(
        **world, library=library, forbidden=[pair for pair in day.apart if pair not in day.by_hand], step=lambda done: say(done, steps),
        keep=many.Keep(pairs=day.before, fewest=True) if day.before else None,
    )  # fmt: skip
    batch = _with(bare, day.by_hand)
    alone = {}
    for at, code in enumerate(day.problems, start=1):
        say(len(day.problems) + at, steps)
        alone[code] = _decided(many.match_many(batch.only(code))).sum
    plan = many.sound_day(batch, _decided(many.match_many(batch, fair=True)), **world)
    say(steps, steps)
    scores = batch.by_pair()
    in_the_way = _in_the_way(bare, day.by_hand) if plan.clash else ()
    return Planned(plan, in_the_way, {pair: scores[pair] for pair in plan.pairs}, alone)


def _with(batch: many.Batch, by_hand: Mapping[many.Pair, ByHand]) -> many.Batch:
    apart = [pair for pair, wanted in by_hand.items() if not wanted.must]
    return replace(
        batch, fixed=tuple(pair for pair, wanted in by_hand.items() if wanted.must),
        forbidden=tuple(dict.fromkeys([*batch.forbidden, *apart])),
    )  # fmt: skip


def _in_the_way(batch: many.Batch, by_hand: Mapping[many.Pair, ByHand]) -> tuple[ByHand, ...]:
    """The pairs without which the rules could hold, each of them needed; none where they could not hold anyway.

    Complexity: one plan for each pair.
    """
    if many.match_many(batch).clash:
        return ()
    needed = dict(by_hand)
    for pair in by_hand:
        rest = {one: wanted for one, wanted in needed.items() if one != pair}
        if many.match_many(_with(batch, rest)).clash:
            needed = rest
    return tuple(needed.values())


def _decided(plan: many.Plan) -> many.Plan:
    """An empty plan stands for no answer."""
    if plan.undecided:
        log.warning("day undecided")
        raise Refused(
            _(
                "It could not be decided within a fair time whether these rules can all hold. Choose fewer problems, "
                "or ask for less of the rules, and plan again."
            )
        )
    return plan
