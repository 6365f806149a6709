"""Which milestone waits for which."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneteam.walls.models import Walled

from .plan import Milestone


class Dependency(Walled):
    """Finish to start: ``after`` begins once ``before`` is reached. In the circle of the field."""

    before = models.ForeignKey(Milestone, models.CASCADE, related_name="+")
    after = models.ForeignKey(Milestone, models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["before", "after"], name="milestone_waits_once")
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
