"""A step back in technology readiness."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.base.fields import BiField
from oneteam.walls.models import Walled

from .projects import TRL, Project


class TrlReturn(Walled):
    """The project went back to an earlier level, and why. In the circle of the field."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    from_level = models.PositiveSmallIntegerField(validators=TRL)
    level = models.PositiveSmallIntegerField(_("TRL"), validators=TRL)
    reason = BiField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"TRL {self.from_level} → {self.level}"
