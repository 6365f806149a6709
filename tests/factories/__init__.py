"""People, organisations and problems for tests, made as their makers would make them."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance.models import Agreement, MembershipPeriod, Organisation, Rivalry, Seat, Skill
from oneteam.base.fields import Bi
from oneteam.problems import actions
from oneteam.problems.models import Brief, Problem
from oneteam.walls.actions import shared_circle

_numbers = itertools.count(1)
LONG_AGO = dt.date(2020, 2, 20)


def make_org(name: str = "", kind: str = "industry", **values: Any) -> Organisation:
    name = name or f"org{next(_numbers)}"
    values.setdefault("standing", "active")
    organisation = Organisation.objects.create(kind=kind, name=Bi(name, name), **values)
    MembershipPeriod.objects.create(organisation=organisation, starts_on=LONG_AGO)
    return organisation


def make_person(name: str = "", **values: Any) -> Person:
    number = next(_numbers)
    name = name or f"person{number}"
    return Person.objects.create_user(f"p{number}@people.example", name=name, **values)


def seat(person: Person, organisation: Organisation, role: str) -> Seat:
    return Seat.objects.create(person=person, organisation=organisation, role=role, starts_on=LONG_AGO)


def seated(role: str, organisation: Organisation | None = None, name: str = "") -> Person:
    """Somebody with one seat."""
    person = make_person(name or role)
    seat(person, organisation or make_org(), role)
    return person


def rivals(one: Organisation, other: Organisation, areas: list[str]) -> Rivalry:
    with walls.system("factory"):
        return Rivalry.objects.create(
            one=one, other=other, areas=areas, starts_on=LONG_AGO, circle=shared_circle("secretariat")
        )


def nda(person: Person, ends_on: dt.date | None = None) -> Agreement:
    with walls.system("factory"):
        return Agreement.objects.create(
            kind="nda",
            person=person,
            starts_on=LONG_AGO,
            ends_on=ends_on,
            circle=shared_circle("secretariat"),
        )


def area(code: str = "robot") -> Skill:
    return Skill.objects.get_or_create(code=code, kind="area", defaults={"label": Bi(code, code)})[0]


def make_problem(
    owner: Person, organisation: Organisation, *, level: str = "named", **values: Any
) -> Problem:
    """A complete draft, written by its owner."""
    code = values.pop("area", "robot")
    area(code)
    with walls.acting_as(owner):
        problem = actions.draft(
            person=owner, owner=organisation, title=Bi("제목", "Title"), area=code, level=level
        )
        Problem.objects.filter(pk=problem.pk).update(teaser=Bi("요약", "Teaser"))
        Brief.objects.filter(problem=problem).update(
            background=Bi("배경", "Background"), goal=Bi("목표", "Goal"), metric=Bi("재현율", "Recall"),
            unit="%", better="higher", baseline=35, target=80,
        )  # fmt: skip
        return Problem.objects.select_related("disclosure", "owner", "brief").get(pk=problem.pk)


def accepted(owner: Person, organisation: Organisation, officer: Person, **values: Any) -> Problem:
    """A problem that the secretariat accepted: open to whom its level lets in."""
    problem = make_problem(owner, organisation, **values)
    with walls.acting_as(owner):
        actions.submit(person=owner, problem=problem)
    with walls.acting_as(officer):
        actions.begin_scoping(person=officer, problem=problem)
        actions.finish_scoping(
            person=officer, problem=problem, recommendation="accept", note=Bi("좋습니다", "Good")
        )
    return problem


# Asked of whoever ends something: see ``problems.ending``.
LESSON: dict[str, Any] = {"why": "no_data", "change": Bi("기록이 쌓인 뒤", "Once there are records")}


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)
