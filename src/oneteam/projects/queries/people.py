"""Whom and which organisation one can choose, and how they stand to a thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import AgreementKind, NamedRole, Role
from oneteam.alliance.models import Disclosure, Named, Organisation

from ..models import Project
from .here import here
from .projects import members


def member_organisations() -> QuerySet[Organisation]:
    return here().order_by("kind", "pk")


def people_to_choose(among: Iterable[int] | None = None) -> QuerySet[Person]:
    """Everybody with a seat at work, each with their seats in ``held``, to choose members and verifiers from.

    ``among``: those of these organisations only, for who may not read the alliance's list of people.
    """
    held = alliance.at_work().select_related("organisation")
    held = held if among is None else held.filter(organisation__in=list(among))
    found = Person.objects.filter(is_active=True, pk__in=held.order_by().values("person")).order_by(
        "name", "pk"
    )
    return found.prefetch_related(Prefetch("seats", held, to_attr="held"))


def people_found(words: str, among: Iterable[int] | None = None) -> list[Person]:
    """At most ten of them whom the words fit."""
    fit = alliance.people(words).order_by().values("pk")
    return list(people_to_choose(among).filter(pk__in=fit)[:10]) if words else []


def member_of(project: Project, code: str) -> Person | None:
    """Also who holds no seat any more."""
    return Person.objects.filter(code=code, pk__in=members(project).values("person")).first()


def people_leaving(project: Project, organisation: int, homes: set[int]) -> list[Person]:
    """The project's people who are in it for an organisation that leaves: who sits, or sat, there and in none of ``homes``.

    By their seats, not by what these open: an organisation that left the alliance, or is suspended, opens nothing.
    """
    its_own = Person.objects.filter(
        pk__in=members(project).order_by().values("person"), seats__organisation=organisation
    )
    stay = alliance.seats().filter(organisation__in=homes).order_by().values("person")
    return list(its_own.exclude(pk__in=stay).exclude(pk=project.responsible_id).distinct())


def person(code: str) -> Person | None:
    return people_to_choose().filter(code=code).first()


def speakers(organisation: Organisation) -> list[Person]:
    """Whom to write to in an organisation: its coordinators, else its problem owners, else its executives."""
    for role in (Role.COORDINATOR, Role.OWNER, Role.FOUNDER, Role.EXECUTIVE):
        held = alliance.at_work().filter(organisation=organisation, role=role)
        found = list(Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("pk"))
        if found:
            return found
    return []


def home_of(person: Any) -> Organisation | None:
    """The organisation that a person mainly works for."""
    found = (
        alliance.at_work().filter(person=person).select_related("organisation").order_by("starts_on", "pk")
    )
    seat = found.first()
    return seat.organisation if seat else None


def parties(organisation_ids: set[int]) -> set[int]:
    """With their affiliates: one group is one party."""
    groups = Organisation.objects.filter(pk__in=organisation_ids).exclude(group="").values("group")
    return organisation_ids | set(Organisation.objects.filter(group__in=groups).values_list("pk", flat=True))


def stands_against(organisation: Organisation, disclosure: Disclosure) -> bool:
    """Whether the wall between the owner and a rival keeps an organisation out of a thread."""
    with walls.system("whether a partner competes with the owner"):
        ours, theirs = parties({disclosure.owner_id}), parties({organisation.pk})
        pair = Q(one__in=ours, other__in=theirs) | Q(one__in=theirs, other__in=ours)
        rivals = alliance.rivalries().filter(alliance.in_force(), pair, areas__overlap=[disclosure.area, "*"])
        waivers = alliance.agreements_in_force(AgreementKind.WAIVER)
        waived = waivers.filter(organisation=organisation, thread=disclosure.thread)
        return rivals.exists() and not waived.exists()


def owners_named(disclosure: Disclosure) -> list[Person]:
    """The owner's people who are in the thread by name: they get its mail."""
    named = Named.objects.filter(disclosure=disclosure, role=NamedRole.OWNER, person__isnull=False)
    return list(Person.objects.filter(pk__in=named.values("person"), is_active=True).order_by("pk"))
