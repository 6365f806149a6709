"""A company's problem: the teaser that many may see and the brief that few may."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.enums import Level
from oneteam.alliance.models import Disclosure, Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField, BiListField
from oneteam.base.models import Stateful
from oneteam.walls.models import Walled

from .enums import Access, Better, Recommendation, Route, Side, State, Tier


def problem_code() -> str:
    return random_code("P")


def request_code() -> str:
    return random_code("LR", 8)


class Problem(Walled, Stateful):
    """The teaser row: what everybody sees who may know that the problem exists. Circle: the teaser's."""

    code = models.CharField(max_length=12, unique=True, default=problem_code)
    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = BiField(_("title"))
    teaser = BiField(_("teaser"), blank=True)
    area = models.CharField(_("business area"), max_length=40)
    skills = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # methods needed
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    held_from = models.CharField(max_length=12, blank=True)  # the state before "on hold"
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-created_at", "-id"]),
            models.Index(fields=["state"]),
            models.Index(fields=["owner"]),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("problems:detail", args=[self.code])


class Brief(Walled):
    """The full row, in the circle of the brief."""

    problem = models.OneToOneField(Problem, models.CASCADE, related_name="brief")
    background = BiField(_("the situation now"), blank=True)
    goal = BiField(_("goal"), blank=True)
    questions = BiListField(_("questions for the table"))  # at most three
    constraints = BiListField(_("constraints"))
    tried = BiField(_("tried before"), blank=True)
    metric = BiField(_("measure of success"), blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    better = models.CharField(_("direction"), max_length=6, choices=Better.choices, blank=True)
    baseline = models.DecimalField(_("today"), max_digits=14, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=4, null=True, blank=True)
    least_value = BiField(_("what would already help"), blank=True)
    best_value = BiField(_("what would be best"), blank=True)
    deadline = models.DateField(_("needed by"), null=True, blank=True)
    site = BiField(_("site"), blank=True)
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.problem_id)


class DataItem(Walled):
    """A data set that the owner could provide. In the circle of the brief."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="data_items")
    name = BiField(_("name"))
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    volume = models.CharField(_("volume"), max_length=60, blank=True)
    tier = models.PositiveSmallIntegerField(_("tier"), choices=Tier.choices, default=Tier.CONFIDENTIAL)
    access = models.CharField(_("access"), max_length=12, choices=Access.choices, default=Access.AFTER_NDA)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.name)


class Scoping(Walled):
    """The secretariat's review, as the owner reads it. In the circle of the desk."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="scopings")
    scoper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recommendation = models.CharField(
        _("recommendation"), max_length=10, choices=Recommendation.choices, blank=True
    )
    route = models.CharField(_("where it goes instead"), max_length=10, choices=Route.choices, blank=True)
    note = BiField(_("note to the owner"), blank=True)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["begun_at"]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.recommendation}"


class ScopingNote(Walled):
    """What the secretariat notes for itself. In the private circle: never shown to the owner."""

    scoping = models.OneToOneField(Scoping, models.CASCADE, related_name="private")
    text = models.TextField(_("private note"), blank=True)

    def __str__(self) -> str:
        return str(self.scoping_id)


class LevelRequest(Walled):
    """One side asks to open a problem further; the other answers. In the circle of the desk."""

    code = models.CharField(max_length=16, unique=True, default=request_code)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="level_requests")
    level = models.CharField(_("confidentiality"), max_length=10, choices=Level.choices)
    side = models.CharField(max_length=6, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem"], condition=Q(answered_at__isnull=True), name="one_open_level_request"
            )
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.level}"
