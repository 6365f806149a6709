"""A list of experts for a problem, why each is on it, and what of a conflict the owner waives."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.alliance.models import Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.experts.models import ExpertProfile
from oneteam.problems.models import Problem
from oneteam.walls.models import Walled

from ..enums import RunState


def run_code() -> str:
    return random_code("M")


def waiver_code() -> str:
    return random_code("WV")


def stood_in_for(encoder: str) -> str:
    """The encoder that was wanted and could not be loaded, so that words alone were compared."""
    return encoder.partition(", in place of ")[2]


class MatchRun(Walled, Stateful):
    """One computed proposal with everything it rested on.

    In the circle of the secretariat's own notes until it is sent; then of the owner's desk.
    """

    code = models.CharField(max_length=12, unique=True, default=run_code)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.PROPOSED)
    algorithm = models.CharField(max_length=60)
    encoder = models.CharField(max_length=200, blank=True)  # its name and version, as the core tells them
    fingerprint = models.CharField(max_length=64)
    parameters = models.JSONField(default=dict)
    unmet = models.JSONField(default=list)  # rules that cannot all hold, as codes of the core
    figures = models.JSONField(default=dict)  # how many were assessed, and excluded by which reason
    note = BiField(pgettext_lazy("panel", "note to the owner"), blank=True)
    reason = models.TextField(_("why another list"), blank=True)  # the owner's, when asking again
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    beside = models.ForeignKey(  # the list agreed to, of which somebody told of a conflict: see ``actions.rematching``
        "self", models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:run", args=[self.code])

    @property
    def stands_in_for(self) -> str:
        return stood_in_for(self.encoder)


class Candidate(Walled):
    """One expert of a run: proposed, runner-up or excluded, with the reasons that the owner may read.

    Circle: the run's; who is excluded for a reason that is nobody's business but the secretariat's
    stays in the circle of its own notes.
    """

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="candidates")
    expert = models.ForeignKey(ExpertProfile, models.PROTECT, related_name="+")
    # Beside the profile, because a profile can disappear behind its wall when consent is withdrawn.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    expert_code = models.CharField(max_length=12)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    chosen = models.BooleanField(default=False)
    struck = models.BooleanField(default=False)  # by the owner
    score = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=dict)  # topic, field, schedule: codes and evidence
    conflicts = models.JSONField(default=list)  # codes of conflicts and notes, without private details
    excluded = models.JSONField(default=list)  # codes; empty: may be chosen

    class Meta:
        ordering: ClassVar = ["rank", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "expert"], name="candidate_once_a_run")
        ]

    def __str__(self) -> str:
        return str(self.expert)


class CandidateNote(Walled):
    """What only the secretariat may know of a candidate: ties and their dates. In the circle of its notes.

    No load stands here: it is counted when the page is shown, under the keys of whoever reads it.
    """

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="private")
    conflicts = models.JSONField(default=list)  # with organisation, kind and date
    codes = models.JSONField(default=list)  # why excluded, where that is for the secretariat only
    text = models.TextField(_("note"), blank=True)  # why fixed, left out or exchanged, in the officer's words

    def __str__(self) -> str:
        return str(self.candidate_id)


class WaiverRequest(Walled):
    """The secretariat asks the owner to waive a conflict of one person. In the circle of the owner's desk.

    It says that the person has a tie to a competitor, and nothing else of it.
    """

    code = models.CharField(max_length=12, unique=True, default=waiver_code)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    why = models.TextField(_("why this person is wanted"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(default=False)
    until = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem", "person"], condition=models.Q(answered_at=None), name="waiver_asked_once"
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:waiver", args=[self.code])
