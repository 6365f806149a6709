"""Who knows what: the Guru group's profiles, works and engagements."""

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
from oneteam.walls.models import Walled


def expert_code() -> str:
    return random_code("E")


def work_code() -> str:
    return random_code("W", 8)


def import_code() -> str:
    return random_code("WI", 10)


def engagement_code() -> str:
    return random_code("EN", 8)


class EngagementKind(models.TextChoices):
    EMPLOYED = "employed", _("employed")
    SPONSORED = "sponsored", _("sponsored research")
    ADVISORY = "advisory", _("advisory")
    EQUITY = "equity", _("equity")


class ExpertProfile(Walled):
    """Circle: the expert and the secretariat; with consent, every member."""

    code = models.CharField(max_length=12, unique=True, default=expert_code)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    department = models.CharField(_("department"), max_length=100, blank=True)
    field = BiField(_("field"), blank=True)
    skills = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    quota = models.PositiveSmallIntegerField(_("round tables a quarter"), default=2)
    field_experience = BiField(_("field experience"), blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return reverse("experts:detail", args=[self.code])


class Work(Walled):
    """A paper, patent or report. Circle: its profile's."""

    code = models.CharField(max_length=16, unique=True, default=work_code)
    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="works")
    title = BiField(_("title"))
    abstract = BiField(_("abstract"), blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    link = models.URLField(_("link"), blank=True)

    class Meta:
        ordering: ClassVar = ["-year", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class WorkImport(Walled):
    """A list of works as it was brought, until it is imported: any process can go on with it. For its bringer alone."""

    code = models.CharField(max_length=16, unique=True, default=import_code)
    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    file_name = models.CharField(max_length=200)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.file_name


class Engagement(Walled):
    """A tie to an organisation that may make a conflict. Circle: the expert and the secretariat."""

    code = models.CharField(max_length=16, unique=True, default=engagement_code)
    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="engagements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=EngagementKind.choices)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organisation}"
