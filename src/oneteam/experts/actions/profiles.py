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
from ..models import BlockedPeriod, Engagement, ExpertProfile, FieldExperience, FreeWindow, Work
from ._common import require, tell
from .indexing import forget_vectors, index_soon


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
    if values.get("laboratory"):
        values["laboratory"] = _spelling(profile, values["laboratory"])
    save_version(profile, version, **values)
    tell(profile, "experts.edited", person)


def _spelling(profile: ExpertProfile, laboratory: str) -> str:
    """As the organisation's laboratory is written already, so that colleagues are known as such."""
    words = " ".join(laboratory.split())
    known = {name.casefold(): name for name in queries.laboratories(profile.organisation)}
    return known.get(words.casefold(), words)


@transaction.atomic
def consent(*, person: Any, profile: ExpertProfile, agreed: bool) -> None:
    """Show the profile and its works to members, or hide them again. Engagements stay hidden."""
    queries.locked(profile)
    require(rules.may_consent(person, profile))
    readers = ["member", "secretariat"] if agreed else ["secretariat"]
    with walls.system("who sees an expert's profile"):
        Circle.objects.filter(pk=profile.circle_id).update(readers=readers)
    profile.consented_at = timezone.now() if agreed else None
    profile.save(update_fields=["consented_at"])
    if agreed:
        index_soon()
    else:
        forget_vectors(profile)
    tell(profile, "experts.consented" if agreed else "experts.consent_withdrawn", person)


@forgets
def forget_profile(person: Any) -> None:
    """The row stays, because panels rest on it; what it said does not, and nobody finds it any more."""
    profile = ExpertProfile.objects.filter(person=person).first()
    if profile is None:
        return
    for rows in (Work, FieldExperience, Engagement, FreeWindow, BlockedPeriod):
        rows.objects.filter(profile=profile).delete()
    forget_vectors(profile)
    Circle.objects.filter(pk=profile.circle_id).update(readers=["secretariat"], admitted=[])
    profile.field = Bi()
    profile.skills, profile.languages, profile.department, profile.laboratory = [], [], "", ""
    profile.consented_at = None
    profile.save()
