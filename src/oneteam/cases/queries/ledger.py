"""The ledger, and what stands beside a problem that is being written."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear

from oneteam import walls
from oneteam.alliance.models import Disclosure, Skill
from oneteam.problems.enums import State
from oneteam.problems.models import Problem
from oneteam.problems.queries import problems

from ..models import LedgerEntry

MOST_COMPARED = 1000


def entries() -> QuerySet[LedgerEntry]:
    """With what they came from, where the reader may see that."""
    return LedgerEntry.objects.select_related("problem", "project", "decision")


def entry(code: str) -> QuerySet[LedgerEntry]:
    return entries().filter(code=code)


def disclosure_of(entry: LedgerEntry) -> Disclosure:
    """Of its thread, which whoever reads the entry need not see: to note the reading, and who may share it."""
    with walls.system("whose entry of the ledger it is"):
        return Disclosure.objects.get(pk=entry.disclosure_id)


def disclosures_of(entries: list[LedgerEntry]) -> dict[int, Disclosure]:
    """By number, for the same."""
    if not entries:
        return {}
    with walls.system("whose entries of the ledger they are"):
        return Disclosure.objects.in_bulk({one.disclosure_id for one in entries})


def found(*, words: str = "", why: str = "", area: str = "", year: str = "") -> QuerySet[LedgerEntry]:
    some = entries()
    for word in words.split():
        some = some.filter(_about(word))
    exact = {"why": why, "area": area, "at__year": year}
    return some.filter(**{name: value for name, value in exact.items() if value})


def _about(word: str) -> Q:
    """In the entry itself, and in what it came from as far as the reader sees that."""
    wanted = Q()
    for place in (
        "title",
        "change",
        "problem__teaser",
        "project__stopped_because",
        "project__lessons",
        "decision__text",
    ):
        wanted |= Q(**{f"{place}__ko__icontains": word}) | Q(**{f"{place}__en__icontains": word})
    return wanted


def years() -> list[int]:
    """Those of which the reader sees an entry."""
    return list(
        LedgerEntry.objects.order_by()
        .annotate(year=ExtractYear("at"))
        .values_list("year", flat=True)
        .distinct()
        .order_by("-year")
    )


def skill_labels(codes: list[str]) -> dict[str, str]:
    return {skill.code: str(skill.label) for skill in Skill.objects.filter(code__in=codes)}


def neighbours_among(problem: Problem) -> tuple[list[LedgerEntry], list[Problem]]:
    """With what a problem is compared: the newest entries and problems that its writer may see, drafts aside."""
    others = entries().exclude(problem=problem, problem__isnull=False)
    earlier = problems().exclude(pk=problem.pk).exclude(state=State.DRAFT)
    return list(others[:MOST_COMPARED]), list(earlier[:MOST_COMPARED])
