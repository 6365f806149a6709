"""Many problems matched at once, and laid out in one day."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from oneteam.alliance.models import Organisation
from oneteam.base.codes import random_code
from oneteam.experts.models import ExpertProfile
from oneteam.problems.models import Problem
from oneteam.walls.models import Walled

from ..enums import Change
from .matching import MatchRun, stood_in_for


def day_code() -> str:
    return random_code("DP")


def timetable_code() -> str:
    return random_code("DT")


class DayPlan(Walled):
    """All open problems matched at once, as far as one officer may see them. In the circle of that officer.

    Sealed problems are never among them: who sits there changes nothing at the others.
    """

    code = models.CharField(max_length=12, unique=True, default=day_code)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    algorithm = models.CharField(max_length=60)
    encoder = models.CharField(max_length=200, blank=True)
    parameters = models.JSONField(default=dict)
    kept = models.BooleanField(default=False)  # as much as possible of the plan before
    total = models.FloatField(default=0)
    bound = models.FloatField(default=0)  # no plan above this floor has a larger sum
    floor = models.FloatField(default=0)
    floor_bound = models.FloatField(default=0)
    clash = models.JSONField(default=list)  # rules that cannot all hold, as codes of the core

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:day", args=[self.code])

    @property
    def stands_in_for(self) -> str:
        return stood_in_for(self.encoder)

    @property
    def by_hand(self) -> list[dict[str, Any]]:
        """Pairs of codes with what must be of them, and whether they were in the way."""
        return list(self.parameters.get("by_hand", []))

    @property
    def is_proven(self) -> bool:
        return self.total == self.bound and self.floor == self.floor_bound


class DayProblem(Walled):
    """One problem of a plan. In the circle of the secretariat's own notes on it."""

    plan = models.ForeignKey(DayPlan, models.CASCADE, related_name="problems")
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    total = models.FloatField()
    alone = models.FloatField()  # what it would get if no other problem were matched
    run = models.ForeignKey(MatchRun, models.SET_NULL, null=True, related_name="+")  # the list made of it

    class Meta:
        ordering: ClassVar = ["total", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "problem"], name="problem_once_a_plan")
        ]

    def __str__(self) -> str:
        return str(self.problem_id)


class DayPlace(Walled):
    """One expert at one problem of a plan. In the circle of its problem's row."""

    at = models.ForeignKey(DayProblem, models.CASCADE, related_name="places")
    expert = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    expert_code = models.CharField(max_length=12)
    score = models.FloatField()
    change = models.CharField(max_length=8, choices=Change.choices)  # against the plan before

    class Meta:
        ordering: ClassVar = ["-score", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["at", "expert"], name="place_once_a_problem")
        ]

    def __str__(self) -> str:
        return str(self.expert_code)


class DayTimetable(Walled):
    """The sessions of a day laid out from a plan: when, in which rooms, and who chairs in each. In the plan's circle."""

    code = models.CharField(max_length=12, unique=True, default=timetable_code)
    plan = models.ForeignKey(DayPlan, models.CASCADE, related_name="timetables")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    on = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    minutes = models.PositiveSmallIntegerField()  # of each session
    pause = models.PositiveSmallIntegerField()  # minutes between two sessions
    most = models.PositiveSmallIntegerField()  # tables of one expert on that day
    chairs = models.JSONField(default=dict)  # the number of whoever chairs, by that of the room
    proven = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:timetable", args=[self.code])


class DaySession(Walled):
    """One table of a day and where it is to stand. In the circle of the secretariat's own notes on its problem."""

    timetable = models.ForeignKey(DayTimetable, models.CASCADE, related_name="sessions")
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(null=True)  # nothing: there is no place for it
    venue = models.ForeignKey("Venue", models.SET_NULL, null=True, related_name="+")
    told = models.JSONField(default=dict)  # why not sooner, where else, or what clashes; see ``keeping``
    table = models.ForeignKey(
        "RoundTable", models.SET_NULL, null=True, related_name="+"
    )  # once it is published

    class Meta:
        ordering: ClassVar = ["starts_at", "venue", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["timetable", "problem"], name="problem_once_a_timetable")
        ]

    def __str__(self) -> str:
        return str(self.problem_id)
