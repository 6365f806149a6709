"""Works from a list: kept as a draft, looked at, and written whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.accounts.forgetting import forgets
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.walls.actions import person_circle

from .. import importing, queries, rules
from ..models import ExpertProfile, Work, WorkImport
from ._common import require, tell
from .indexing import index_soon

KEPT = dt.timedelta(days=7)


@dataclass(frozen=True)
class Sorted:
    """A draft beside the works of the profile. ``mark`` changes as soon as anything it says does."""

    rows: list[importing.Row]
    bad: list[Any]
    mark: str


@transaction.atomic
def draft_import(*, person: Any, profile: ExpertProfile, file_name: str, data: bytes) -> WorkImport:
    """Keep the list as it is, for the one who brought it; the one before is forgotten. Nothing is imported yet."""
    require(rules.may_keep(person, profile))
    text = importing.decode(data)
    WorkImport.objects.filter(profile=profile, by=person).delete()
    return WorkImport.objects.create(
        profile=profile, kind=importing.format_of(text), file_name=file_name[:200], text=text, by=person,
        circle=person_circle(person.pk),
    )  # fmt: skip


def sort_draft(draft: WorkImport) -> Sorted:
    """What importing would do at this moment."""
    reading = importing.read(draft.kind, draft.text)
    if reading.bad:
        return Sorted([], reading.bad, "")
    held = [
        importing.Held(work.code, work.title, work.abstract, work.year, work.link)
        for work in queries.works(draft.profile)
    ]
    rows = importing.sort(reading.works, held, timezone.localdate().year)
    return Sorted(rows, [], importing.mark(rows))


@transaction.atomic
def carry_out_import(*, person: Any, draft: WorkImport, chosen: Collection[str], mark: str) -> int:
    """Write the chosen rows, all or none, if the works are still as they were when the rows were looked at."""
    queries.locked(draft.profile)
    require(rules.may_keep(person, draft.profile))
    if not WorkImport.objects.filter(pk=draft.pk).delete()[0]:
        raise Refused(_("This list was imported already."))
    found = sort_draft(draft)
    if found.bad or found.mark != mark:
        raise Stale(_("The works of this profile have changed meanwhile. Please look at the list again."))
    rows = [row for row in found.rows if str(row.number) in chosen and row.may_be_chosen]
    if not rows:
        raise Invalid(_("No work is chosen. Please tick those to be imported."))
    _write(draft.profile, rows)
    tell(draft.profile, "experts.works_imported", person, {"count": len(rows)})
    index_soon()
    return len(rows)


def _write(profile: ExpertProfile, rows: list[importing.Row]) -> None:
    new = [row.values for row in rows if row.held is None]
    Work.objects.bulk_create(Work(profile=profile, circle=profile.circle, **values) for values in new)
    for row in rows:
        if row.held is not None:
            Work.objects.filter(code=row.held.code, profile=profile).update(**row.values)


def sweep_drafts() -> int:
    """Throw lists away that were read and not imported for a week."""
    with walls.system("lists of works that nobody imported"):
        return WorkImport.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


@forgets
def forget_drafts(person: Any) -> None:
    WorkImport.objects.filter(by=person).delete()
    WorkImport.objects.filter(profile__person=person).delete()
