"""Where a result is used, in which version, and who said so."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.models import Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.walls.models import Walled

from ..enums import SiteState
from .projects import Project


def site_code() -> str:
    return random_code("S", 8)


def place_code() -> str:
    return random_code("ST", 8)


def check_code() -> str:
    return random_code("SC", 8)


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
