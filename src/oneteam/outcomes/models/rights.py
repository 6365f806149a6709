"""Whose a result of a project is: who contributed what to it, and the shares that follow."""

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
from oneteam.projects.models import Project
from oneteam.walls.models import Walled

from ..enums import ContributionKind, ResultKind


def result_code() -> str:
    return random_code("RS", 8)


def contribution_code() -> str:
    return random_code("CN", 8)


def division_code() -> str:
    return random_code("DV", 8)


class Result(Walled):
    """An invention, software or data that a project made. In the circle of the project."""

    code = models.CharField(max_length=12, unique=True, default=result_code)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=ResultKind.choices)
    title = BiField(_("title"))
    what = BiField(_("what it is"))
    on = models.DateField(_("disclosed on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("outcomes:result", args=[self.code])


class Contribution(Walled):
    """What one person of a partner did for a result. It counts once every partner has confirmed it that was one then."""

    code = models.CharField(max_length=12, unique=True, default=contribution_code)
    result = models.ForeignKey(Result, models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=ContributionKind.choices)
    what = BiField(_("what they did"))
    asked = ArrayField(models.BigIntegerField(), default=list)  # numbers of the other partners at that time
    confirmed = ArrayField(models.BigIntegerField(), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "person", "kind"], name="contribution_once")
        ]

    def __str__(self) -> str:
        return str(self.what)


class Division(Walled):
    """Shares that were agreed by hand. They hold once everybody that was asked has confirmed them, also who has left."""

    code = models.CharField(max_length=12, unique=True, default=division_code)
    result = models.ForeignKey(Result, models.CASCADE, related_name="divisions")
    shares = models.JSONField()  # by the number of the organisation: {"3": "62.5"}
    reason = BiField(_("reason"))
    asked = ArrayField(models.BigIntegerField(), default=list)
    confirmed = ArrayField(models.BigIntegerField(), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.code

    @property
    def holds(self) -> bool:
        return set(self.asked) <= set(self.confirmed)
