"""What was decided, what members say to it, and what experts gave."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.alliance.models import Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.problems.models import Problem
from oneteam.walls.models import Walled

from ..enums import DecisionKind, Help, Interest, Review
from .tables import RoundTable


def decision_code() -> str:
    return random_code("D")


class Decision(Walled):
    """One decision a table, with its owner and date. In the circle of the summary."""

    code = models.CharField(max_length=12, unique=True, default=decision_code)
    table = models.OneToOneField(RoundTable, models.PROTECT, related_name="decision")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    kind = models.CharField(
        pgettext_lazy("round table", "decision"), max_length=12, choices=DecisionKind.choices
    )
    text = BiField(_("what was decided"))
    reasons = BiField(_("why"), blank=True)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(pgettext_lazy("date", "by"))
    review_on = models.DateField(_("review on"), null=True, blank=True)
    review_told_on = models.DateField(null=True)  # the last review date of which a mail told
    decided_at = models.DateTimeField(default=timezone.now)
    interest_until = models.DateField(_("answers until"), null=True, blank=True)  # of the members, if asked

    def __str__(self) -> str:
        return str(self.text)


class Dissent(Walled):
    """Who at the table disagreed with its decision, and why. In the circle of the room: it tells who sat there."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.TextField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "person"], name="dissents_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.why}"


class DecisionReview(Walled):
    """What became of a decision when its review date came. In the circle of the decision."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=Review.choices)
    text = BiField(pgettext_lazy("review of a decision", "in words"))
    due_on = models.DateField(
        null=True
    )  # the date that had come; without one it was looked at of one's own accord
    next_on = models.DateField(_("next review"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.text)


class InterestForm(Walled):
    """How far a member would go with a joint task. In a circle of its own, which follows that of the owner's desk:
    its coordinators, the owner and the secretariat, but for whoever competes with the owner or with the member."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="interests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    level = models.CharField(_("interest"), max_length=10, choices=Interest.choices)
    comment = models.TextField(_("comment"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "organisation"], name="interest_once_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.level}"


class Feedback(Walled):
    """How an expert helped at a table, by its owner or its chair. In the circle of the secretariat's own notes."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")  # the expert
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by_owner = models.BooleanField()
    helped = models.PositiveSmallIntegerField(choices=Help.choices)
    text = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "person", "by"], name="feedback_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.helped}"
