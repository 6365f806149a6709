from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from oneteam.alliance import queries as organisations
from oneteam.alliance.models import Alliance, Organisation
from oneteam.base.models import one_or_none
from oneteam.dataregister.models import Item
from oneteam.outcomes.enums import OutcomeState
from oneteam.outcomes.models import Outcome
from oneteam.outcomes.queries import outcomes
from oneteam.problems.models import Problem
from oneteam.problems.queries import filtered, problems
from oneteam.projects.models import Project
from oneteam.projects.queries import about as projects_about


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


def outcomes_of(projects: list[Project]) -> QuerySet[Outcome]:
    """What came out of them, project by project, with its evidence; without what was taken back."""
    found = outcomes().filter(project__in=projects).exclude(state=OutcomeState.TAKEN_BACK)
    return found.order_by("project__created_at", "project", "on", "pk")


def data_of(projects: list[Project]) -> QuerySet[Item]:
    """What their registers of data list, project by project."""
    found = Item.objects.filter(project__in=projects).select_related("project")
    return found.order_by("project__created_at", "project", "created_at", "pk")
