"""People and their seats, for the members: who works where, and who speaks for whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from ..enums import Role
from ..models import Organisation, Seat
from ._common import not_ended
from .public import members, startups

AT_WORK = [role for role in Role if role not in (Role.LEARNER, Role.AUDITOR, Role.ADMINISTRATOR)]


def seats() -> QuerySet[Seat]:
    """Seats that have not ended: those in force and those that begin later."""
    return Seat.objects.filter(not_ended()).select_related("person", "organisation")


def seats_in(organisation: Organisation) -> QuerySet[Seat]:
    return seats().filter(organisation=organisation).order_by("role", "person__name", "pk")


def seat_in(organisation: Organisation, code: str) -> QuerySet[Seat]:
    """One of them by its code, ended or not: what is too late is said and not hidden."""
    return Seat.objects.filter(organisation=organisation, code=code).select_related("person", "organisation")


def ended_seats_in(organisation: Organisation) -> QuerySet[Seat]:
    ended = Seat.objects.filter(organisation=organisation, ended_at__lte=timezone.now())
    return ended.select_related("person").order_by("-ended_at")[:50]


def seats_of(person: Any) -> QuerySet[Seat]:
    return Seat.objects.filter(person=person).select_related("organisation").order_by("-starts_on", "pk")


def people(words: str = "", organisation: Organisation | None = None) -> QuerySet[Any]:
    """Who sits in the alliance today, each once, with their seats in ``held``."""
    now = seats().filter(starts_on__lte=timezone.localdate())
    if organisation is not None:
        now = now.filter(organisation=organisation)
    found = get_user_model().objects.filter(is_active=True, pk__in=now.values("person"))
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(name_en__icontains=words) | Q(title__icontains=words)
            | Q(pk__in=seats().filter(department__icontains=words).values("person"))
        )  # fmt: skip
    return found.order_by("name", "pk").prefetch_related(Prefetch("seats", now, to_attr="held"))


def seat_holders_until_now(since: dt.datetime) -> QuerySet[Any]:
    """Whose seat ended since that moment."""
    ended = Seat.objects.filter(ended_at__gt=since, ended_at__lte=timezone.now())
    return get_user_model().objects.filter(pk__in=ended.values("person")).order_by("pk")


def at_work() -> QuerySet[Seat]:
    """The seats that make somebody one of the alliance's people at this moment, as the database's keys see it."""
    places = Q(organisation__in=members()) | Q(organisation__in=startups())
    return Seat.objects.filter(not_ended(), places, role__in=AT_WORK, starts_on__lte=timezone.localdate())


def holders(*roles: str, organisation: Organisation | None = None) -> QuerySet[Any]:
    """Active people who hold one of the roles today: whom a letter to "the secretariat" goes to."""
    found = seats().filter(role__in=roles, starts_on__lte=timezone.localdate())
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return get_user_model().objects.filter(is_active=True, pk__in=found.values("person")).order_by("pk")


def officers() -> QuerySet[Any]:
    return holders(Role.OFFICER, Role.HEAD)


def coordinators(organisation: Organisation) -> QuerySet[Any]:
    return holders(Role.COORDINATOR, organisation=organisation)


def person_with(email: str) -> Any:
    return get_user_model().objects.filter(email=email.strip().lower(), is_active=True).first()


def is_known(email: str) -> bool:
    """Whether somebody with this address can sign in."""
    return person_with(email) is not None
