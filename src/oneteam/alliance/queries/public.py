"""The alliance and its organisations, as everybody may know them."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, F, Func, IntegerField, Min, Q, QuerySet, Value
from django.utils import timezone

from ..enums import Kind, Standing
from ..models import Alliance, MembershipPeriod, Organisation, Skill
from ._common import in_force, not_ended


def alliance() -> Alliance | None:
    return Alliance.objects.order_by("pk").first()


def alliance_name() -> str:
    found = alliance()
    return str(found.name) if found else ""


_KINDS = Func(
    Value([kind.value for kind in Kind], output_field=ArrayField(CharField())), F("kind"),
    function="array_position", output_field=IntegerField(),
)  # fmt: skip


def organisations() -> QuerySet[Organisation]:
    """All of them, candidates and those who left included, with the day they joined and their people."""
    held = Q(seats__starts_on__lte=timezone.localdate()) & not_ended("seats__")
    return Organisation.objects.annotate(
        joined_on=Min("periods__starts_on"),
        people_count=Count("seats__person", filter=held, distinct=True),
    ).order_by(_KINDS, "pk")


def members() -> QuerySet[Organisation]:
    """Who is a member today, in the order of joining within each kind: public."""
    today = timezone.localdate()
    return (
        Organisation.objects.filter(
            standing=Standing.ACTIVE, kind__in=[Kind.INDUSTRY, Kind.ACADEMIA, Kind.RESEARCH]
        )
        .filter(_period(today))
        .annotate(joined_on=Min("periods__starts_on"))
        .order_by(_KINDS, "joined_on", "pk")
    )


def _period(today: dt.date) -> Q:
    return Q(pk__in=MembershipPeriod.objects.filter(in_force(today)).values("organisation"))


def startups() -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind=Kind.STARTUP, standing=Standing.ACTIVE)


def shown_organisations() -> QuerySet[Organisation]:
    """What everybody may know of: members and start-ups of today."""
    return organisations().filter(Q(pk__in=members().values("pk")) | Q(pk__in=startups().values("pk")))


def matching(rows: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    fields = ("name__ko", "name__en", "short__ko", "short__en", "sector", "group")
    wanted = Q()
    for field in fields:
        wanted |= Q(**{f"{field}__icontains": words})
    return rows.filter(wanted)


def affiliates(organisation: Organisation, *, shown_only: bool = False) -> QuerySet[Organisation]:
    """``shown_only``: those that everybody may know of."""
    if not organisation.group:
        return Organisation.objects.none()
    rows = shown_organisations() if shown_only else Organisation.objects.all()
    return rows.filter(group=organisation.group).exclude(pk=organisation.pk)


def periods(organisation: Organisation) -> QuerySet[MembershipPeriod]:
    return organisation.periods.all()


def skills(kind: str = "") -> QuerySet[Skill]:
    return Skill.objects.filter(kind=kind) if kind else Skill.objects.all()


def areas() -> QuerySet[Skill]:
    return skills("area")
