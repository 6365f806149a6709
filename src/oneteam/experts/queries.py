from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import Role, SkillKind
from oneteam.alliance.models import Organisation, Seat, Skill
from oneteam.base.fields import Bi
from oneteam.calendars import queries as calendars

from . import doubles as doubling
from .models import (
    BlockedPeriod,
    Engagement,
    ExpertProfile,
    FieldExperience,
    FreeWindow,
    Reading,
    TextVector,
    TwoPeople,
    Work,
    WorkImport,
)


def profiles() -> QuerySet[ExpertProfile]:
    """Those in use: the row of a forgotten expert, or of one merged into another, stays only for past panels."""
    found = ExpertProfile.objects.select_related("person", "organisation")
    return found.filter(person__erased_at__isnull=True, merged_into__isnull=True)


def merged(code: str) -> ExpertProfile | None:
    """Where a closed profile went, for who may see both."""
    found = ExpertProfile.objects.filter(code=code, merged_into__isnull=False)
    return profiles().filter(pk__in=found.values("merged_into")).first()


def kept_person(person: str) -> Coalesce:
    """Annotation: the account that stands for this one, which is another where its profile was merged into theirs."""
    merged_into = ExpertProfile.objects.filter(person=OuterRef(person), merged_into__isnull=False)
    kept = Subquery(merged_into.values("merged_into__person")[:1])
    return Coalesce(kept, F(person), output_field=BigIntegerField())


def filtered(*, words: str = "", skill: str = "") -> QuerySet[ExpertProfile]:
    found = profiles()
    if words:
        names = Q(person__name__icontains=words) | Q(person__name_en__icontains=words)
        found = found.filter(names | Q(field__ko__icontains=words) | Q(field__en__icontains=words))
    return found.filter(skills__contains=[skill]) if skill else found


def works(profile: ExpertProfile) -> QuerySet[Work]:
    return Work.objects.filter(profile=profile)


def locked(profile: ExpertProfile) -> None:
    """Until the end of the transaction nobody else imports into this profile, agrees for it or merges it."""
    rows = ExpertProfile.objects.select_for_update().filter(pk=profile.pk)
    for merged_into, consented_at in rows.values_list("merged_into", "consented_at"):
        profile.merged_into_id, profile.consented_at = merged_into, consented_at


def lock_people(people: Iterable[int]) -> None:
    """Nobody else promises or seats these people before this transaction ends: of two at once the second waits."""
    list(
        ExpertProfile.objects.filter(person__in=list(people)).order_by("pk").select_for_update().values("pk")
    )


def matched_profiles() -> QuerySet[ExpertProfile]:
    """Experts who let the members see their profile: nobody else is proposed to a member."""
    found = ExpertProfile.objects.filter(consented_at__isnull=False, person__is_active=True)
    return found.filter(person__in=alliance.at_work().values("person")).order_by("pk")


def vectors(
    profiles: Iterable[ExpertProfile], encoder: str
) -> QuerySet[TextVector, tuple[str, bytes | memoryview]]:
    found = TextVector.objects.filter(profile__in=list(profiles), key__startswith=encoder)
    return found.values_list("key", "data")


def vector_keys(profiles: Iterable[int]) -> dict[int, set[str]]:
    """What is kept of each profile, whichever encoder read it."""
    found = defaultdict[int, set[str]](set)
    for profile, key in TextVector.objects.filter(profile__in=list(profiles)).values_list("profile", "key"):
        found[profile].add(key)
    return found


def vectors_of_others(profiles: Iterable[int]) -> QuerySet[TextVector]:
    return TextVector.objects.exclude(profile__in=list(profiles))


def texts_to_read() -> int:
    """Works and field experience in each of their languages."""
    mine = Work.objects.filter(profile__in=matched_profiles())
    fields = [
        (mine, ("title", "abstract")),
        (FieldExperience.objects.filter(profile__in=matched_profiles()), ("what", "place")),
    ]
    return sum(
        rows.filter(_any_of(f"{name}__{language}__gt" for name in names)).count()
        for rows, names in fields
        for language in ("ko", "en")
    )


def _any_of(conditions: Iterable[str]) -> Q:
    wanted = Q()
    for condition in conditions:
        wanted |= Q(**{condition: ""})
    return wanted


def reading(encoder: str) -> Reading | None:
    return Reading.objects.filter(encoder=encoder).first()


def texts_read(encoder: str) -> int:
    return TextVector.objects.filter(key__startswith=encoder).count()


def drafts(profile: ExpertProfile) -> QuerySet[WorkImport]:
    return WorkImport.objects.filter(profile=profile)


def engagements(profile: ExpertProfile) -> QuerySet[Engagement]:
    return Engagement.objects.filter(profile=profile).select_related("organisation")


def doubles() -> list[doubling.Pair]:
    """Pairs of profiles that look like one person under two addresses and were not told apart."""
    rows = profiles().values_list("pk", "person__name", "person__name_en", "organisation")
    pairs = doubling.namesakes(doubling.Somebody(number, (ko, en), home) for number, ko, en, home in rows)
    titles = defaultdict[int, list[Bi]](list)
    asked = {somebody.profile for pair in pairs for somebody in pair}
    for number, title in Work.objects.filter(profile__in=asked).values_list("profile", "title"):
        titles[number].append(title)
    apart = set(TwoPeople.objects.values_list("one", "other"))
    return doubling.alike(pairs, titles, apart)


def by_number(numbers: Iterable[int]) -> dict[int, ExpertProfile]:
    return profiles().in_bulk(list(numbers))


def both(one: str, other: str) -> list[ExpertProfile]:
    """Two profiles by their codes, the older first."""
    return list(profiles().select_related("circle").filter(code__in=[one, other]).order_by("pk"))


def experiences(profile: ExpertProfile) -> QuerySet[FieldExperience]:
    return FieldExperience.objects.filter(profile=profile)


def windows(profile: ExpertProfile) -> QuerySet[FreeWindow]:
    return FreeWindow.objects.filter(profile=profile)


def blocked(profile: ExpertProfile) -> QuerySet[BlockedPeriod]:
    """Those that are not over."""
    return BlockedPeriod.objects.filter(profile=profile, ends_on__gte=timezone.localdate())


def busy_ahead(profile: ExpertProfile) -> int:
    """How many busy times their own calendars tell of, for who may know."""
    return calendars.busy_times([profile.person_id]).filter(ends_at__gt=timezone.now()).count()


def laboratories(organisation: Organisation) -> list[str]:
    """Of one organisation, as far as who acts may see the profiles that name them."""
    found = profiles().filter(organisation=organisation).exclude(laboratory="")
    return list(found.order_by("laboratory").values_list("laboratory", flat=True).distinct())


def areas() -> dict[str, Skill]:
    return {skill.code: skill for skill in Skill.objects.filter(kind=SkillKind.AREA)}


def profile_of(person: Any) -> ExpertProfile | None:
    """Somebody's own profile."""
    return profiles().filter(person=person, merged_into=None).first()


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


def employers(person: Any) -> list[Organisation]:
    """Where somebody has a seat now."""
    return list(
        Organisation.objects.filter(pk__in=alliance.seats().filter(person=person).values("organisation"))
    )


def skill_choices() -> list[tuple[str, str]]:
    return [(skill.code, str(skill.label)) for skill in Skill.objects.all()]


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("kind", "pk")
