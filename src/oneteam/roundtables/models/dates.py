"""Times of which a panel is asked, and dates that were sought."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from oneteam.base.codes import random_code
from oneteam.problems.models import Problem
from oneteam.walls.models import Walled


def question_code() -> str:
    return random_code("DQ")


def search_code() -> str:
    return random_code("DS")


class DateQuestion(Walled):
    """Times that the secretariat asks about before a date is fixed. In the circle of the owner's desk."""

    code = models.CharField(max_length=12, unique=True, default=question_code)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    starts = models.JSONField(default=list)  # as ISO times with their zone
    minutes = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.code


class DateAnswer(Walled):
    """At which of them somebody can come. In the circle of the owner's desk."""

    question = models.ForeignKey(DateQuestion, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_expert = models.BooleanField()
    starts = models.JSONField(null=True)  # those that suit; nothing: not answered yet

    class Meta:
        ordering: ClassVar = ["-is_expert", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "person"], name="asked_once_a_question")
        ]

    def __str__(self) -> str:
        return str(self.person)


class DateLetter(Walled):
    """What somebody asked about times sees of it, which may be before an NDA. In the circle of that one person."""

    answer = models.OneToOneField(DateAnswer, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.CharField(max_length=20)
    starts = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField()
    chosen = models.JSONField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.person)


class DateSearch(Walled):
    """Dates sought for many tables at once, as a long job. In the circle of whoever asked."""

    code = models.CharField(max_length=12, unique=True, default=search_code)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    minutes = models.PositiveSmallIntegerField()
    experts = models.PositiveSmallIntegerField()  # of each panel at least
    last = models.DateField()
    room = models.BooleanField()
    proven = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:found_dates", args=[self.code])


class DateFound(Walled):
    """What was found for one problem. In the circle of the owner's desk, and of a search that is one person's."""

    search = models.ForeignKey(DateSearch, models.CASCADE, related_name="found")
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    told = models.JSONField(default=dict)  # the date, others and what clashes; see ``keeping``

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["search", "problem"], name="problem_once_a_search")
        ]

    def __str__(self) -> str:
        return str(self.problem_id)
