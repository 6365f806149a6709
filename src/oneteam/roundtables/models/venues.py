"""Rooms, and when they are taken."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.urls import reverse

from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.experts.models import what_and_where
from oneteam.walls.models import Walled


def venue_code() -> str:
    return random_code("RM")


def booking_code() -> str:
    return random_code("RB", 10)


class Venue(Walled):
    """A room in which tables can meet. In the circle of the secretariat, which keeps it; a table copies its name."""

    code = models.CharField(max_length=12, unique=True, default=venue_code)
    name = BiField()
    address = BiField(blank=True)
    capacity = models.PositiveSmallIntegerField()
    equipment = BiField(blank=True)
    offered = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("roundtables:venue", args=[self.code])

    def told(self) -> dict[str, str]:
        """Name and address, by language, as the place of a table."""
        return what_and_where(self.name.as_dict(), self.address.as_dict())


class VenueBooking(Walled):
    """From when to when a room is taken, by a table or by anything else. In the circle of the secretariat.

    Whoever may not see the table reads that the room is taken, as at its door, and as of what a colleague has
    noted without a word. Sealed tables book no room here.
    """

    code = models.CharField(max_length=16, unique=True, default=booking_code)
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="bookings")
    table = models.OneToOneField("RoundTable", models.CASCADE, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)  # where it is no table
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")  # the same
    span = DateTimeRangeField()

    class Meta:
        ordering: ClassVar = ["span"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_use_of_a_room_at_a_time",
                expressions=[("venue", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return self.code
