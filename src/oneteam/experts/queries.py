from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from oneteam.alliance.models import Organisation, Skill

from .models import Engagement, ExpertProfile, Work


def profiles() -> QuerySet[ExpertProfile]:
    return ExpertProfile.objects.select_related("person", "organisation")


def filtered(*, words: str = "", skill: str = "") -> QuerySet[ExpertProfile]:
    found = profiles()
    if words:
        names = Q(person__name__icontains=words) | Q(person__name_en__icontains=words)
        found = found.filter(names | Q(field__icontains=words))
    return found.filter(skills__contains=[skill]) if skill else found


def for_matching() -> QuerySet[ExpertProfile]:
    """Everything the matching asks of an expert, in three statements."""
    return profiles().prefetch_related("works", "engagements__organisation").order_by("pk")


def works(profile: ExpertProfile) -> QuerySet[Work]:
    return Work.objects.filter(profile=profile)


def engagements(profile: ExpertProfile) -> QuerySet[Engagement]:
    return Engagement.objects.filter(profile=profile).select_related("organisation")


def profile_of(person: Any) -> ExpertProfile | None:
    return profiles().filter(person=person).first()


def skill_choices() -> list[tuple[str, str]]:
    return [(skill.code, str(skill.label)) for skill in Skill.objects.all()]


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("kind", "pk")
