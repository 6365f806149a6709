"""A round-table day: all open problems matched at once, so that each gets as good a panel as can be had for all.

Read under the keys of whoever plans, computed with no transaction open, and kept by an action.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.errors import Refused
from oneteam.longjobs.kinds import Say
from oneteam.problems.models import Problem
from oneteam_core import matching as core
from oneteam_core.matching import batch as many

from . import queries
from .facts import Experts, known_experts, own_experience, tables_sat_at, text_of, told_threads
from .matching import Parameters, answered, library_of, rules_of
from .models import DayPlan

log = logging.getLogger("oneteam.roundtables")

ALGORITHM = "day-1"


@dataclass(frozen=True)
class Day:
    """All that a plan rests on. Problems and people are called by their codes and numbers."""

    problems: dict[str, Problem]
    experts: Experts
    candidates: tuple[core.Candidate, ...]
    tables: dict[many.Pair, tuple[core.FieldRecord, ...]]  # tables of which that problem's owner may know
    apart: tuple[many.Pair, ...]  # whom the officer left out or the owner struck at that problem
    parameters: Parameters
    before: tuple[many.Pair, ...]  # the old plan, to be kept as far as possible
    library: core.Library  # read under the keys of whoever plans, as the vectors of works are
    on: date


@dataclass(frozen=True)
class Planned:
    plan: many.Plan
    scores: dict[many.Pair, float]
    alone: dict[str, float]


def read_day(problems: Sequence[Problem], parameters: Parameters, before: DayPlan | None, on: date) -> Day:
    experts = known_experts({problem.code: problem.code for problem in problems}, on)
    candidates = tuple(experts.candidate(profile, own_experience(profile)) for profile in experts.profiles)
    return Day(
        problems={problem.code: problem for problem in problems}, experts=experts,
        candidates=candidates, library=library_of(experts.profiles, candidates),
        tables=_tables(problems, experts), apart=tuple(_apart(problems, experts)), parameters=parameters,
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
    batch = many.batch_of(
        **world, library=library, forbidden=day.apart, step=lambda done: say(done, steps),
        keep=many.Keep(pairs=day.before, fewest=True) if day.before else None,
    )  # fmt: skip
    alone = {}
    for at, code in enumerate(day.problems, start=1):
        say(len(day.problems) + at, steps)
        alone[code] = _decided(many.match_many(batch.only(code))).sum
    plan = many.sound_day(batch, _decided(many.match_many(batch, fair=True)), **world)
    say(steps, steps)
    scores = batch.by_pair()
    return Planned(plan, {pair: scores[pair] for pair in plan.pairs}, alone)


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
