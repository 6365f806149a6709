"""What happened, who read what, and what is to be mailed. Knows no concept: things are named by codes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.walls.models import Walled


class Entry(Walled):
    """One thing done, told in words by the app that registered the verb."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    thread = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["thread", "-at"]), models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"


class Reading(Walled):
    """Somebody opened something that stands above the alliance level."""

    at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    thread = models.CharField(max_length=20)
    what = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["thread", "-at"])]

    def __str__(self) -> str:
        return f"{self.what} {self.thread}"


class AuditLine(Walled):
    """One link of the chain: each line's hash covers the line before it. Holds no content."""

    at = models.DateTimeField()
    actor_number = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=64, blank=True)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk} {self.verb}"


class AuditHead(Walled):
    """How long the chain is and how it ends: one row, sealed with the installation's key, which no table holds."""

    count = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.count} {self.digest[:12]}"


class MailState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    WITHHELD = "withheld", _("withheld")
    FAILED = "failed", _("failed")


class Mail(Walled):
    """The outbox: written with the change, rendered under the recipient's keys when it is delivered."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(blank=True)  # for those who are no person yet: the invited
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)  # codes and numbers only; the text is found at delivery
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)  # why the last attempt failed, for the operator

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return self.message_id

    @property
    def sent_to(self) -> str:
        return self.recipient.email if self.recipient is not None else self.address
