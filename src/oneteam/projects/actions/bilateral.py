"""Two members work together without a round table: everything in one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from oneteam.alliance.models import Organisation
from oneteam.base.errors import require

from .. import rules
from ..enums import Method, ProjectKind
from ..models import Project
from .effects import plan_effect
from .proposal import propose


@transaction.atomic
def propose_bilateral(
    *, person: Any, lead: Organisation, partner: Organisation, effect: Mapping[str, Any] | None = None, **values: Any
) -> Project:  # fmt: skip
    """Whoever proposes it answers for it; the other side agrees. ``effect``: what it is to change, as measured today."""
    require(rules.may_propose_bilateral(person))
    project = propose(
        person=person, decision=None, kind=ProjectKind.BILATERAL, lead=lead, responsible=person, partners=[(partner,)],
        **values,
    )  # fmt: skip
    if effect:
        today = timezone.localdate()
        plan_effect(person=person, project=project, baseline_on=today, method=Method.BEFORE_AFTER, **effect)
    return project
