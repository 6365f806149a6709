"""Problems without a date, and what was found for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from oneteam.problems.enums import State
from oneteam.problems.models import Problem
from oneteam.walls.models import inside as inside_of

from ..models import DateFound, DateSearch


def without_date(codes: Iterable[str] | None = None) -> QuerySet[Problem]:
    """Problems whose panel is agreed and whose table has no date, the one that waits longest first."""
    agreed = Problem.objects.filter(inside_of("disclosure__room"), state=State.AGREED)
    found = agreed.select_related("disclosure__room", "disclosure__desk", "owner").order_by("state_at", "pk")
    return found if codes is None else found.filter(code__in=list(codes))


def date_searches() -> QuerySet[DateSearch]:
    """The reader's own, the newest first."""
    return DateSearch.objects.select_related("by")


def dates_found(search: DateSearch) -> QuerySet[DateFound]:
    return DateFound.objects.filter(search=search).select_related("problem__disclosure", "problem__owner")
