"""Calendars of people: the address where theirs is read, and when they are busy elsewhere. Knows no concept."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneteam.base.codes import random_code
from oneteam.walls.models import Walled

from .enums import Failure, SourceKind


def feed_code() -> str:
    return random_code("CF", 10)


def source_code() -> str:
    return random_code("CS", 10)


def draft_code() -> str:
    return random_code("CD", 10)


class CalendarFeed(Walled):
    """That somebody's calendar can be read at a secret address. For that one person.

    The address is made from the code and the installation's key (``actions.feed.token_of``): this table alone
    leads to nobody's calendar.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    code = models.CharField(max_length=16, unique=True, default=feed_code)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.code


class BusySource(Walled):
    """A calendar of somebody's own from which it was read when they are busy. For that one person."""

    code = models.CharField(max_length=16, unique=True, default=source_code)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=SourceKind.choices)
    host = models.CharField(max_length=253, blank=True)  # what is shown of the address
    sealed = models.TextField(blank=True)  # the address, enciphered: it opens the whole calendar
    added_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)  # last with success
    busy = models.PositiveIntegerField(default=0)
    left = models.JSONField(default=dict)  # how many events were left out, by ``spans.Left``
    tried_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # one after the other
    failure = models.CharField(max_length=12, choices=Failure.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["next_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(kind=SourceKind.FILE), name="one_calendar_file"
            )
        ]

    def __str__(self) -> str:
        return self.code


class BusyTime(Walled):
    """From when to when somebody is busy, and nothing else. Circle: the person and whoever looks for dates."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    source = models.ForeignKey(BusySource, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["person", "ends_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="busy_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at} {self.ends_at}"


class BusyDraft(Walled):
    """What was read of a file, until its person says that it is right. For that one person."""

    code = models.CharField(max_length=16, unique=True, default=draft_code)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    busy = models.JSONField(default=list)  # pairs of times
    left = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.code
