"""The way of a project through the levels of readiness."""

from __future__ import annotations

from django.db.models import QuerySet

from ..models import Project, TrlRecord, TrlReturn


def open_steps(project: Project) -> QuerySet[TrlRecord]:
    """Evidence that waits for a partner."""
    return TrlRecord.objects.filter(project=project, confirmed_at=None, refused_at=None)


def returns(project: Project) -> QuerySet[TrlReturn]:
    return TrlReturn.objects.filter(project=project).select_related("by")
