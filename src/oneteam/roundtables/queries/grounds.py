"""What a match rests on: profiles, hours, ties and load, as far as whoever acts may know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from oneteam.accounts.models import Person
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import Level
from oneteam.alliance.models import Organisation, Rivalry
from oneteam.base.text import called
from oneteam.calendars.models import BusyTime
from oneteam.calendars.spans import HORIZON
from oneteam.experts import queries as experts
from oneteam.experts.enums import EngagementKind
from oneteam.experts.models import BlockedPeriod, Engagement, ExpertProfile, FieldExperience, FreeWindow
from oneteam.problems.enums import State

from ..enums import Answer, RunState, TableState
from ..models import (
    Attendance,
    Candidate,
)

Laboratory = tuple[int, str]  # an organisation's number and the name


def of_people(rows: QuerySet[Any], people: Iterable[int]) -> QuerySet[Any]:
    """Those of these people, also under an account whose profile was merged into theirs."""
    known, numbers = rows.annotate(kept_person=experts.kept_person("person")), list(people)
    found: QuerySet[Any] = known.filter(Q(person__in=numbers) | Q(kept_person__in=numbers))
    return found


def counts_for(row: Any) -> set[int]:
    """Of a row of ``of_people``: the account it names, and the one that stands for it."""
    return {row.person_id, row.kept_person}


def _counted(rows: Iterable[Any]) -> Counter[int]:
    return Counter(number for row in rows for number in counts_for(row))


def tied_profiles() -> QuerySet[ExpertProfile]:
    """Whoever can be matched, with what decides about conflicts: employers and ties come as lists."""
    ties = Engagement.objects.filter(profile=OuterRef("pk"))
    told = ties.values(it=JSONObject(org="organisation_id", kind="kind", until="until"))
    seats = alliance.at_work().filter(person=OuterRef("person")).order_by("pk").values("organisation")
    found = experts.matched_profiles().select_related("person", "organisation")
    return found.annotate(employers=ArraySubquery(seats), ties=ArraySubquery(told))


def matched_profiles(but: Collection[str]) -> QuerySet[ExpertProfile]:
    """With all that decides about a match, in two statements.

    Field experience, hours and blocked days come as lists, too.
    ``promised``: on how many lists they stand, also under a profile merged into theirs, but for these problems.
    """
    done = FieldExperience.objects.filter(profile=OuterRef("pk")).order_by("pk")
    return tied_profiles().prefetch_related("works").annotate(
        done=ArraySubquery(done.values(it=JSONObject(code="code", what="what", place="place", area="area"))),
        promised=_on_lists(but, "expert") + _on_lists(but, "expert__merged_into"), **when_free("pk"),
    )  # fmt: skip


def _on_lists(but: Collection[str], which: str) -> Coalesce:
    """Annotation of a profile: on how many lists stands who is ``which`` to it."""
    listed = _listed(but).filter(**{which: OuterRef("pk")})
    return Coalesce(
        Subquery(listed.annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")), 0
    )


def organisations_with_rivals() -> QuerySet[Organisation]:
    """All of them with their groups; in ``rivals`` each rivalry once, at the organisation it was noted for."""
    rows = Rivalry.objects.filter(one=OuterRef("pk")).order_by("pk")
    told = JSONObject(number="pk", other="other_id", areas="areas", since="starts_on", until="ends_on")
    return (
        Organisation.objects.annotate(rivals=ArraySubquery(rows.values(it=told))).only("group").order_by("pk")
    )


def laboratories_at(organisations: Iterable[int]) -> list[Laboratory]:
    """All that profiles there name, as they are spelt."""
    found = ExpertProfile.objects.filter(organisation__in=set(organisations)).exclude(laboratory="")
    return list(found.order_by().values_list("organisation", "laboratory").distinct())


def within(laboratories: Iterable[Laboratory], profile: str = "") -> Q:
    """Condition on profiles: they name one of these."""
    found = Q(pk__in=())
    for organisation, name in laboratories:
        found |= Q(**{f"{profile}organisation": organisation, f"{profile}laboratory": name})
    return found


def engagements_in_laboratories() -> QuerySet[Engagement]:
    """Ties that may make a conflict, of everybody who names a laboratory."""
    found = Engagement.objects.exclude(kind=EngagementKind.CONFLICT).exclude(profile__laboratory="")
    return found.select_related("profile").order_by("pk")


def how_many_experts() -> int:
    return experts.matched_profiles().count()


def when_free(profile: str) -> dict[str, ArraySubquery]:
    """Annotations: hours of the week, blocked days and busy times of a profile, for who may know them."""
    hours = FreeWindow.objects.filter(profile=OuterRef(profile)).order_by("weekday", "starts")
    days = BlockedPeriod.objects.filter(profile=OuterRef(profile))
    times = _busy_elsewhere(profile).values(it=JSONObject(starts="starts_at", ends="ends_at"))
    return {
        "hours": ArraySubquery(hours.values(it=JSONObject(day="weekday", opens="starts", closes="ends"))),
        "days": ArraySubquery(days.values(it=JSONObject(first="starts_on", last="ends_on"))),
        "elsewhere": ArraySubquery(times),
    }


def _busy_elsewhere(profile: str) -> QuerySet[BusyTime]:
    """By calendars of theirs, also under an account whose profile was merged into this one."""
    this = Q(pk=OuterRef(OuterRef(profile))) | Q(merged_into=OuterRef(OuterRef(profile)))
    people = ExpertProfile.objects.filter(this).values("person")
    now = timezone.now()
    ahead = BusyTime.objects.filter(ends_at__gt=now, starts_at__lt=now + HORIZON)
    return ahead.filter(person__in=people)


def loads(people: Collection[int], first: datetime, after: datetime, but: Collection[str]) -> dict[int, int]:
    """How many tables each of these has in a time or is promised to, as far as whoever acts may know.

    Sealed ones never count. ``but``: for problems of these codes nobody is promised.
    """
    return tables_in(people, first, after) + promised(but, people)


def tables_in(people: Collection[int], first: datetime, after: datetime) -> Counter[int]:
    """How many tables that are fixed each of these has in a time, as far as whoever acts may know."""
    seats = sittings(people, first).filter(table__starts_at__lt=after).select_related(None)
    return _counted(seats.order_by().only("person"))


def promised(but: Collection[str], people: Iterable[int]) -> Counter[int]:
    """On how many lists each of these stands, but for those of these problems."""
    return _counted(of_people(_listed(but), people).only("person"))


def _listed(but: Collection[str]) -> QuerySet[Candidate]:
    """Experts on lists that an owner has or has agreed to, with no table fixed yet."""
    found = Candidate.objects.filter(
        chosen=True, struck=False, run__state__in=(RunState.SENT, RunState.APPROVED),
        run__problem__state__in=(State.MATCHING, State.AGREED),
    ).exclude(run__problem__disclosure__level=Level.SEALED)  # fmt: skip
    return found.exclude(run__problem__code__in=but).order_by()


def sittings(people: Iterable[int], since: datetime) -> QuerySet[Attendance]:
    """When these experts sit at tables, and nothing of what these are about."""
    return seats_of(people, since).select_related(None).select_related("table")


def seats_of(people: Iterable[int], since: datetime) -> QuerySet[Attendance]:
    """``seats_of_experts``, but of these alone."""
    return of_people(seats_of_experts(since), people)


def seats_of_experts(since: datetime) -> QuerySet[Attendance]:
    """At which tables experts sat or will sit, as far as whoever acts may know; sealed ones never count."""
    seats = Attendance.objects.filter(is_expert=True, table__starts_at__gte=since)
    seats = seats.exclude(table__problem__disclosure__level=Level.SEALED)
    kept = seats.exclude(answer=Answer.DECLINED).exclude(table__state=TableState.CANCELLED)
    kept = kept.annotate(kept_person=experts.kept_person("person"))
    return kept.select_related("table__problem__disclosure").order_by("table__starts_at", "pk")


def experts_by_code(codes: Iterable[str]) -> QuerySet[ExpertProfile]:
    return ExpertProfile.objects.filter(code__in=list(codes)).select_related("person")


def names_of_profiles(numbers: Iterable[str]) -> dict[str, str]:
    found = ExpertProfile.objects.filter(pk__in=list(numbers)).select_related("person")
    return {str(profile.pk): called(profile.person) for profile in found}


def people(numbers: Iterable[int]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=list(numbers)).order_by("name", "pk")


def quotas(people: Iterable[int]) -> dict[int, int]:
    found = ExpertProfile.objects.filter(person__in=list(people))
    return dict(found.values_list("person_id", "quota"))
