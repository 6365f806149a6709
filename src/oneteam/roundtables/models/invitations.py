"""What an expert sees of a table before, and who is asked instead."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.walls.models import Walled

from ..enums import Answer
from .matching import Candidate
from .tables import Attendance, RoundTable


def replacement_code() -> str:
    return random_code("RP")


class TableInvitation(Walled):
    """What an invited expert sees before an NDA: date, place and why. In the circle of that one person.

    The owner and the secretariat read the answer in the attendance, in the circle of the room.
    """

    attendance = models.OneToOneField(Attendance, models.CASCADE, related_name="invitation")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.CharField(max_length=20)
    table_code = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = BiField(blank=True)
    why = models.JSONField(default=dict)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)  # of declining
    sequence = models.PositiveIntegerField(default=0)  # the table's, which the invited may not see
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.table_code


class Replacement(Walled):
    """Somebody proposed to the owner for the seat of an expert who declined. In the circle of the owner's desk."""

    code = models.CharField(max_length=12, unique=True, default=replacement_code)
    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Attendance, models.CASCADE, related_name="+")  # of whoever declined
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["seat"], condition=models.Q(answered_at=None), name="replacement_asked_once"
            )
        ]

    def __str__(self) -> str:
        return self.code
