from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.accounts.actions import create_person
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.walls.actions import person_circle

from .. import importing, queries, rules
from ..enums import ImportKind, Kind, Standing
from ..models import ImportDraft, MembershipPeriod, Organisation
from ._common import office, require_keeper
from .seats import place

KEPT = dt.timedelta(days=7)


@transaction.atomic
def draft_import(*, person: Any, kind: str, file_name: str, data: bytes) -> ImportDraft:
    """Keep the file as it is, so that it is uploaded once; nothing of it is imported yet."""
    require_keeper(person)
    text = importing.decode(data)
    return ImportDraft.objects.create(
        kind=kind, file_name=file_name[:200], text=text, by=person, circle=person_circle(person.pk)
    )


def dry_run(*, person: Any, draft: ImportDraft) -> importing.Plan:
    """What importing would do at this moment."""
    return importing.plan(draft.kind, draft.text, _world(person))


@transaction.atomic
def carry_out(*, person: Any, draft: ImportDraft, tell: bool = False) -> int:
    """Write everything or nothing. With ``tell`` each new person gets a mail on how to sign in.

    The list itself is not kept: it holds names, and what it said stands in its own rows now.
    """
    require_keeper(person)
    if not ImportDraft.objects.filter(pk=draft.pk, imported_at__isnull=True).update(
        imported_at=timezone.now(), text=""
    ):
        raise Refused(_("This file was imported already."))
    plan = dry_run(person=person, draft=draft)
    if plan.bad:
        raise Invalid(
            _("Nothing was imported: the file still has bad rows. Please correct them and upload it again.")
        )
    write = _write_organisations if draft.kind == ImportKind.ORGANISATIONS else _write_people
    overtaken = Stale(
        _("Somebody has just entered one of these. Nothing was imported: please read the list again first.")
    )
    with or_else(overtaken):
        written = write(plan.rows, tell)
    data = {"count": written, "file": draft.file_name}
    record(
        verb=f"alliance.{draft.kind}_imported", actor=person, circle=office(), target=draft.code, data=data
    )
    return written


def sweep_drafts() -> int:
    """Throw lists away that were read and not imported for a week."""
    with walls.system("lists that nobody imported"):
        old = ImportDraft.objects.filter(at__lt=timezone.now() - KEPT, imported_at__isnull=True)
        return old.delete()[0]


def _world(person: Any) -> importing.World:
    organisations = dict[str, Any]()
    for row in Organisation.objects.all():
        names = (*row.name.as_dict().values(), *row.short.as_dict().values(), row.code)
        organisations |= {
            name.casefold(): row for name in names if name and name.casefold() not in organisations
        }
    held = queries.seats()
    return importing.World(
        organisations=organisations,
        people={somebody.email: somebody for somebody in get_user_model().objects.all()},
        seats=frozenset(held.values_list("person__email", "organisation_id", "role")),
        may_give=cache(lambda role, organisation: rules.may_give_role(person, role, organisation)),
    )


def _write_organisations(rows: list[dict[str, Any]], tell: bool) -> int:
    """Those with a day of joining are members; the others candidates."""
    made = Organisation.objects.bulk_create(
        Organisation(
            kind=row["kind"],
            name=Bi(row["name_ko"], row["name_en"]),
            short=Bi(row["short_ko"], row["short_en"]),
            sector=row["sector"],
            group=queries.group_as_kept(row["group"]),
            standing=Standing.ACTIVE if row["joined_on"] else Standing.CANDIDATE,
        )
        for row in rows
    )
    MembershipPeriod.objects.bulk_create(
        MembershipPeriod(organisation=organisation, starts_on=row["joined_on"])
        for organisation, row in zip(made, rows, strict=True)
        if row["joined_on"] and row["kind"] != Kind.STARTUP  # a start-up is no member
    )
    return len(made)


def _write_people(rows: list[dict[str, Any]], tell: bool) -> int:
    known = {somebody.email: somebody for somebody in get_user_model().objects.all()}
    for row in rows:
        holder = known.get(row["email"])
        if holder is None:
            values = {key: row[key] for key in ("name", "name_en", "title")}
            holder = known[row["email"]] = create_person(email=row["email"], **values)
            if tell:
                send(kind="alliance.welcomed", to=holder, data={"organisation": row["organisation"].code})
        place(holder, row["organisation"], row["role"], row["department"], row["starts_on"])
    return len(rows)
