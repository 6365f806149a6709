from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.accounts.forgetting import forgets
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Invalid
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.workflow import save_version
from oneteam.journal.outbox import send
from oneteam.journal.verbs import named
from oneteam.walls.actions import draw
from oneteam.walls.models import Circle

from .. import queries, rules
from ..models import Engagement, ExpertProfile, Work
from ._common import own, require, tell


@transaction.atomic
def enrol(*, person: Any, expert: Any, organisation: Organisation, **values: Any) -> ExpertProfile:
    """Make a profile for a person. Members see it only after the expert has agreed."""
    require(rules.may_enrol(person))
    sentence = _("There is a profile of this person already. Please open it in the list.")
    there = Invalid(sentence, {"expert": sentence})
    if queries.has_profile(expert):
        raise there
    circle = draw(readers=["secretariat"], admitted=[f"person:{expert.pk}"])
    given = {"person": expert, "organisation": organisation, "circle": circle}
    with or_else(there):
        profile = ExpertProfile.objects.create(**given, **values)
    tell(profile, "experts.enrolled", person, {"name": named(expert)})
    if expert != person:
        send(kind="experts.enrolled", to=expert, data={"expert": profile.code})
    return profile


@transaction.atomic
def edit(*, person: Any, profile: ExpertProfile, version: int, **values: Any) -> None:
    require(rules.may_keep(person, profile))
    save_version(profile, version, **values)
    tell(profile, "experts.edited", person)


@transaction.atomic
def consent(*, person: Any, profile: ExpertProfile, agreed: bool) -> None:
    """Show the profile and its works to members, or hide them again. Engagements stay hidden."""
    require(rules.may_consent(person, profile))
    readers = ["member", "secretariat"] if agreed else ["secretariat"]
    with walls.system("who sees an expert's profile"):
        Circle.objects.filter(pk=profile.circle_id).update(readers=readers)
    profile.consented_at = timezone.now() if agreed else None
    profile.save(update_fields=["consented_at"])
    tell(profile, "experts.consented" if agreed else "experts.consent_withdrawn", person)


@transaction.atomic
def add_work(*, person: Any, profile: ExpertProfile, **values: Any) -> Work:
    require(rules.may_keep(person, profile))
    work = Work.objects.create(profile=profile, circle=profile.circle, **values)
    tell(profile, "experts.work_added", person)
    return work


@transaction.atomic
def remove_work(*, person: Any, profile: ExpertProfile, work: str) -> None:
    require(rules.may_keep(person, profile))
    Work.objects.filter(code=work, profile=profile).delete()
    tell(profile, "experts.work_removed", person)


@transaction.atomic
def declare_engagement(*, person: Any, profile: ExpertProfile, **values: Any) -> Engagement:
    """A tie that may make a conflict: seen by the expert and the secretariat alone."""
    require(rules.may_keep(person, profile))
    circle = own(profile)
    engagement = Engagement.objects.create(profile=profile, circle=circle, **values)
    tell(profile, "experts.engagement_added", person)
    return engagement


@transaction.atomic
def end_engagement(*, person: Any, profile: ExpertProfile, engagement: str) -> None:
    """Take a tie off that was entered by mistake. One that has ended keeps its date: it may still count."""
    require(rules.may_keep(person, profile))
    Engagement.objects.filter(code=engagement, profile=profile).delete()
    tell(profile, "experts.engagement_removed", person)


@forgets
def forget_profile(person: Any) -> None:
    """The row stays, because panels rest on it; what it said does not, and nobody finds it any more."""
    profile = ExpertProfile.objects.filter(person=person).first()
    if profile is None:
        return
    Work.objects.filter(profile=profile).delete()
    Engagement.objects.filter(profile=profile).delete()
    Circle.objects.filter(pk=profile.circle_id).update(readers=["secretariat"], admitted=[])
    profile.field = profile.field_experience = Bi()
    profile.skills, profile.languages, profile.department, profile.consented_at = [], [], "", None
    profile.save()
