"""How a project stands, in its lead's words."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.walls.models import Walled

from ..enums import ProgressState
from .projects import Project


class ProgressWord(Walled):
    """Said once a month; none is changed or taken back. In the circle of the field."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    on = models.DateField(default=timezone.localdate)
    state = models.CharField(_("state"), max_length=8, choices=ProgressState.choices)
    line = models.CharField(_("in one line"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["project", "-on"], name="word_of_a_project")]

    def __str__(self) -> str:
        return self.line
