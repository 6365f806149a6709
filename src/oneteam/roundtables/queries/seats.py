"""Whose people are asked: of the owner, of the secretariat, inside a circle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Role
from oneteam.alliance.models import Disclosure, Seat
from oneteam.alliance.queries import inside, with_keys
from oneteam.walls.models import Circle

OWNERS = (Role.OWNER, Role.COORDINATOR, Role.EXECUTIVE, Role.STAFF)


def _seated(roles: Iterable[str], **more: Any) -> QuerySet[Person]:
    present = Seat.objects.filter(role__in=list(roles), starts_on__lte=timezone.localdate(), **more)
    present = present.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now()))
    return Person.objects.filter(pk__in=present.values("person"), is_active=True).order_by("name", "pk")


def owner_people(disclosure: Disclosure) -> QuerySet[Person]:
    """The owner's people who may sit in the room."""
    return inside(disclosure.room, _seated(OWNERS, organisation=disclosure.owner_id))


def inside_which(circles: Iterable[int], people: Iterable[int]) -> set[tuple[int, int]]:
    """Which circle lets in whom of these people, by their own keys, as pairs of numbers."""
    known = {
        one.pk: {"public", *one.known_keys} for one in with_keys(Person.objects.filter(pk__in=list(people)))
    }
    return {
        (circle.pk, number)
        for circle in Circle.objects.filter(pk__in=list(circles))
        for number, keys in known.items()
        if keys & {*circle.admitted} or (keys & {*circle.readers} and not keys & {*circle.barred})
    }


def officers_inside(disclosure: Disclosure) -> QuerySet[Person]:
    return inside(disclosure.room, _seated((Role.OFFICER, Role.HEAD)))


def officers() -> QuerySet[Person]:
    return _seated((Role.OFFICER, Role.HEAD))


def seated_as(role: str, organisation: int | None) -> QuerySet[Person]:
    return _seated((role,), organisation=organisation)
