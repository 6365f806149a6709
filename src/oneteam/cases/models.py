"""What is learned of a thread: why something ended without a result, and its report in words that everybody understands."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.enums import Level
from oneteam.alliance.models import Disclosure
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.problems.enums import Ending, Why
from oneteam.problems.models import Problem
from oneteam.projects.models import Project
from oneteam.roundtables.models import Decision
from oneteam.walls.models import Walled


def entry_code() -> str:
    return random_code("LE", 8)


class LedgerEntry(Walled):
    """Something that ended without a result.

    In a circle of its own, which follows that of the thread's decision: see ``actions.ledger``. It says no more than what was
    asked for the ledger; the thread it came from is linked where the reader may see that.
    """

    code = models.CharField(max_length=12, unique=True, default=entry_code)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+")
    level = models.CharField(
        max_length=10, choices=Level.choices
    )  # the thread's, for readers who do not see the thread
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=10, choices=Ending.choices)
    title = BiField(_("title"))
    area = models.CharField(_("business area"), max_length=40)
    skills = ArrayField(models.CharField(max_length=40), default=list)
    why = models.CharField(_("why it ended"), max_length=10, choices=Why.choices)
    change = BiField(_("what would have to change"))
    at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)  # with the members, by the owner of the thread

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["-at", "-id"])]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("cases:entry", args=[self.code])


class Words(models.Model):
    """What a person writes for the report of a thread; everything else in it comes from the thread."""

    summary = BiField(_("summary in plain words"), blank=True)
    limits = BiField(_("limits"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class CaseText(Walled, Words):
    """The words of a thread's report as they are now. In the circle of the field."""

    disclosure = models.OneToOneField(Disclosure, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.summary)


class CaseTextVersion(Walled, Words):
    """What stood there after one save. In the circle of the field."""

    text = models.ForeignKey(CaseText, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "number"], name="case_text_version_once")
        ]

    def __str__(self) -> str:
        return str(self.number)
