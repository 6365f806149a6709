"""What everybody may know."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ..enums import COUNTED
from ..models import Effect

LEAST_ORGANISATIONS = 3


LARGEST_SHARE = 0.8


_CASE = (
    "code", "metric", "unit", "better", "baseline", "baseline_n", "baseline_how", "method", "state", "claimed", "claimed_n", "claimed_on",
    "comparison", "saving", "reading", "rechecks",
    "verified_at", "verifier_id", "verifier_of__name", "verifier_of__short",
    "problem__code", "problem__title", "problem__owner__kind", "problem__owner__name", "problem__owner__short",
)  # fmt: skip


def _released() -> QuerySet[Effect]:
    """No evidence, no count."""
    return Effect.objects.filter(
        state__in=COUNTED,
        evidenced=True,
        shared_at__isnull=False,
        disclosure__released_at__isnull=False,
    )


def released_effects() -> QuerySet[Effect]:
    """Verified and released, newest first, with what a visitor reads of each."""
    shown = _released().select_related("problem__owner", "verifier_of").only(*_CASE)
    return shown.order_by("-verified_at", "-pk")


def released_totals() -> list[dict[str, Any]]:
    """Totals of released effects: only of three or more organisations of which none has over 80 %."""
    rows = _released().order_by().values_list("disclosure__owner_id", "disclosure__owner__group")
    owners = Counter(group or number for number, group in rows)
    total = sum(owners.values())
    if len(owners) < LEAST_ORGANISATIONS or max(owners.values()) > LARGEST_SHARE * total:
        return []
    return [
        {"title": _("Verified effects in the field"), "value": total, "note": ""},
        {"title": _("Organisations with a verified effect"), "value": len(owners), "note": ""},
    ]
