"""What changed at the site, measured and verified."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.models import Disclosure, Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.files.models import Attachment
from oneteam.problems.enums import Better
from oneteam.problems.models import Problem
from oneteam.walls.models import Walled

from ..enums import PROVEN, EffectState, MeasuredBy, MeasuredPart, Method, Reading
from .sites import Application


def effect_code() -> str:
    return random_code("X")


def recheck_code() -> str:
    return random_code("RC", 8)


def measurement_code() -> str:
    return random_code("ME", 8)


class Effect(Walled, Stateful):
    """What changed in the field, by one measure.

    In the circle of the field until it is verified, then of the effect: nobody else reads an unproven figure.
    """

    code = models.CharField(max_length=12, unique=True, default=effect_code)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.CASCADE, null=True, related_name="effects")
    project_code = models.CharField(max_length=12)  # for readers of the effect who do not see the project
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+")
    metric = BiField(_("measure"))
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    better = models.CharField(_("direction"), max_length=6, choices=Better.choices)
    reading = models.CharField(
        _("what the figure is"), max_length=6, choices=Reading.choices, default=Reading.FIGURE
    )
    baseline = models.DecimalField(_("before"), max_digits=14, decimal_places=4)
    baseline_n = models.PositiveIntegerField(_("sample before"), null=True, blank=True)
    baseline_spread = models.DecimalField(
        _("spread before"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(_("measured before on"))
    baseline_how = BiField(_("how the baseline was measured"), blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=4)
    method = models.CharField(_("method"), max_length=12, choices=Method.choices)
    state = models.CharField(max_length=10, choices=EffectState.choices, default=EffectState.PLANNED)
    claimed = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    claimed_n = models.PositiveIntegerField(null=True, blank=True)
    claimed_on = models.DateField(null=True, blank=True)  # the measurement's date
    comparison = models.JSONField(null=True, blank=True)  # as ``comparing.compared`` gave it at the claim
    evidenced = models.BooleanField(
        default=False
    )  # a file proves what was claimed; without one it counts nowhere
    saving = models.JSONField(default=list, blank=True)  # the factors of the formula, see ``saving.py``
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verifier_of = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    verdict = BiField(_("verifier's statement"), blank=True)
    recheck_on = models.DateField(null=True, blank=True)  # the next one
    rechecks = models.JSONField(default=list, blank=True)  # what was found at each, see ``facts.rechecked``
    shared_at = models.DateTimeField(null=True, blank=True)  # with members or with everybody, by the owner

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.metric)

    def get_absolute_url(self) -> str:
        return reverse("projects:effect", args=[self.code])

    @property
    def is_proven(self) -> bool:
        return self.state in PROVEN


class Measurement(Walled):
    """One raw figure. In the circle of the field."""

    code = models.CharField(max_length=12, unique=True, default=measurement_code)
    effect = models.ForeignKey(Effect, models.CASCADE, related_name="measurements")
    on = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    n = models.PositiveIntegerField(_("sample"), null=True, blank=True)
    spread = models.DecimalField(_("spread"), max_digits=14, decimal_places=4, null=True, blank=True)
    part = models.CharField(max_length=14, choices=MeasuredPart.choices, default=MeasuredPart.AFTER)
    source = models.CharField(max_length=7, choices=MeasuredBy.choices, default=MeasuredBy.HAND)
    note = BiField(_("how it was measured"), blank=True)
    evidence = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.value}"


class PlannedMeasurement(Walled):
    """A day on which an effect is to be measured; ``met_by`` the measurement that was. In the circle of the field."""

    effect = models.ForeignKey(Effect, models.CASCADE, related_name="planned")
    due_on = models.DateField(_("to be measured on"))
    reminded_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey(Measurement, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["effect", "due_on"], name="measured_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.due_on}"


class MeasureKey(Walled):
    """The word by which a machine enters measurements of one effect; only its hash is kept. In the circle of the field."""

    effect = models.OneToOneField(Effect, models.CASCADE, related_name="key")
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.effect}"


class Recheck(Walled):
    """Some months after an effect was verified: does it last? What was found stands with the effect.

    In the circle of the field.
    """

    code = models.CharField(max_length=12, unique=True, default=recheck_code)
    effect = models.ForeignKey(Effect, models.CASCADE, related_name="+")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    asked_on = models.DateField(null=True, blank=True)
    measurement = models.ForeignKey(Measurement, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["effect", "months"], name="effect_rechecked_once")
        ]

    def __str__(self) -> str:
        return f"{self.effect} {self.months}"
