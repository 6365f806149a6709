"""A small alliance to test in: made row by row, so that no test leans on the actions it tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from oneteam import walls
from oneteam.accounts.actions import create_person
from oneteam.accounts.models import Person
from oneteam.alliance.enums import Kind, Role, Standing
from oneteam.alliance.models import Agreement, MembershipPeriod, Organisation, Rivalry, Seat, Skill
from oneteam.base.fields import Bi
from oneteam.walls.actions import shared_circle

LONG_AGO = dt.date(2020, 2, 20)


def organisation(
    name: str, kind: str = Kind.INDUSTRY, *, standing: str = Standing.ACTIVE, **values: Any
) -> Organisation:
    made = Organisation.objects.create(kind=kind, name=Bi(name, name), standing=standing, **values)
    if kind != Kind.STARTUP and standing not in (Standing.CANDIDATE, Standing.INVITED, Standing.SIGNED):
        MembershipPeriod.objects.create(organisation=made, starts_on=LONG_AGO)
    return made


def person(name: str, **values: Any) -> Person:
    return create_person(email=f"{name.lower()}@example.com", name=name, **values)


def seat(holder: Person, where: Organisation, role: str = Role.OWNER, **values: Any) -> Seat:
    return Seat.objects.create(
        person=holder, organisation=where, role=role, **{"starts_on": LONG_AGO, **values}
    )


def somebody(name: str, where: Organisation, role: str = Role.OWNER, **values: Any) -> Person:
    made = person(name)
    seat(made, where, role, **values)
    return made


def area(code: str) -> Skill:
    return Skill.objects.create(code=code, kind="area", label=Bi(code, code))


def rivals(one: Organisation, other: Organisation, *areas: str, **values: Any) -> Rivalry:
    with walls.system("a test's rivalry"):
        values = {"starts_on": LONG_AGO, "circle": shared_circle("secretariat"), **values}
        return Rivalry.objects.create(one=one, other=other, areas=list(areas), **values)


def nda(holder: Person, **values: Any) -> Agreement:
    with walls.system("a test's agreement"):
        values = {"starts_on": LONG_AGO, "circle": shared_circle("secretariat"), **values}
        return Agreement.objects.create(kind="nda", person=holder, **values)


def waiver(**values: Any) -> Agreement:
    with walls.system("a test's agreement"):
        values = {"starts_on": LONG_AGO, "circle": shared_circle("secretariat"), **values}
        return Agreement.objects.create(kind="waiver", **values)


def keys(holder: Person) -> frozenset[str]:
    return walls.keys_of(holder)


def tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


def yesterday() -> dt.date:
    return timezone.localdate() - dt.timedelta(days=1)
