from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Refused
from oneteam.base.workflow import save_version
from oneteam.journal.actions import record
from oneteam.walls.actions import draw
from oneteam.walls.models import Circle

from . import rules
from .models import Engagement, ExpertProfile, Work


def require(allowed: bool) -> None:
    if not allowed:
        raise Refused(_("Only the expert, or the secretariat, may change this profile."))


@transaction.atomic
def enrol(*, person: Any, expert: Any, organisation: Organisation, **values: Any) -> ExpertProfile:
    """Make a profile for a person. Members see it only after the expert has agreed."""
    require(rules.may_enrol(person))
    circle = draw(readers=["secretariat"], admitted=[f"person:{expert.pk}"])
    profile = ExpertProfile.objects.create(person=expert, organisation=organisation, circle=circle, **values)
    _record(profile, "experts.enrolled", person, {"name": expert.name})
    return profile


@transaction.atomic
def edit(*, person: Any, profile: ExpertProfile, version: int, **values: Any) -> None:
    require(rules.may_keep(person, profile))
    save_version(profile, version, **values)
    _record(profile, "experts.edited", person)


@transaction.atomic
def consent(*, person: Any, profile: ExpertProfile, agreed: bool) -> None:
    """Show the profile and its works to members, or hide them again. Engagements stay hidden."""
    require(rules.may_consent(person, profile))
    readers = ["member", "secretariat"] if agreed else ["secretariat"]
    with walls.system("who sees an expert's profile"):
        Circle.objects.filter(pk=profile.circle_id).update(readers=readers)
    profile.consented_at = timezone.now() if agreed else None
    profile.save(update_fields=["consented_at"])
    _record(profile, "experts.consented" if agreed else "experts.consent_withdrawn", person)


@transaction.atomic
def add_work(*, person: Any, profile: ExpertProfile, **values: Any) -> Work:
    require(rules.may_keep(person, profile))
    work = Work.objects.create(profile=profile, circle=profile.circle, **values)
    _record(profile, "experts.work_added", person)
    return work


@transaction.atomic
def remove_work(*, person: Any, profile: ExpertProfile, work: int) -> None:
    require(rules.may_keep(person, profile))
    Work.objects.filter(pk=work, profile=profile).delete()


@transaction.atomic
def declare_engagement(*, person: Any, profile: ExpertProfile, **values: Any) -> Engagement:
    """A tie that may make a conflict: seen by the expert and the secretariat alone."""
    require(rules.may_keep(person, profile))
    circle = draw(readers=["secretariat"], admitted=[f"person:{profile.person_id}"])
    engagement = Engagement.objects.create(profile=profile, circle=circle, **values)
    _record(profile, "experts.engagement_added", person)
    return engagement


def _record(profile: ExpertProfile, verb: str, actor: Any, data: dict[str, Any] | None = None) -> None:
    circle = draw(readers=["secretariat"], admitted=[f"person:{profile.person_id}"])
    record(verb=verb, actor=actor, target=profile.code, circle=circle, data=data)
