from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import Role, SkillKind
from oneteam.alliance.models import Organisation, Seat, Skill

from .models import BlockedPeriod, Engagement, ExpertProfile, FieldExperience, FreeWindow, Work, WorkImport


def profiles() -> QuerySet[ExpertProfile]:
    """Of those who are still somebody: the row of a forgotten expert stays, because panels rest on it."""
    found = ExpertProfile.objects.select_related("person", "organisation")
    return found.filter(person__erased_at__isnull=True)


def filtered(*, words: str = "", skill: str = "") -> QuerySet[ExpertProfile]:
    found = profiles()
    if words:
        names = Q(person__name__icontains=words) | Q(person__name_en__icontains=words)
        found = found.filter(names | Q(field__ko__icontains=words) | Q(field__en__icontains=words))
    return found.filter(skills__contains=[skill]) if skill else found


def works(profile: ExpertProfile) -> QuerySet[Work]:
    return Work.objects.filter(profile=profile)


def locked(profile: ExpertProfile) -> None:
    """Until the end of the transaction nobody else writes works from a list into this profile."""
    ExpertProfile.objects.select_for_update(of=("self",)).filter(pk=profile.pk).first()


def drafts(profile: ExpertProfile) -> QuerySet[WorkImport]:
    return WorkImport.objects.filter(profile=profile)


def engagements(profile: ExpertProfile) -> QuerySet[Engagement]:
    return Engagement.objects.filter(profile=profile).select_related("organisation")


def experiences(profile: ExpertProfile) -> QuerySet[FieldExperience]:
    return FieldExperience.objects.filter(profile=profile)


def windows(profile: ExpertProfile) -> QuerySet[FreeWindow]:
    return FreeWindow.objects.filter(profile=profile)


def blocked(profile: ExpertProfile) -> QuerySet[BlockedPeriod]:
    """Those that are not over."""
    return BlockedPeriod.objects.filter(profile=profile, ends_on__gte=timezone.localdate())


def laboratories(organisation: Organisation) -> list[str]:
    """Of one organisation, as far as who acts may see the profiles that name them."""
    found = profiles().filter(organisation=organisation).exclude(laboratory="")
    return list(found.order_by("laboratory").values_list("laboratory", flat=True).distinct())


def areas() -> dict[str, Skill]:
    return {skill.code: skill for skill in Skill.objects.filter(kind=SkillKind.AREA)}


def has_profile(person: Any) -> bool:
    return ExpertProfile.objects.filter(person=person).exists()


def seats_without_profile(words: str = "") -> QuerySet[Seat]:
    """Experts' seats in force whose holders have no profile yet."""
    seats = alliance.seats().filter(role=Role.EXPERT, starts_on__lte=timezone.localdate())
    if words:
        names = Q(person__name__icontains=words) | Q(person__name_en__icontains=words)
        homes = Q(organisation__name__ko__icontains=words) | Q(organisation__name__en__icontains=words)
        seats = seats.filter(names | homes | Q(department__icontains=words))
    return seats.exclude(person__in=ExpertProfile.objects.values("person")).order_by("person__name", "pk")


def skill_choices() -> list[tuple[str, str]]:
    return [(skill.code, str(skill.label)) for skill in Skill.objects.all()]


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("kind", "pk")
