"""The role matrix: parts, work packages, man-months, and what changed of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from ..models import Change, Partner, Project, UsedMonth, WorkPackage
from .projects import all_partners


def parts(project: Project) -> QuerySet[Any]:
    """Every partner, with those who left, and ``used`` man-months."""
    sums = (
        UsedMonth.objects.filter(partner=OuterRef("pk"))
        .order_by()
        .values("partner")
        .annotate(n=Sum("amount"))
    )
    used = Coalesce(Subquery(sums.values("n")), Decimal(0), output_field=DecimalField())
    of_project = all_partners().filter(project=project).select_related("responsible")
    found: QuerySet[Any] = of_project.annotate(used=used)
    return found


def packages(project: Project) -> QuerySet[WorkPackage]:
    return WorkPackage.objects.filter(project=project).select_related("lead__organisation")


def used_months(partner: Partner) -> QuerySet[UsedMonth]:
    return UsedMonth.objects.filter(partner=partner).select_related("by")


def changes(project: Project) -> QuerySet[Change]:
    return Change.objects.filter(project=project).select_related("by")
