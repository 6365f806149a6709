"""What may go wrong, and who sees to it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.walls.models import Walled

from .projects import Project

THREE = [MinValueValidator(1), MaxValueValidator(3)]


def risk_code() -> str:
    return random_code("RK", 8)


class Risk(Walled):
    code = models.CharField(max_length=12, unique=True, default=risk_code)
    project = models.ForeignKey(Project, models.CASCADE, related_name="risks")
    what = BiField(_("risk"))
    probability = models.PositiveSmallIntegerField(_("probability"), validators=THREE)
    impact = models.PositiveSmallIntegerField(_("impact"), validators=THREE)
    measure = BiField(_("measure"), blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_on = models.DateField(pgettext_lazy("risk", "closed"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.what)
