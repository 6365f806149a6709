from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from oneteam.alliance.models import Alliance, MembershipPeriod, Organisation
from oneteam.problems.models import Problem, Scoping
from oneteam.projects.models import Application, Effect, Project
from oneteam.roundtables.models import Decision, MatchRun, RoundTable


def problems_of(owners: Iterable[int]) -> QuerySet[Problem]:
    return Problem.objects.filter(owner__in=list(owners)).select_related("owner", "disclosure")[:6]


def newest_problems() -> QuerySet[Problem]:
    return Problem.objects.select_related("owner", "disclosure")[:6]


def alliance() -> Alliance | None:
    return Alliance.objects.first()


def members() -> QuerySet[MembershipPeriod]:
    """The membership periods in force of active members, oldest first, with their organisations."""
    periods = MembershipPeriod.objects.filter(ends_on=None, organisation__standing="active")
    return periods.exclude(organisation__kind="startup").select_related("organisation")


def organisations_found(words: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(name__icontains=words)[:10]


def problems_found(words: str) -> QuerySet[Problem]:
    matches = Q(code__iexact=words) | Q(title__icontains=words)
    return Problem.objects.filter(matches).select_related("owner", "disclosure")[:20]


def projects_found(words: str) -> QuerySet[Project]:
    return Project.objects.filter(Q(code__iexact=words) | Q(title__icontains=words)).select_related("lead")[
        :10
    ]


# --- the thread: one statement a station ----------------------------------------------------------


def thread_problem(code: str) -> QuerySet[Problem]:
    return Problem.objects.filter(code=code).select_related("disclosure", "owner", "brief")


def scopings(problem: Problem) -> QuerySet[Scoping]:
    return Scoping.objects.filter(problem=problem).select_related("scoper")


def runs(problem: Problem) -> QuerySet[Any]:
    chosen = Count("candidates", filter=Q(candidates__chosen=True, candidates__struck=False))
    return MatchRun.objects.filter(problem=problem).annotate(chosen=chosen).order_by("created_at")


def tables(problem: Problem) -> QuerySet[Any]:
    present = Count("attendance", filter=Q(attendance__presence="present"))
    return (
        RoundTable.objects.filter(problem=problem)
        .select_related("chair", "minutes")
        .annotate(expected=Count("attendance"), present=present)
        .order_by("starts_at")
    )


def decisions(problem: Problem) -> QuerySet[Any]:
    """With the table's code where the reader may see the table."""
    table = RoundTable.objects.filter(pk=OuterRef("table")).values("code")
    found = Decision.objects.filter(problem=problem).select_related("responsible").order_by("decided_at")
    return found.annotate(table_code=Subquery(table))


def projects(problem: Problem) -> QuerySet[Any]:
    reached = Count("milestones", filter=Q(milestones__state="reached"))
    return (
        Project.objects.filter(problem=problem)
        .select_related("lead", "responsible")
        .annotate(milestone_count=Count("milestones"), reached_count=reached)
        .order_by("created_at")
    )


def applications(problem: Problem) -> QuerySet[Application]:
    sites = Application.objects.filter(project__problem=problem)
    return sites.select_related("organisation", "confirmed_by", "project")


def effects(problem: Problem) -> QuerySet[Effect]:
    return Effect.objects.filter(problem=problem).select_related("verifier").order_by("created_at")
