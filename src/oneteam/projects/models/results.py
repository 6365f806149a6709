"""What a project promised: objectives, and deliverables that another partner accepts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.walls.models import Walled

from ..enums import DeliverableState
from .projects import Partner, Project
from .work import WorkPackage


def objective_code() -> str:
    return random_code("OB", 8)


def deliverable_code() -> str:
    return random_code("DL", 8)


class Objective(Walled):
    code = models.CharField(max_length=12, unique=True, default=objective_code)
    project = models.ForeignKey(Project, models.CASCADE, related_name="objectives")
    text = BiField(_("objective"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.text)


class Deliverable(Walled, Stateful):
    """``partner`` delivers it; a partner other than that accepts it. ``said``: what the latter last answered."""

    code = models.CharField(max_length=12, unique=True, default=deliverable_code)
    project = models.ForeignKey(Project, models.CASCADE, related_name="deliverables")
    package = models.ForeignKey(WorkPackage, models.PROTECT, null=True, blank=True, related_name="+")
    name = BiField(_("deliverable"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    due_on = models.DateField(_("due"))
    state = models.CharField(max_length=9, choices=DeliverableState.choices, default=DeliverableState.PLANNED)
    delivered_on = models.DateField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def target(self) -> str:
        """What its evidence hangs on."""
        return f"deliverable:{self.code}"
