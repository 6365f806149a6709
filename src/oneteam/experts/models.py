"""Who knows what: the Guru group's profiles, works and engagements."""

from __future__ import annotations

from collections.abc import Mapping
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
from oneteam.base.text import span
from oneteam.walls.models import Walled

from .enums import EngagementKind, Weekday

__all__ = [
    "BlockedPeriod", "Engagement", "EngagementKind", "ExpertProfile", "FieldExperience", "FreeWindow", "Reading", "TextVector", "TwoPeople",
    "Work", "WorkImport",
]  # fmt: skip


def expert_code() -> str:
    return random_code("E")


def work_code() -> str:
    return random_code("W", 8)


def import_code() -> str:
    return random_code("WI", 10)


def experience_code() -> str:
    return random_code("FE", 8)


def window_code() -> str:
    return random_code("FW", 8)


def period_code() -> str:
    return random_code("BP", 8)


def engagement_code() -> str:
    return random_code("EN", 8)


class ExpertProfile(Walled):
    """Circle: the expert and the secretariat; with consent, every member."""

    code = models.CharField(max_length=12, unique=True, default=expert_code)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    department = models.CharField(_("department"), max_length=100, blank=True)
    laboratory = models.CharField(
        _("laboratory"), max_length=100, blank=True
    )  # one spelling in an organisation
    field = BiField(_("field"), blank=True)
    skills = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    quota = models.PositiveSmallIntegerField(_("round tables a quarter"), default=2)
    consented_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # closed
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


class TextVector(Walled):
    """A text of a profile as the encoder reads it, kept under the core's name for it: encoder, language, digest.

    Circle: the expert and the secretariat. A text could be guessed from it.
    """

    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["profile", "key"], name="text_read_once")]

    def __str__(self) -> str:
        return self.key


class Reading(models.Model):
    """When works were last read for the matching, and whether the encoder answered. Open: it says nothing of anybody."""

    encoder = models.CharField(max_length=200, unique=True)  # name and version
    answered = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.encoder


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


def what_and_where(what: Mapping[str, str], place: Mapping[str, str]) -> dict[str, str]:
    told = {
        language: " – ".join(filter(None, (words, place.get(language)))) for language, words in what.items()
    }
    return {language: words for language, words in told.items() if words}


class FieldExperience(Walled):
    """What somebody did outside the laboratory, where and when. Circle: its profile's."""

    code = models.CharField(max_length=16, unique=True, default=experience_code)
    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="experiences")
    what = BiField(_("what"))
    place = BiField(_("where"), blank=True)
    area = models.CharField(_("business area"), max_length=40, blank=True)
    since = models.PositiveSmallIntegerField(_("from"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(_("to"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = [models.F("since").desc(nulls_last=True), "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="experience_in_order"
            )
        ]

    def __str__(self) -> str:
        return str(self.what)

    def told(self) -> dict[str, str]:
        """What and where, by language: what the matching reads."""
        return what_and_where(self.what.as_dict(), self.place.as_dict())


class FreeWindow(Walled):
    """Hours of a weekday in which the expert may come to a table. Circle: the expert and the secretariat."""

    code = models.CharField(max_length=16, unique=True, default=window_code)
    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    class Meta:
        ordering: ClassVar = ["weekday", "starts"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="window_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}–{self.ends:%H:%M}"


class BlockedPeriod(Walled):
    """Days on which the expert cannot come, whatever the windows say. Circle: the expert and the secretariat."""

    code = models.CharField(max_length=16, unique=True, default=period_code)
    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="blocked")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="blocked_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.days

    @property
    def days(self) -> str:
        return span(self.starts_on, self.ends_on)


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

    @property
    def has_ended(self) -> bool:
        """Its last day has come; it stays on the list, because it may have counted until then."""
        return self.until is not None and self.until <= timezone.localdate()


class TwoPeople(Walled):
    """Two profiles that look like one person and are not. Circle: the secretariat."""

    one = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="+")
    other = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="told_apart_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="told_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"
