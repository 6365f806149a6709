"""Round-table days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from oneteam.alliance.enums import Level
from oneteam.experts import queries as experts
from oneteam.problems.models import Problem
from oneteam.walls.models import inside as inside_of

from ..enums import Change, RunState
from ..models import (
    Candidate,
    DayPlace,
    DayPlan,
    DayProblem,
    DaySession,
    DayTimetable,
    MatchRun,
)
from ..rules import IN_MATCHING
from .grounds import when_free


def open_to_match(codes: Iterable[str] | None = None) -> QuerySet[Problem]:
    """Accepted, no list at the owner, and not sealed; those whose secretariat's notes whoever acts may read."""
    waiting = MatchRun.objects.filter(problem=OuterRef("pk"), state=RunState.SENT)
    found = Problem.objects.filter(inside_of("disclosure__private"), ~Exists(waiting), state__in=IN_MATCHING)
    found = found.exclude(disclosure__level=Level.SEALED).select_related(
        "disclosure__private", "owner", "brief"
    )
    return (found if codes is None else found.filter(code__in=list(codes))).order_by("pk")


def left_out(problems: Iterable[Problem]) -> dict[str, set[str]]:
    """Whom the owner struck, and whom the newest list left out by hand, by the number of each problem."""
    numbers = [problem.pk for problem in problems]
    newest = MatchRun.objects.filter(problem__in=numbers).order_by("problem_id", "-created_at", "-pk")
    by_hand = newest.distinct("problem_id").values_list("problem__code", "parameters__excluded")
    found = {code: set(people or ()) for code, people in by_hand}
    struck = Candidate.objects.filter(run__problem__in=numbers, struck=True)
    for code, person in struck.values_list("run__problem__code", "expert_code"):
        found[code].add(person)
    return found


def still_left_out(problem: Problem, and_also: Iterable[str], but: Iterable[str]) -> tuple[str, ...]:
    """Those of them who could be proposed today, but for people who are chosen by hand."""
    codes = (left_out([problem]).get(problem.code, set()) | set(and_also)) - set(but)
    found = experts.matched_profiles().filter(code__in=codes) if codes else ()
    return tuple(profile.code for profile in found)


def inside_notes(codes: Iterable[str]) -> dict[str, Problem]:
    """Problems whose secretariat's notes whoever acts may read."""
    found = Problem.objects.filter(inside_of("disclosure__private"), code__in=set(codes))
    return {problem.code: problem for problem in found.select_related("disclosure")}


def days() -> QuerySet[DayPlan]:
    return DayPlan.objects.select_related("by")


def day(code: str) -> QuerySet[DayPlan]:
    return days().filter(code=code)


def day_problems(plan: DayPlan) -> QuerySet[DayProblem]:
    """Who gets least comes first; of problems that were closed to the reader meanwhile nothing."""
    found = DayProblem.objects.filter(plan=plan)
    places = DayPlace.objects.select_related("person", "organisation")
    return found.select_related("problem__disclosure", "problem__owner", "run").prefetch_related(
        Prefetch("places", places)
    )


def places_with_hours(plan: DayPlan) -> dict[int, list[DayPlace]]:
    """Whom the plan has at each problem, by its number, with hours, blocked days and busy times."""
    found: dict[int, list[DayPlace]] = defaultdict(list)
    rows = DayPlace.objects.filter(at__plan=plan).exclude(change=Change.REMOVED)
    for row in rows.select_related("person", "organisation", "at").annotate(**when_free("expert")):
        found[row.at.problem_id].append(row)
    return found


def timetables() -> QuerySet[DayTimetable]:
    return DayTimetable.objects.select_related("plan", "by")


def timetables_of(plan: DayPlan) -> QuerySet[DayTimetable]:
    return timetables().filter(plan=plan)


def sessions(timetable: DayTimetable) -> QuerySet[DaySession]:
    """By time and room; of problems that were closed to the reader meanwhile nothing."""
    found = DaySession.objects.filter(timetable=timetable)
    return found.select_related("problem__disclosure", "problem__owner", "venue", "table")


def lock_sessions(timetable: DayTimetable) -> list[DaySession]:
    """Until the end of the transaction nobody else moves or publishes them."""
    return list(sessions(timetable).select_for_update(of=("self",)))


def lock_day_problem(plan: str, code: str) -> DayProblem | None:
    """Until the end of the transaction nobody else makes a list of it."""
    found = DayProblem.objects.filter(plan__code=plan, problem__code=code).select_for_update(of=("self",))
    return found.select_related("plan", "problem__disclosure").prefetch_related("places").first()


def pairs_of(plan: DayPlan) -> list[tuple[str, str]]:
    """A plan's problems and people as the core calls them."""
    places = DayPlace.objects.filter(at__plan=plan).exclude(change=Change.REMOVED)
    rows = places.order_by("pk").values_list("at__problem__code", "expert")
    return [(code, str(number)) for code, number in rows]
