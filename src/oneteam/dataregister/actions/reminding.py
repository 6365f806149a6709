"""Data that are in use past their agreed end."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from oneteam import walls
from oneteam.journal.outbox import send

from .. import queries
from ..models import Item


@transaction.atomic
def remind() -> int:
    """The responsible person gets one letter for each end that has passed. Answers how many."""
    with walls.system("data past their agreed end"):
        found = list(
            queries.to_be_told(timezone.localdate())
            .select_related("responsible")
            .select_for_update(of=("self",))
        )
        Item.objects.filter(pk__in=[item.pk for item in found]).update(told_of=F("ends_on"))
    for item in found:
        send(kind="dataregister.overdue", to=item.responsible, data={"item": item.code})
    return len(found)
