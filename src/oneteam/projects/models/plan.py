"""Milestones and steps of readiness."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.walls.models import Walled

from ..enums import MilestoneState
from .projects import TRL, Project


# Things inside a project have codes too: a number in a sequence would tell what others write elsewhere.
def milestone_code() -> str:
    return random_code("MS", 8)


def step_code() -> str:
    return random_code("TR", 8)


class Milestone(Walled):
    """``planned_on`` is the first date of a milestone that was moved, ``starts_on`` the day on which its work begins.

    ``keeper`` answers for it; without one whoever is responsible for the project does.
    """

    code = models.CharField(max_length=12, unique=True, default=milestone_code)
    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    name = BiField(_("milestone"))
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("due"))
    planned_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=MilestoneState.choices, default=MilestoneState.PLANNED)
    reached_on = models.DateField(null=True, blank=True)
    moved_because = models.CharField(_("reason"), max_length=300, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class TrlRecord(Walled):
    """One step of technology readiness, with its evidence; confirmed by a partner other than the lead."""

    code = models.CharField(max_length=12, unique=True, default=step_code)
    project = models.ForeignKey(Project, models.CASCADE, related_name="trl_records")
    level = models.PositiveSmallIntegerField(_("TRL"), validators=TRL)
    evidence = BiField(_("evidence"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=list, blank=True)  # to the questions of its gate: yes, line
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.CharField(_("what is missing"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["level", "at"]

    def __str__(self) -> str:
        return f"TRL {self.level}"

    @property
    def is_open(self) -> bool:
        """Neither confirmed nor refused yet."""
        return self.confirmed_at is None and self.refused_at is None
