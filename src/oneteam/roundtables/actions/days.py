"""A round-table day: planned as one, and turned into a list for each problem that a person has chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import OneTeamError, Refused, require
from oneteam.longjobs.kinds import Say
from oneteam.walls.actions import person_circle

from .. import planning, queries, rules
from ..enums import Change
from ..matching import Parameters
from ..models import DayPlace, DayPlan, DayProblem
from .runs import choose


def plan_day(*, person: Any, codes: Iterable[str], parameters: Parameters, before: str, say: Say) -> DayPlan:
    """Match all of these problems at once. The computing is done between two transactions, so that it can be seen."""
    with walls.acting_as(person):
        require(rules.may_plan_day(person))
        problems = list(queries.open_to_match(codes))
        if not problems:
            raise Refused(_("None of these problems is open to be matched any more. Please choose again."))
        old = queries.day(before).first() if before else None
        day = planning.read_day(problems, parameters, old, timezone.localdate())
    planned = planning.solve(day, say)
    with walls.acting_as(person):
        return _keep(person, day, planned)


@transaction.atomic
def _keep(person: Any, day: planning.Day, planned: planning.Planned) -> DayPlan:
    """Under the keys of whoever asked: of a problem that is closed to them meanwhile nothing is kept."""
    plan = planned.plan
    total, floor = plan.certificate, plan.floor_certificate
    kept = DayPlan.objects.create(
        by=person, circle=person_circle(person.pk), algorithm=planning.ALGORITHM, encoder=plan.encoder,
        parameters=day.parameters.kept(), kept=bool(day.before),
        total=plan.sum, bound=total.bound if total else 0,
        floor=plan.floor, floor_bound=floor.bound if floor else 0,
        clash=[clash.rule for clash in plan.clash],
    )  # fmt: skip
    if plan.clash:
        return kept
    rows = _problems(kept, day, planned)
    DayPlace.objects.bulk_create(_places(rows, day, planned))
    return kept


def _problems(kept: DayPlan, day: planning.Day, planned: planning.Planned) -> dict[str, DayProblem]:
    totals = dict.fromkeys(day.problems, 0.0)
    for (code, _person), score in planned.scores.items():
        totals[code] += score
    still = {problem.code: problem for problem in queries.open_to_match(day.problems)}
    rows = {
        code: DayProblem(
            plan=kept, problem=problem, circle=problem.disclosure.private,
            total=round(totals[code], 6), alone=planned.alone[code],
        )
        for code, problem in still.items()
    }  # fmt: skip
    DayProblem.objects.bulk_create(rows.values())
    return rows


def _places(rows: dict[str, DayProblem], day: planning.Day, planned: planning.Planned) -> Iterable[DayPlace]:
    profiles = {str(profile.pk): profile for profile in day.experts.profiles}
    before = set(day.before)
    changes = {
        pair: Change.ADDED if before and pair not in before else Change.SAME for pair in planned.scores
    }
    changes |= dict.fromkeys(before - planned.scores.keys(), Change.REMOVED)
    for (code, number), change in changes.items():
        if code in rows and number in profiles:
            profile = profiles[number]
            yield DayPlace(
                at=rows[code], circle_id=rows[code].circle_id, expert=profile, expert_code=profile.code,
                person=profile.person, organisation=profile.organisation, change=change,
                score=planned.scores.get((code, number), 0),
            )  # fmt: skip


def make_lists(*, person: Any, plan: str, codes: Iterable[str], say: Say) -> dict[str, list[str]]:
    """A match run for each chosen problem, with the people of the plan fixed: from there on as always.

    Each in a transaction of its own; what cannot be made is told by the problem's code.
    """
    made: dict[str, list[str]] = {"made": [], "refused": []}
    wanted = list(dict.fromkeys(codes))
    for at, code in enumerate(wanted):
        say(at, len(wanted))
        try:
            _make_list(person, plan, code)
        except OneTeamError:
            made["refused"].append(code)
        else:
            made["made"].append(code)
    say(len(wanted), len(wanted))
    return made


def _make_list(person: Any, plan: str, code: str) -> None:
    with walls.acting_as(person), transaction.atomic():
        row = queries.day_problem(plan, code)
        if row is None or not queries.open_to_match([code]).exists():
            raise Refused(_("None of these problems is open to be matched any more. Please choose again."))
        seated = [place.expert_code for place in row.places.all() if place.change != Change.REMOVED]
        parameters = replace(Parameters.of(row.plan.parameters), common_slot=False)
        row.run = choose(person=person, problem=row.problem, codes=seated, parameters=parameters)
        if row.run.unmet:
            raise Refused(_("Something has changed since this match. Run it again and send the new list."))
        row.save(update_fields=["run"])
