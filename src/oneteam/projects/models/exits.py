"""A partner that left a project."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.base.fields import BiField
from oneteam.walls.models import Walled

from .projects import Partner


class Exit(Walled):
    """Why and when a partner left, and what of it stays behind."""

    partner = models.OneToOneField(Partner, models.CASCADE, related_name="exit")
    on = models.DateField(_("left on"))
    reason = BiField(_("reason"))
    data_kept = BiField(_("data that stay"), blank=True)
    results_kept = BiField(_("results that stay"), blank=True)
    rights_kept = BiField(_("rights that stay"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.partner}"
