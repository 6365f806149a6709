"""Minutes, their versions, corrections that were suggested, and the editions for members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from oneteam import walls
from oneteam.accounts.models import NAME, Person
from oneteam.problems.models import Problem

from ..enums import SuggestionState
from ..models import (
    Minutes,
    MinutesAgreement,
    MinutesEdition,
    MinutesSuggestion,
    MinutesVersion,
    RoundTable,
)

THREAD = "table__problem__disclosure"


def minutes(table: RoundTable) -> QuerySet[Minutes]:
    return Minutes.objects.filter(table=table).select_related("writer", THREAD, "table__chair")


def minutes_of(table: RoundTable) -> Minutes | None:
    return minutes(table).first()


def lock_minutes(minutes_: Minutes) -> Minutes:
    """As they are now, and held: nobody agrees to them, changes them or answers a suggestion meanwhile."""
    return minutes(minutes_.table).select_for_update(of=("self",)).get()


def agreed_people(minutes: Minutes | None) -> set[int]:
    return set(minutes.agreements.values_list("person_id", flat=True)) if minutes else set()


def agreements(minutes: Minutes) -> QuerySet[MinutesAgreement]:
    return minutes.agreements.select_related("person").order_by("at", "pk")


def silent_minutes(before: datetime) -> QuerySet[Minutes]:
    """Sent before ``before``, not agreed by everybody, and no correction waits for its answer."""
    waiting = Minutes.objects.filter(~Exists(_open(OuterRef("pk"))), agreed_at=None, sent_at__lte=before)
    return waiting.select_related("writer", THREAD, "table__chair")


def files_of_agreed_minutes(files: list[Any]) -> set[int]:
    """The files on which minutes rest that were agreed: nobody may take them away."""
    tables = {file.target.partition(":")[2] for file in files}
    with walls.system("whether agreed minutes rest on a file"):
        agreed = Minutes.objects.filter(table__code__in=tables, agreed_at__isnull=False)
        codes = set(agreed.values_list("table__code", flat=True))
    return {file.pk for file in files if file.target.partition(":")[2] in codes}


def frozen_minutes() -> QuerySet[Minutes]:
    return Minutes.objects.exclude(digest="").select_related("table").order_by("pk")


def versions(minutes: Minutes) -> QuerySet[MinutesVersion]:
    return MinutesVersion.objects.filter(minutes=minutes).select_related("by")


def version_of(minutes: Minutes, number: int) -> MinutesVersion | None:
    return versions(minutes).filter(number=number).first()


def _open(minutes: Any) -> QuerySet[MinutesSuggestion]:
    return MinutesSuggestion.objects.filter(minutes=minutes, state=SuggestionState.OPEN)


def open_suggestions(minutes: Minutes) -> QuerySet[MinutesSuggestion]:
    return _open(minutes.pk)


def suggestions(minutes: Minutes) -> QuerySet[MinutesSuggestion]:
    return MinutesSuggestion.objects.filter(minutes=minutes).select_related("by", "answered_by")


def suggestion(code: str) -> QuerySet[MinutesSuggestion]:
    found = MinutesSuggestion.objects.filter(code=code).select_related("by", "answered_by")
    return found.select_related("minutes__writer", f"minutes__{THREAD}", "minutes__table__chair")


def edition_of(minutes: Minutes) -> MinutesEdition | None:
    return MinutesEdition.objects.filter(minutes=minutes).first()


def edition(code: str) -> QuerySet[MinutesEdition]:
    """As its readers have it, who need not see the minutes."""
    found = MinutesEdition.objects.filter(code=code, published_at__isnull=False)
    return found.select_related("problem__disclosure", "problem__owner")


def edition_on(problem: Problem) -> MinutesEdition | None:
    found = MinutesEdition.objects.filter(problem=problem, published_at__isnull=False)
    return found.only("code", "published_at").order_by("-published_at").first()


def people_by_code(codes: Iterable[str]) -> dict[str, Person]:
    return {one.code: one for one in Person.objects.filter(code__in=set(codes)).only("code", *NAME)}
