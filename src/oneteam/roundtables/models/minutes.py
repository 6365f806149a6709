"""What was said: versions, corrections, the members' edition, and who agreed."""

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
from oneteam.problems.models import Problem
from oneteam.walls.models import Walled

from ..enums import SuggestionState
from .tables import RoundTable


def suggestion_code() -> str:
    return random_code("MS")


def edition_code() -> str:
    return random_code("ME")


class Written(models.Model):
    """What somebody writes into minutes; the rest of them comes from the round table. See ``texts.Texts``."""

    discussion = BiField(pgettext_lazy("minutes", "discussion"), blank=True)  # as a whole
    sections = models.JSONField(default=list)  # by item of the agenda: title and text, each in both languages
    next_meeting = BiField(_("next meeting"), blank=True)

    class Meta:
        abstract = True


class Minutes(Walled, Written):
    """What was said, in the form Korean organisations use. In the circle of the room.

    Agreed minutes do not change any more: the database refuses it, and ``digest`` tells whether it was done.
    """

    table = models.OneToOneField(RoundTable, models.CASCADE, related_name="minutes")
    frozen = models.JSONField(
        null=True
    )  # the whole record as it was sent, then as it was agreed (``record``)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of ``frozen`` from the agreement on
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)  # from here the days of silence count
    agreed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.table_id)


class MinutesVersion(Walled, Written):
    """What stood in the minutes after one save. In the circle of the room."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once")
        ]

    def __str__(self) -> str:
        return str(self.number)


class MinutesSuggestion(Walled):
    """A passage as somebody who was there would have it, and what became of that. In the circle of the room."""

    code = models.CharField(max_length=12, unique=True, default=suggestion_code)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="suggestions")
    passage = models.CharField(max_length=12)  # see ``texts.Texts``
    version = models.PositiveIntegerField()  # of the minutes that were read
    before = BiField()  # the passage in that version
    text = BiField(pgettext_lazy("minutes", "suggested text"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=SuggestionState.choices, default=SuggestionState.OPEN)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)  # why it was declined

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:suggestion", args=[self.code])


class MinutesEdition(Walled):
    """What members read of agreed minutes, where the owner allows it.

    In the circle of the desk while it is prepared; once the owner publishes it, in the circle of the summary.
    """

    code = models.CharField(max_length=12, unique=True, default=edition_code)
    minutes = models.OneToOneField(Minutes, models.CASCADE, related_name="edition")
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    passages = models.JSONField(default=dict)  # of each: what is shown, and the text in its place
    with_names = models.BooleanField(default=False)
    content = models.JSONField(null=True)  # what members read, from publishing on
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:edition", args=[self.code])


class MinutesAgreement(Walled):
    """One person's agreement to the minutes. In the circle of the room."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="agreements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["minutes", "person"], name="agrees_once")]

    def __str__(self) -> str:
        return str(self.person)
