from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneteam.base.codes import random_code
from oneteam.walls.models import Walled

FILE = "file:"  # with its code: what the read log notes of a file


def file_code() -> str:
    return random_code("F", 10)


class Attachment(Walled):
    """A file that hangs on something. Stored outside the web root under its code, never under its name."""

    code = models.CharField(max_length=16, unique=True, default=file_code)
    thread = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=40)  # what it hangs on: "brief:P-7KQ2XM", "minutes:RT-…"
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)  # the type found by content
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    confidential = models.BooleanField(default=False)  # a download is recorded in the read log
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["target"])]

    def __str__(self) -> str:
        return self.name
