"""Organisations, their people and what holds or divides them; and who may see which thread."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.walls.models import Circle, Walled

from .enums import AgreementKind, ImportKind, Kind, Level, NamedRole, Role, SkillKind, Stage, Standing


def organisation_code() -> str:
    return random_code("O")


def agreement_code() -> str:
    return random_code("A")


def period_code() -> str:
    return random_code("MP", 8)


def seat_code() -> str:
    return random_code("ST", 8)


def rivalry_code() -> str:
    return random_code("RV", 8)


def erasure_code() -> str:
    return random_code("ER", 8)


def invitation_code() -> str:
    return random_code("V", 10)


def draft_code() -> str:
    return random_code("C", 10)


class Alliance(models.Model):
    """The one alliance of this installation."""

    name = BiField(_("name"))
    about = BiField(_("about"), blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    contact = models.EmailField(_("contact"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    skipped = ArrayField(models.CharField(max_length=20), default=list, blank=True)  # first steps
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.name)


class Skill(models.Model):
    """One vocabulary of methods and business areas."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=SkillKind.choices)
    label = BiField(_("label"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["kind", "code"]

    def __str__(self) -> str:
        return str(self.label)


class Organisation(models.Model):
    code = models.CharField(max_length=12, unique=True, default=organisation_code)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = BiField(_("name"))
    short = BiField(_("short name"), blank=True)
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    group = models.CharField(_("group of affiliates"), max_length=60, blank=True)
    registration_no = models.CharField(_("business registration number"), max_length=20, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.CANDIDATE
    )
    logo = models.CharField(max_length=16, blank=True)  # the code of its file, which everybody may see
    hosts_secretariat = models.BooleanField(_("hosts the secretariat"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["kind", "pk"]

    def __str__(self) -> str:
        return str(self.short or self.name)

    def get_absolute_url(self) -> str:
        return reverse("alliance:organisation", args=[self.code])


class MembershipPeriod(models.Model):
    code = models.CharField(max_length=16, unique=True, default=period_code)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="periods")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="period_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on or ''}"


class Seat(models.Model):
    """What a person is in an organisation, from when to when. Access comes from nothing else."""

    code = models.CharField(max_length=16, unique=True, default=seat_code)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="seats")
    role = models.CharField(_("role"), max_length=15, choices=Role.choices)
    department = models.CharField(_("department"), max_length=100, blank=True)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["organisation", "role", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(ended_at__isnull=True),
                name="seat_held_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"

    @property
    def ends_on(self) -> dt.date | None:
        """The last day in the seat, where its end is known."""
        return timezone.localdate(self.ended_at - dt.timedelta(microseconds=1)) if self.ended_at else None


class Rivalry(Walled):
    """Two organisations that compete, in which areas, from when to when. ``areas`` of ``*``: always."""

    code = models.CharField(max_length=16, unique=True, default=rivalry_code)
    one = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    other = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    areas = ArrayField(models.CharField(max_length=40), verbose_name=_("business areas"))
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    note = BiField(_("note"), blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(one=F("other")), name="rivals_are_two")]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"


class Agreement(Walled):
    """A memorandum, an NDA or a waiver, with its validity."""

    code = models.CharField(max_length=12, unique=True, default=agreement_code)
    kind = models.CharField(_("kind"), max_length=10, choices=AgreementKind.choices)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("person"),
    )  # fmt: skip
    thread = models.CharField(_("for the problem"), max_length=20, blank=True)  # a waiver's scope
    starts_on = models.DateField(_("valid from"))
    ends_on = models.DateField(_("valid to"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # ended before its time
    note = BiField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["person", "kind"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="agreement_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("alliance:agreement", args=[self.code])


class Disclosure(models.Model):
    """Who may see one thread: its level, owner, areas and named people, and a circle for each part of it.

    Walled by its teaser's circle. The circles are composed by ``circles.compose`` and drawn by the actions.
    """

    thread = models.CharField(max_length=20, unique=True)
    level = models.CharField(_("confidentiality"), max_length=10, choices=Level.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    area = models.CharField(_("business area"), max_length=40)
    hidden_from_rivals = models.BooleanField(default=False)  # an alliance-level teaser, too
    for_learners = models.BooleanField(default=False)  # publish the teaser to learners and start-ups
    for_startups = models.BooleanField(default=False)
    decision_shared = models.BooleanField(default=False)  # members see the decision
    effect_shared = models.BooleanField(default=False)  # members see the effect
    released_at = models.DateTimeField(null=True, blank=True)  # everybody sees the effect

    teaser = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    brief = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    private = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    room = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    summary = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    field = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    effect = models.ForeignKey(Circle, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.thread

    @property
    def is_confidential(self) -> bool:
        """Above the alliance level: reading is logged, mail tells nothing."""
        return self.level in (Level.NAMED, Level.SEALED)


class Named(Walled):
    """Somebody, or an organisation, who is personally admitted to a thread. In the circle of its desk."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="named")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=10, choices=NamedRole.choices)
    rests_on = ArrayField(models.BigIntegerField(), default=list, blank=True)  # organisations, of a person
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["disclosure", "person", "organisation", "role"],
                nulls_distinct=False,
                name="named_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(organisation__isnull=True), name="named_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organisation} ({self.role})"


class Invitation(Walled):
    """Single use, bound to an address, an organisation and a role; only the token's hash is kept."""

    code = models.CharField(max_length=16, unique=True, default=invitation_code)
    email = models.EmailField(_("e-mail"))
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=15, choices=Role.choices)
    name = models.CharField(_("name"), max_length=100, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.email} · {self.organisation}"


class ImportDraft(Walled):
    """A file as it was uploaded, until it is imported: any process can go on with it. In its uploader's circle."""

    code = models.CharField(max_length=16, unique=True, default=draft_code)
    kind = models.CharField(max_length=15, choices=ImportKind.choices)
    file_name = models.CharField(max_length=200)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    imported_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name


ERASED_WITHIN = dt.timedelta(days=10)  # what the law gives the secretariat


class ErasureRequest(Walled):
    """A person asks to be forgotten. Seen by the person and the secretariat."""

    code = models.CharField(max_length=16, unique=True, default=erasure_code)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(done_at__isnull=True), name="erasure_asked_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def due_on(self) -> dt.date:
        return timezone.localdate(self.asked_at + ERASED_WITHIN)
