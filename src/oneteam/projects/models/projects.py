"""Who does what together."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.models import Disclosure, Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.problems.models import Problem
from oneteam.roundtables.models import Decision
from oneteam.walls.models import Walled

from ..enums import IpRule, ProjectKind, ProjectState

TRL = [MinValueValidator(1), MaxValueValidator(9)]


def project_code() -> str:
    return random_code("J")


class Project(Walled, Stateful):
    """In the circle of the field. ``disclosure`` is its problem's, or its own where there is no problem."""

    code = models.CharField(max_length=12, unique=True, default=project_code)
    kind = models.CharField(_("kind"), max_length=10, choices=ProjectKind.choices)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    title = BiField(_("title"))
    aim = BiField(_("aim"), blank=True)
    where = BiField(_("where it is to be applied"), blank=True)
    state = models.CharField(max_length=12, choices=ProjectState.choices, default=ProjectState.PROPOSED)
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    trl_start = models.PositiveSmallIntegerField(_("TRL at the start"), validators=TRL)
    trl_now = models.PositiveSmallIntegerField(_("TRL now"), validators=TRL)
    trl_target = models.PositiveSmallIntegerField(_("TRL wanted"), validators=TRL)
    ip_rule = models.CharField(
        _("IP rule"), max_length=15, choices=IpRule.choices, default=IpRule.OWNER_WITH_USE
    )
    stopped_because = BiField(_("why it stopped"), blank=True)
    lessons = BiField(_("what others should know"), blank=True)
    worked = ArrayField(
        models.BigIntegerField(), default=list
    )  # numbers of its people who work on it no more

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["-created_at", "-id"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="project_in_order"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("projects:detail", args=[self.code])


class Partner(Walled):
    """An organisation and what it agreed to bring. One that has left stays in the list."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)
    part = BiField(_("part in the project"), blank=True)
    man_months = models.DecimalField(_("man-months"), max_digits=6, decimal_places=1, default=0)
    cash = models.DecimalField(_("cash"), max_digits=14, decimal_places=0, default=0)
    in_kind = BiField(_("in kind"), blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    first_agreed_at = models.DateTimeField(
        null=True, blank=True
    )  # also where a changed part waits for its word again
    left_on = models.DateField(null=True, blank=True)
    exit_asked_on = models.DateField(null=True, blank=True)  # where it is in the alliance no more
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-is_lead", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "organisation"], name="partner_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Member(Walled):
    """Somebody who works on the project: never its verifier."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "person"], name="project_member_once")
        ]

    def __str__(self) -> str:
        return str(self.person)
