"""What leads said of their projects, and what moved in a week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Sum, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from oneteam.journal.models import Entry

from ..models import Effect, ProgressWord, Project

IMPORTED = "projects.plan_imported"


def progress(project: Project) -> QuerySet[ProgressWord]:
    """Newest first."""
    return ProgressWord.objects.filter(project=project).select_related("by")


def progress_by(person: Any) -> QuerySet[ProgressWord]:
    return ProgressWord.objects.filter(by=person)


def entries_of_week(monday: date, verbs: Iterable[str]) -> QuerySet[Entry]:
    """What was done in the seven days from ``monday``, as far as the reader may know it; newest first."""
    first = timezone.make_aware(datetime.combine(monday, time.min))
    found = Entry.objects.filter(verb__in=list(verbs), at__gte=first, at__lt=first + timedelta(days=7))
    found = found.exclude(verb=IMPORTED, data__moved=0)  # such a plan only grew
    return found.select_related("actor").order_by("-at", "-pk")


def counted(entries: QuerySet[Entry]) -> dict[str, int]:
    """How much was done, by verb: of a plan from a file what it moved, else each entry is one."""
    moved = Cast(KeyTextTransform("moved", "data"), IntegerField())
    each = Case(When(verb=IMPORTED, then=moved), default=1)
    return dict(entries.order_by().values("verb").annotate(n=Sum(each)).values_list("verb", "n"))


def projects_told_of(codes: Iterable[str]) -> dict[str, Project]:
    """By what an entry is about: the code of a project, or of an effect of one."""
    codes = set(codes)
    effects = dict(Effect.objects.filter(code__in=codes).values_list("code", "project_code"))
    wanted = codes | set(effects.values())
    found = {one.code: one for one in Project.objects.filter(code__in=wanted).only("code", "title", "state")}
    return found | {code: found[project] for code, project in effects.items() if project in found}
