"""The plan in time: milestones with what they wait for, of one project or of all that the reader sees."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from ..models import Dependency, Milestone, Project
from .projects import milestones


def planned_milestones(project: Project) -> QuerySet[Milestone]:
    """With whoever answers for each."""
    return milestones(project).select_related("keeper")


def dependencies(project: Project) -> list[tuple[int, int]]:
    """Pairs of milestones: the second waits for the first."""
    found = Dependency.objects.filter(before__project=project).order_by("pk")
    return list(found.values_list("before_id", "after_id"))


def milestones_of(projects: Iterable[Project]) -> QuerySet[Milestone]:
    """Of several projects, as their marks are drawn."""
    return Milestone.objects.filter(project__in=[one.pk for one in projects]).order_by(
        "project", "due_on", "pk"
    )
