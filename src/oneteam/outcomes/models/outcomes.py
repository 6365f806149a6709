"""What came out of a project, and can be shown."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.models import Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.files.models import Attachment
from oneteam.projects.models import Effect, Project
from oneteam.walls.models import Walled

from ..enums import OutcomeKind, OutcomeState
from ..identifiers import link_of
from .rights import Result


def outcome_code() -> str:
    return random_code("OC", 8)


class Outcome(Walled, Stateful):
    """One paper, patent, …, of one partner. In the circle of the project."""

    code = models.CharField(max_length=12, unique=True, default=outcome_code)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=OutcomeKind.choices)
    title = BiField(_("title"))
    on = models.DateField(_("day"))
    scheme = models.CharField(max_length=10, blank=True)  # of the identifier, see ``identifiers.py``
    identifier = models.CharField(_("identifier"), max_length=120, blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True)
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, related_name="patents"
    )  # that a patent protects
    effect = models.ForeignKey(
        Effect, models.PROTECT, null=True, related_name="+"
    )  # of which it is the saving
    granted_number = models.CharField(_("number of the grant"), max_length=20, blank=True)
    granted_on = models.DateField(null=True)
    evidence = models.ForeignKey(Attachment, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=OutcomeState.choices, default=OutcomeState.CLAIMED)
    confirmed_of = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "scheme", "identifier"],
                condition=~Q(identifier="") & ~Q(state=OutcomeState.TAKEN_BACK),
                name="identifier_once_a_project",
            ),
            models.UniqueConstraint(
                fields=["effect"], condition=~Q(state=OutcomeState.TAKEN_BACK), name="saving_counted_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("outcomes:outcome", args=[self.code])

    @property
    def target(self) -> str:
        return f"outcome:{self.code}"

    @property
    def has_evidence(self) -> bool:
        """A file, an address where anybody can look, as a DOI gives one, or a verified effect."""
        given = self.evidence_id is not None or self.effect_id is not None
        return given or bool(self.link or self.identifier_link)

    @property
    def shown_link(self) -> str:
        return self.link or self.identifier_link

    @property
    def identifier_link(self) -> str:
        return link_of(self.scheme, self.identifier)
