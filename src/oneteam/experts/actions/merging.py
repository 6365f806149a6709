"""One person under two addresses: two profiles become one, or are noted as two people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.workflow import save_version
from oneteam.journal.outbox import send
from oneteam.journal.verbs import named
from oneteam.walls.actions import shared_circle
from oneteam.walls.models import Circle

from .. import free, importing, queries, rules
from ..enums import EngagementKind
from ..models import (
    BlockedPeriod,
    Engagement,
    ExpertProfile,
    FieldExperience,
    FreeWindow,
    TwoPeople,
    Work,
    WorkImport,
)
from ._common import own, require, tell
from .indexing import forget_vectors, index_soon


@transaction.atomic
def merge(*, person: Any, kept: ExpertProfile, closed: ExpertProfile, versions: dict[str, int]) -> None:
    """What ``closed`` holds goes to ``kept``; its person keeps the account. ``versions``: by code, as they were seen.

    Shown to members afterwards only if both were: who agreed for one has not agreed for the works of the other.
    For the same reason no owner's waiver goes along: it opens a problem to one account, which a merge must not do.
    What either account has sat at, is promised to or was said of counts for ``kept`` from now on.
    """
    _require_two(person, kept, closed)
    shown = kept.consented_at if closed.consented_at else None
    gained = _gained(kept, closed)
    changes = {
        kept.pk: gained | {"consented_at": shown},
        closed.pk: {"consented_at": None, "merged_into": kept},
    }
    for profile in (kept, closed):
        save_version(profile, versions.get(profile.code, 0), **changes[profile.pk])
    with walls.system("who sees merged profiles"):
        hidden = [closed.circle_id] if shown else [closed.circle_id, kept.circle_id]
        Circle.objects.filter(pk__in=hidden).update(readers=["secretariat"])
    _move_works(kept, closed)
    _move_experience(kept, closed)
    _move_engagements(kept, closed)
    _unite_hours(kept, closed)
    ExpertProfile.objects.filter(merged_into=closed).update(merged_into=kept)
    WorkImport.objects.filter(profile=closed).delete()
    for profile in (kept, closed):
        forget_vectors(profile)
    for profile in (kept, closed):
        tell(
            profile,
            "experts.merged",
            person,
            {"name": named(closed.person), "kept": kept.code, "closed": closed.code},
        )
        send(kind="experts.merged", to=profile.person, data={"kept": kept.code})


@transaction.atomic
def tell_apart(*, person: Any, one: ExpertProfile, other: ExpertProfile) -> None:
    """Two different people: the pair is not offered again."""
    _require_two(person, one, other)
    first, second = sorted((one, other), key=lambda profile: profile.pk)
    with or_else(Refused(_("Somebody has noted this already."))):
        TwoPeople.objects.create(one=first, other=second, by=person, circle=shared_circle("secretariat"))
    tell(first, "experts.told_apart", person, {"one": first.code, "other": second.code})


def _require_two(person: Any, one: ExpertProfile, other: ExpertProfile) -> None:
    if not rules.may_merge(person):
        raise Refused(_("Only the secretariat may do this."))
    for profile in sorted((one, other), key=lambda row: row.pk):  # two officers never wait for each other
        queries.locked(profile)
        require(rules.may_keep(person, profile))
    if one == other:
        raise Refused(_("Please choose two different profiles."))


def _gained(kept: ExpertProfile, closed: ExpertProfile) -> dict[str, Any]:
    """Skills and languages of both; a text only where the kept profile has none."""
    lists = {
        name: list(dict.fromkeys([*getattr(kept, name), *getattr(closed, name)]))
        for name in ("skills", "languages")
    }
    texts = {"field": Bi(kept.field.ko or closed.field.ko, kept.field.en or closed.field.en)}
    if kept.organisation_id == closed.organisation_id:
        texts |= {name: getattr(kept, name) or getattr(closed, name) for name in ("department", "laboratory")}
    return lists | texts


def _move_works(kept: ExpertProfile, closed: ExpertProfile) -> None:
    """Those that the kept profile has already are not kept twice."""
    known = {name for work in queries.works(kept) for name in _names_of(work)}
    for work in queries.works(closed):
        if known & _names_of(work):
            work.delete()
    Work.objects.filter(profile=closed).update(profile=kept, circle=kept.circle)


def _names_of(work: Work) -> set[str]:
    return importing.names_of(work.title, work.link)


def _move_experience(kept: ExpertProfile, closed: ExpertProfile) -> None:
    known = {key for row in queries.experiences(kept) for key in importing.names_of(row.what, "")}
    for row in queries.experiences(closed):
        if known & importing.names_of(row.what, ""):
            row.delete()
    FieldExperience.objects.filter(profile=closed).update(profile=kept, circle=kept.circle)
    index_soon()


def _move_engagements(kept: ExpertProfile, closed: ExpertProfile) -> None:
    """No tie is lost, for it may make a conflict: the later end counts, and another employer becomes a tie."""
    there = {(tie.organisation_id, tie.kind): tie for tie in queries.engagements(kept)}
    for tie in queries.engagements(closed):
        same = there.get((tie.organisation_id, tie.kind))
        if same is None:
            tie.profile, tie.circle = kept, own(kept)
            tie.save()
            continue
        same.until = _later(same.until, tie.until)
        same.save()
        tie.delete()
    present = {kept.organisation_id, *(home.pk for home in queries.employers(kept.person))}
    for home in {closed.organisation, *queries.employers(closed.person)}:
        if home.pk not in present and (home.pk, EngagementKind.EMPLOYED) not in there:
            Engagement.objects.create(
                profile=kept, circle=own(kept), organisation=home, kind=EngagementKind.EMPLOYED
            )


def _unite_hours(kept: ExpertProfile, closed: ExpertProfile) -> None:
    """The hours of both, and the blocked days of both; what overlaps is one."""
    both = {"profile__in": (kept, closed)}
    windows, periods = FreeWindow.objects.filter(**both), BlockedPeriod.objects.filter(**both)
    hours = free.joined(windows.values_list("weekday", "starts", "ends"))
    days = free.joined_days(periods.values_list("starts_on", "ends_on"))
    windows.delete()
    periods.delete()
    given = {"profile": kept, "circle": own(kept)}
    FreeWindow.objects.bulk_create(
        FreeWindow(weekday=weekday, starts=starts, ends=ends, **given) for weekday, starts, ends in hours
    )
    BlockedPeriod.objects.bulk_create(
        BlockedPeriod(starts_on=first, ends_on=last, **given) for first, last in days
    )


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    """No date: it has no end."""
    return max(one, other) if one and other else None
