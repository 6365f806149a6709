"""What is to be published of a project, and what its partners say to it first."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.models import Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.projects.models import Project
from oneteam.walls.models import Walled

from ..enums import PublicationKind, PublicationState
from .rights import Result


def publication_code() -> str:
    return random_code("PB", 8)


class Publication(Walled, Stateful):
    """A paper, talk, … of one partner. In the circle of the project, as is the file of its draft."""

    code = models.CharField(max_length=12, unique=True, default=publication_code)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=PublicationKind.choices)
    title = BiField(_("title"))
    where = models.CharField(_("where"), max_length=150, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=PublicationState.choices, default=PublicationState.DRAFT)
    round = models.PositiveSmallIntegerField(default=0)  # how often it was sent to the partners
    sent_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)  # of the review, with the delays that were asked for
    reminded_of = models.DateField(null=True)  # the end of which the partners were reminded
    silent = ArrayField(models.BigIntegerField(), default=list)  # who had not agreed when it was cleared
    public_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("outcomes:publication", args=[self.code])

    @property
    def target(self) -> str:
        return f"publication:{self.code}"


class Concerned(Walled):
    """A result that a publication tells of."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="concerns")
    result = models.ForeignKey(Result, models.CASCADE, related_name="publications")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "result"], name="concerned_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.result_id}"


class Answer(Walled):
    """What a partner said to a draft: that it may be published, or by how many days it asks to wait, and why."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="answers")
    round = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(default=0)  # 0: it agrees
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.organisation_id}"
