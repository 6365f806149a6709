"""Which data a project works with, how sensitive they are, where they are, and what of them may leave."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.models import Disclosure, Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.problems.enums import Tier
from oneteam.problems.models import DataItem
from oneteam.projects.models import Project
from oneteam.walls.models import Circle, Walled

from .enums import ItemState, OutputState, Place, TierRole

STRICTEST = Tier.HIGHLY_SENSITIVE


def item_code() -> str:
    return random_code("DI", 8)


def certificate_code() -> str:
    return random_code("DC", 8)


def output_code() -> str:
    return random_code("DO", 8)


class Item(Walled, Stateful):
    """One data set of a project. In the circle of the project: who works on it knows that the data exist.

    What the brief says of it is written here again: whoever sees the project need not see the brief.
    """

    code = models.CharField(max_length=12, unique=True, default=item_code)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    source = models.ForeignKey(DataItem, models.SET_NULL, null=True, blank=True, related_name="+")
    name = BiField(_("name"))
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    volume = models.CharField(_("volume"), max_length=60, blank=True)
    faults = BiField(_("known faults of quality"), blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    referee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    place = models.PositiveSmallIntegerField(
        _("where it may be processed"), choices=Place.choices, default=Place.PREMISES
    )
    premises = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    threshold = models.PositiveSmallIntegerField(
        _("smallest count that may leave"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(1_000)],
    )
    tier = models.PositiveSmallIntegerField(
        _("tier"), choices=Tier.choices, null=True
    )  # once all three agree
    round = models.PositiveSmallIntegerField(default=1)  # in which the three are asked
    answered = ArrayField(models.CharField(max_length=8), default=list)  # the roles, in this round
    state = models.CharField(max_length=14, choices=ItemState.choices, default=ItemState.LISTED)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ends_on = models.DateField(_("agreed end of use"), null=True)
    told_of = models.DateField(null=True)  # the end about which the responsible person was told

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "ends_on"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "source"], name="data_item_taken_over_once")
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("dataregister:item", args=[self.code])

    @property
    def target(self) -> str:
        return f"data:{self.code}"

    @property
    def tier_in_force(self) -> int:
        """Until the three have agreed, the strictest."""
        return STRICTEST.value if self.tier is None else self.tier


class Premises(Walled):
    """A party of a thread on whose premises data stay. The circle is that of the party within the project: the
    files of such items are in it."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disclosure", "organisation"], name="premises_once")
        ]

    def __str__(self) -> str:
        return f"{self.disclosure_id} {self.organisation_id}"


class Opinion(Walled):
    """What one role answered in one round. In the circle of whoever answers until all three have, then in the
    project's. Without a tier the questions are not answered to the end yet."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="opinions")
    round = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=8, choices=TierRole.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    tier = models.PositiveSmallIntegerField(choices=Tier.choices, null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["round", "at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "round", "role"], condition=Q(tier__isnull=False), name="one_opinion_a_role"
            ),
            models.UniqueConstraint(fields=["item", "round", "by"], name="one_opinion_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.role} {self.round}"


class Certificate(Walled):
    """That an item was returned or destroyed. ``facts`` are what is hashed, ``digest`` the SHA-256 of them."""

    code = models.CharField(max_length=12, unique=True, default=certificate_code)
    item = models.OneToOneField(Item, models.CASCADE, related_name="certificate")
    on = models.DateField()
    how = BiField(_("how"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.code


class Output(Walled, Stateful):
    """What somebody who works with an item wants to take out. In ``narrow``, the circle of the asking party and the
    approver, until it may leave; then in the project's."""

    code = models.CharField(max_length=12, unique=True, default=output_code)
    item = models.ForeignKey(Item, models.CASCADE, related_name="outputs")
    name = BiField(_("name"))
    description = BiField(_("what it is, and what for"))
    is_table = models.BooleanField()
    column = models.CharField(max_length=60, blank=True)  # with the counts, where it has a name of its own
    threshold = models.PositiveSmallIntegerField()
    hidden = models.PositiveSmallIntegerField(null=True)  # rows whose counts did not leave
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    narrow = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=OutputState.choices, default=OutputState.ASKED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("dataregister:output", args=[self.code])

    @property
    def target(self) -> str:
        """What the file hangs on as it was brought."""
        return f"output:{self.code}"

    @property
    def threshold_in_force(self) -> int:
        """The stricter of what held when it was asked for and what holds now."""
        return max(self.threshold, self.item.threshold)

    @property
    def left(self) -> str:
        """What the file hangs on that has left."""
        return f"left:{self.code}"
