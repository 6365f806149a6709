"""From a decision to the site where the problem was felt, and the verified effect there."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
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
from oneteam.roundtables.models import Decision
from oneteam.walls.models import Walled

from .enums import (
    PROVEN,
    EffectState,
    IpRule,
    MeasuredBy,
    MeasuredPart,
    Method,
    MilestoneState,
    ProjectKind,
    ProjectState,
    Reading,
    SiteState,
)

TRL = [MinValueValidator(1), MaxValueValidator(9)]


def project_code() -> str:
    return random_code("J")


def effect_code() -> str:
    return random_code("X")


# Things inside a project have codes too: a number in a sequence would tell what others write elsewhere.
def milestone_code() -> str:
    return random_code("MS", 8)


def step_code() -> str:
    return random_code("TR", 8)


def site_code() -> str:
    return random_code("S", 8)


def place_code() -> str:
    return random_code("ST", 8)


def check_code() -> str:
    return random_code("SC", 8)


def recheck_code() -> str:
    return random_code("RC", 8)


def measurement_code() -> str:
    return random_code("ME", 8)


class Project(Walled, Stateful):
    """In the circle of the field. ``disclosure`` is its problem's, or its own where there is no problem."""

    code = models.CharField(max_length=12, unique=True, default=project_code)
    kind = models.CharField(_("kind"), max_length=10, choices=ProjectKind.choices)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    title = BiField(_("title"))
    aim = BiField(_("aim"), blank=True)
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
    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)
    part = BiField(_("part in the project"), blank=True)
    man_months = models.DecimalField(_("man-months"), max_digits=6, decimal_places=1, default=0)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

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


class Milestone(Walled):
    """``planned_on`` is the first date of a milestone that was moved."""

    code = models.CharField(max_length=12, unique=True, default=milestone_code)
    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    name = BiField(_("milestone"))
    due_on = models.DateField(_("due"))
    planned_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=MilestoneState.choices, default=MilestoneState.PLANNED)
    reached_on = models.DateField(null=True, blank=True)
    moved_because = models.CharField(_("reason"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class TrlRecord(Walled):
    """One step of technology readiness, with its evidence; confirmed by a partner other than the lead."""

    code = models.CharField(max_length=12, unique=True, default=step_code)
    project = models.ForeignKey(Project, models.CASCADE, related_name="trl_records")
    level = models.PositiveSmallIntegerField(_("TRL"), validators=TRL)
    evidence = BiField(_("evidence"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["level", "at"]

    def __str__(self) -> str:
        return f"TRL {self.level}"


class Site(Walled):
    """A site of a member, on which several applications may stand.

    In the circle of its organisation, or of all members where it is ``shown``; one that was named in a sealed thread
    stays in the circle of that thread's field.
    """

    code = models.CharField(max_length=12, unique=True, default=place_code)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = BiField(_("name of the site"))
    place = BiField(_("place"), blank=True)
    shown = models.BooleanField(_("the members may read name and place"), default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("projects:place", args=[self.code])


class Application(Walled, Stateful):
    """The result at work on a site of a member. ``site`` is how the project calls it; ``at`` is the site itself, once its
    own organisation has said which one it is."""

    code = models.CharField(max_length=12, unique=True, default=site_code)
    project = models.ForeignKey(Project, models.CASCADE, related_name="applications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = BiField(_("site"))
    at = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="applications")
    version_there = models.CharField(_("version"), max_length=60, blank=True)  # the latest that was confirmed
    since = models.DateField(_("since"))
    state = models.CharField(max_length=8, choices=SiteState.choices, default=SiteState.REPORTED)
    ended_on = models.DateField(_("out of use since"), null=True, blank=True)
    ended_because = BiField(_("why it is out of use"), blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return str(self.site)

    def get_absolute_url(self) -> str:
        return reverse("projects:application", args=[self.project.code, self.code])


class SiteVersion(Walled):
    """Which version runs on a site since when; it counts once the site has confirmed it. In the circle of the field."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="versions")
    name = models.CharField(_("version"), max_length=60)
    since = models.DateField(_("since"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return self.name


class SiteCheck(Walled):
    """Some months after a site confirmed: is it still in use? Asked once, then also of who speaks for the organisation.

    In the circle of the field.
    """

    code = models.CharField(max_length=12, unique=True, default=check_code)
    application = models.ForeignKey(Application, models.CASCADE, related_name="checks")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    asked_on = models.DateField(null=True, blank=True)
    asked_wider_on = models.DateField(null=True, blank=True)
    in_use = models.BooleanField(null=True, blank=True)
    words = BiField(_("what was said"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "months"], name="site_checked_once")
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.months}"


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
