"""Work that takes longer than a page may, and how far it is. Knows no concept."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from oneteam.base.codes import random_code
from oneteam.base.errors import OneTeamError
from oneteam.base.fields import Bi
from oneteam.walls.models import Walled

from .enums import OPEN, JobState


def job_code() -> str:
    return random_code("J", 10)


class LongJob(Walled):
    """One piece of work that somebody asked for. In the circle of that one person."""

    code = models.CharField(max_length=16, unique=True, default=job_code)
    kind = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    arguments = models.JSONField(default=dict)  # codes and numbers only
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0: not known yet
    stop_asked = models.BooleanField(default=False)
    runs = models.PositiveIntegerField(
        default=0
    )  # how often a worker began it: an older run says nothing more
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)  # codes and numbers only
    failure = models.TextField(blank=True)  # the msgid of one sentence; without one, the fault is ours
    failure_words = models.JSONField(default=dict)  # what fills its gaps

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "kind"], condition=models.Q(state__in=OPEN), name="one_open_job_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("longjobs:job", args=[self.code])

    @property
    def why(self) -> str:
        """Why it failed, in the reader's language."""
        words = {
            key: Bi.of(word) if isinstance(word, dict) else word for key, word in self.failure_words.items()
        }
        return str(OneTeamError(gettext(self.failure), **words)) if self.failure else ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
