"""What somebody took on."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.walls.models import Walled

from ..enums import ActionState, Strike
from .tables import RoundTable


def action_code() -> str:
    return random_code("T")


class ActionItem(Walled, Stateful):
    """What somebody took on. In the circle of the room; so are the files that show it."""

    code = models.CharField(max_length=12, unique=True, default=action_code)
    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="action_items")
    what = BiField(_("what"))
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(pgettext_lazy("date", "by"))
    state = models.CharField(max_length=9, choices=ActionState.choices, default=ActionState.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    evidence = models.TextField(_("what came of it"), blank=True)
    lacking = models.TextField(_("what is still missing"), blank=True)  # of the one who sent it back

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.what)

    def get_absolute_url(self) -> str:
        return reverse("roundtables:item", args=[self.code])

    @property
    def evidence_target(self) -> str:
        return f"action:{self.code}"


class ActionReminder(Walled):
    """A clock that has struck for something to do, with the date it was counted from. In the circle of the room."""

    item = models.ForeignKey(ActionItem, models.CASCADE, related_name="reminders")
    clock = models.CharField(max_length=12, choices=Strike.choices)
    due_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "clock", "due_on"], name="clock_strikes_once")
        ]

    def __str__(self) -> str:
        return self.clock
