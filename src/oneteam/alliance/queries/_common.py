"""What several rooms ask alike: what holds today."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone


def not_ended(prefix: str = "") -> Q:
    now = timezone.now()
    return Q(**{f"{prefix}ended_at__isnull": True}) | Q(**{f"{prefix}ended_at__gt": now})


def in_force(today: dt.date | None = None) -> Q:
    """For rivalries and agreements alike: between their two days."""
    today = today or timezone.localdate()
    return Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
