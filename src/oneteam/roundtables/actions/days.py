"""A round-table day: planned as one, and turned into a list for each problem that a person has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Invalid, OneTeamError, Refused, require
from oneteam.longjobs import actions as longjobs
from oneteam.longjobs.kinds import Say
from oneteam.longjobs.models import LongJob
from oneteam.problems.models import Problem
from oneteam.walls.actions import person_circle

from .. import matching, planning, queries, rules
from ..enums import PLAN_DAY, Change
from ..matching import Parameters
from ..models import DayPlace, DayPlan, DayProblem
from ..planning import ByHand
from .runs import choose


def begin_day(
    *, person: Any, codes: Iterable[str], parameters: Parameters, before: str, by_hand: Sequence[ByHand] = ()
) -> LongJob:
    """As a long job. Who cannot be fixed where they were fixed by hand, and why, is told here alone: jobs are kept."""
    require(rules.may_plan_day(person))
    if sentences := list(_unfit(queries.open_to_match(codes), by_hand)):
        raise Invalid(" ".join(sentences))
    arguments = {
        "codes": list(codes), "parameters": parameters.kept(), "before": before,
        "by_hand": [asdict(pair) for pair in by_hand],
    }  # fmt: skip
    return longjobs.ask(person=person, kind=PLAN_DAY, arguments=arguments)


def _unfit(problems: Iterable[Problem], by_hand: Iterable[ByHand]) -> Iterator[str]:
    fixed = [pair for pair in by_hand if pair.must]
    sentence = _("%(problem)s: %(who)s cannot sit there: %(reason)s Name somebody else, or empty the row.")
    for problem in problems:
        codes = [pair.expert for pair in fixed if pair.problem == problem.code]
        reasons = matching.unfit(problem, codes, timezone.localdate()) if codes else {}
        people = (
            {profile.code: profile.person for profile in queries.experts_by_code(reasons)} if reasons else {}
        )
        for code, reason in reasons.items():
            yield sentence % {"problem": problem.title, "who": people[code].name, "reason": reason}


def plan_day(
    *,
    person: Any,
    codes: Iterable[str],
    parameters: Parameters,
    before: str,
    say: Say,
    by_hand: Sequence[ByHand] = (),
) -> DayPlan:
    """Match all of these problems at once. The computing is done between two transactions, so that it can be seen."""
    with walls.acting_as(person):
        require(rules.may_plan_day(person))
        problems = list(queries.open_to_match(codes))
        if not problems:
            raise Refused(_("None of these problems is open to be matched any more. Please choose again."))
        old = queries.day(before).first() if before else None
        day = planning.read_day(problems, parameters, old, by_hand, timezone.localdate())
        if any(_unfit(problems, day.by_hand.values())):
            raise Refused(planning.cannot_sit())
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
        parameters=day.parameters.kept() | {"by_hand": _told(day, planned)}, kept=bool(day.before),
        total=plan.sum, bound=total.bound if total else 0,
        floor=plan.floor, floor_bound=floor.bound if floor else 0,
        clash=[clash.rule for clash in plan.clash],
    )  # fmt: skip
    if plan.clash:
        return kept
    rows = _problems(kept, day, planned)
    DayPlace.objects.bulk_create(_places(rows, day, planned))
    return kept


def _told(day: planning.Day, planned: planning.Planned) -> list[dict[str, Any]]:
    pairs = day.by_hand.values()
    return [asdict(pair) | {"in_the_way": pair in planned.in_the_way} for pair in pairs]


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

    Each in a transaction of its own; what cannot be made is told by the problem's code. Of one plan a problem has
    one list: what was made before a worker died, or before somebody stopped it, is not made again.
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
        row = queries.lock_day_problem(plan, code)
        if row is not None and row.run_id is not None:
            return
        if row is None or not queries.open_to_match([code]).exists():
            raise Refused(_("None of these problems is open to be matched any more. Please choose again."))
        seated = [place.expert_code for place in row.places.all() if place.change != Change.REMOVED]
        parameters = replace(Parameters.of(row.plan.parameters), common_slot=False)
        apart = [pair["expert"] for pair in row.plan.by_hand if pair["problem"] == code and not pair["must"]]
        row.run = choose(person=person, problem=row.problem, codes=seated, apart=apart, parameters=parameters)
        if row.run.unmet:
            raise Refused(_("Something has changed since this match. Run it again and send the new list."))
        row.save(update_fields=["run"])
