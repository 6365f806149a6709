"""Rivalries and agreements: what divides and what binds, for the secretariat and the parties."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from ..enums import AgreementKind
from ..models import Agreement, Organisation, Rivalry
from ._common import in_force, not_ended


def rivalries() -> QuerySet[Rivalry]:
    return Rivalry.objects.select_related("one", "other", "set_by").order_by("-starts_on", "-pk")


def rivalries_of(organisation: Organisation) -> QuerySet[Rivalry]:
    return rivalries().filter(Q(one=organisation) | Q(other=organisation))


def agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("organisation", "person")


def agreements_in_force(kind: str, on: dt.date | None = None) -> QuerySet[Agreement]:
    """Between their two days and not ended before their time, as far as whoever acts may know of them."""
    return agreements().filter(in_force(on), not_ended(), kind=kind)


def agreements_of(organisation: Organisation) -> QuerySet[Agreement]:
    return agreements().filter(organisation=organisation)


def agreements_with(person: Any) -> QuerySet[Agreement]:
    return agreements().filter(person=person)


def has_memorandum(organisation: Organisation) -> bool:
    return agreements_in_force(AgreementKind.MOU).filter(organisation=organisation).exists()
