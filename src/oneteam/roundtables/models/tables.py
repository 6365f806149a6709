"""A round table: its agenda, who sits there, and when their time is taken."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.alliance.models import Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import Bi, BiField
from oneteam.base.models import Stateful
from oneteam.problems.models import Problem
from oneteam.walls.models import Walled

from ..enums import Answer, Presence, TableState
from .matching import MatchRun

PAPERS = "minutes:"  # what the files that go with its minutes hang on, with the code of the table

MATERIALS = "materials:"  # what its files to read before hang on, with the code of the table


def table_code() -> str:
    return random_code("RT")


class RoundTable(Walled, Stateful):
    """A table with a fixed date. In the circle of the room."""

    code = models.CharField(max_length=12, unique=True, default=table_code)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    run = models.ForeignKey(MatchRun, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=TableState.choices, default=TableState.FIXED)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = BiField(_("place"), blank=True)
    link = models.URLField(_("video link"), blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # convened it
    sequence = models.PositiveIntegerField(default=0)  # of what is sent to calendars: grows with each change

    class Meta:
        ordering: ClassVar = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:detail", args=[self.code])

    @property
    def papers(self) -> str:
        """What the files that go with its minutes hang on."""
        return f"{PAPERS}{self.code}"

    @property
    def materials(self) -> str:
        """What the files to read before it hang on."""
        return f"{MATERIALS}{self.code}"


class AgendaItem(Walled):
    """One item of the agenda with its minutes. In the circle of the room."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = BiField(_("item"))
    minutes = models.PositiveSmallIntegerField(pgettext_lazy("duration", "minutes"))

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "number"], name="agenda_number_once")
        ]

    def __str__(self) -> str:
        return str(self.title)


class AgendaTemplate(Walled):
    """The agenda with which a new table begins: one row for the alliance. In the circle of the secretariat."""

    THE_ONE: ClassVar = 1  # its key, so that of two who keep the first one the second is refused

    items = models.JSONField(default=list)  # title in both languages, and minutes
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.version)

    def rows(self) -> list[tuple[Bi, int]]:
        return [(Bi.of(item["title"]), item["minutes"]) for item in self.items]


class Attendance(Walled):
    """Somebody expected at the table, and whether they came. In the circle of the room."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="attendance")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    is_expert = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.EXPECTED)
    reason = models.CharField(_("reason of absence"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["table", "person"], name="attends_once")]

    def __str__(self) -> str:
        return str(self.person)


class Booking(Walled):
    """From when to when a table takes somebody's time. In the circle of that one person, who alone knows all of theirs.

    ``holds``: no two that hold overlap. Where another table was first, of which whoever convened this one may know
    nothing, it does not hold.
    """

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    span = DateTimeRangeField()
    holds = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "person"], name="booked_once"),
            ExclusionConstraint(
                name="at_one_table_at_a_time", condition=models.Q(holds=True),
                expressions=[("person", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.table_id} {self.person_id}"
