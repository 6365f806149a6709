"""The text of the non-disclosure agreement in its versions, and how people came to sign it."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.models import Agreement
from oneteam.base.codes import random_code
from oneteam.base.fields import Bi, BiField
from oneteam.walls.models import Walled

from .enums import CopyState


def signing_code() -> str:
    return random_code("SG", 10)


def copy_code() -> str:
    return random_code("SC", 8)


def digest_of(body: Bi) -> str:
    """SHA-256 of the Korean text, a line break and the English text."""
    return hashlib.sha256(f"{body.ko}\n{body.en}".encode()).hexdigest()


class Text(models.Model):
    """One version of what is signed. Never changed: a change is a new version."""

    version = models.PositiveIntegerField(unique=True)
    body = BiField(_("text"))
    years = models.PositiveSmallIntegerField(
        _("valid for how many years?"), default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-version"]

    def __str__(self) -> str:
        return str(self.version)


class Signing(Walled):
    """Somebody asked for the mail with which one version is signed, and signed by it. In the circle of the
    secretariat and that person; of the link's secret only the hash is kept."""

    code = models.CharField(max_length=16, unique=True, default=signing_code)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.ForeignKey(Text, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)  # as it was typed
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)  # by a newer mail
    signed_at = models.DateTimeField(null=True, blank=True)
    address = models.CharField(max_length=45, blank=True)  # IP, from which it was confirmed
    digest = models.CharField(max_length=64, blank=True)  # of the text as it was shown
    agreement = models.OneToOneField(Agreement, models.PROTECT, null=True, blank=True, related_name="signing")

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("nda:signing", args=[self.code])


class SignedCopy(Walled):
    """A signed PDF that waits for an officer. In the circle of the secretariat and that person."""

    code = models.CharField(max_length=12, unique=True, default=copy_code)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=CopyState.choices, default=CopyState.WAITING)
    sent_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # of not taking it
    agreement = models.OneToOneField(Agreement, models.PROTECT, null=True, blank=True, related_name="copy")

    class Meta:
        ordering: ClassVar = ["sent_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state=CopyState.WAITING), name="one_copy_waits"
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("nda:copy", args=[self.code])

    @property
    def target(self) -> str:
        """What its file hangs on."""
        return f"nda:{self.code}"


class EndTold(Walled):
    """That the person and the secretariat were told of an agreement's end. In the circle of the agreement."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="end_told")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.agreement_id)
