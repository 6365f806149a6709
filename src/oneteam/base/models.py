from typing import TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)


def one_or_none(rows: "models.QuerySet[Row]") -> Row | None:
    """The one row of a query that can find no more, for pages that are opened often.

    ``first()`` would order it, and Django hashes every column of every joined table to order a query.
    """
    return next(iter(rows.order_by()[:1]), None)


class Stateful(models.Model):
    """Something with a life cycle (see ``base.workflow``) and a version against lost edits."""

    state_at = models.DateTimeField(default=timezone.now)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Heartbeat(models.Model):
    """When a worker was last alive; ``/readyz`` reads it."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()
