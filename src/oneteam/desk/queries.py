from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from oneteam.alliance import queries as organisations
from oneteam.alliance.models import Alliance, Organisation
from oneteam.base.models import one_or_none
from oneteam.dataregister.models import Item
from oneteam.problems.models import Problem, Scoping
from oneteam.problems.queries import filtered, problems
from oneteam.projects.models import Application, Effect, Project
from oneteam.projects.queries import about as projects_about
from oneteam.roundtables.models import Decision, MatchRun, RoundTable


def problems_of(owners: Iterable[int]) -> QuerySet[Problem]:
    return problems().filter(owner__in=list(owners))[:6]


def newest_problems() -> QuerySet[Problem]:
    return problems()[:6]


def alliance() -> Alliance | None:
    return one_or_none(Alliance.objects.all())


def organisations_found(words: str, *, candidates: bool) -> QuerySet[Organisation]:
    """``candidates``: also those who are no member yet or no more, for the secretariat."""
    shown = organisations.organisations() if candidates else organisations.shown_organisations()
    return organisations.matching(shown, words)[:10]


def problems_found(words: str) -> QuerySet[Problem]:
    return filtered(words=words)[:20]


def projects_found(words: str) -> QuerySet[Project]:
    return Project.objects.filter(projects_about(words)).select_related("lead")[:10]


# --- the thread: one statement a station ----------------------------------------------------------


def thread_problem(code: str) -> QuerySet[Problem]:
    return problems().filter(code=code).select_related("brief")


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
    return found.annotate(table_code=Subquery(table)).prefetch_related("dissents__person", "reviews")


def projects(problem: Problem) -> QuerySet[Any]:
    """With what their registers of data list."""
    items = Item.objects.filter(project=OuterRef("pk")).order_by("created_at", "pk")
    data = ArraySubquery(items.values(row=JSONObject(code="code", name="name", state="state", tier="tier")))
    reached = Count("milestones", filter=Q(milestones__state="reached"))
    return (
        Project.objects.filter(problem=problem)
        .select_related("lead", "responsible")
        .annotate(milestone_count=Count("milestones"), reached_count=reached, data=data)
        .order_by("created_at")
    )


def applications(problem: Problem) -> QuerySet[Application]:
    sites = Application.objects.filter(project__problem=problem)
    return sites.select_related("organisation", "confirmed_by", "project")


def effects(problem: Problem) -> QuerySet[Effect]:
    return (
        Effect.objects.filter(problem=problem)
        .select_related("verifier", "verifier_of")
        .order_by("created_at")
    )
