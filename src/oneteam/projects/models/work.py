"""Who does which part of the work, and how much of it was done."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.walls.models import Walled

from ..enums import Changed
from .projects import Partner, Project


def package_code() -> str:
    return random_code("WP", 8)


class WorkPackage(Walled):
    """A part of the work with one partner who leads it; ``partners``: the numbers of those who take part beside."""

    code = models.CharField(max_length=12, unique=True, default=package_code)
    project = models.ForeignKey(Project, models.CASCADE, related_name="packages")
    name = BiField(_("work package"))
    lead = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    partners = ArrayField(models.BigIntegerField(), default=list, blank=True)
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="package_in_order"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class UsedMonth(Walled):
    """Man-months that a partner worked in one month, entered by itself. ``month``: its first day."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="used_months")
    month = models.DateField(_("month"))
    amount = models.DecimalField(_("man-months"), max_digits=6, decimal_places=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partner", "month"], name="used_once_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.amount}"


class Change(Walled):
    """One thing that was agreed and is different now: who changed it, from what to what, and why."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=12, choices=Changed.choices)
    subject = BiField(blank=True)  # the partner or the work package; empty for the project itself
    before = BiField(blank=True)
    after = BiField(blank=True)
    why = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["project", "-at", "-id"])]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.at:%Y-%m-%d}"
