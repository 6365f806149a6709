"""Experts, panels and round tables for tests, made by the actions as their makers would make them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import time_machine
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance.models import Organisation
from oneteam.base.fields import Bi, both
from oneteam.experts import actions as experts
from oneteam.experts.models import ExpertProfile
from oneteam.problems.models import Problem
from oneteam.roundtables import actions, queries
from oneteam.roundtables.actions.tables import Plan
from oneteam.roundtables.forms.agenda import TEMPLATE
from oneteam.roundtables.matching import Parameters
from oneteam.roundtables.models import MatchRun, RoundTable

from . import LESSON, accepted, make_org, nda, seated
from .remembered import remembered

EASY = Parameters(size=3, min_academia=0, min_research=0, min_field=0, max_per_org=3)


@dataclass
class House:
    """A company with a problem, the secretariat, and experts."""

    company: Organisation
    owner: Person
    officer: Person
    profiles: list[ExpertProfile] = field(default_factory=list)
    problem: Any = None


def make_expert(
    officer: Person, organisation: Organisation | None = None, *, name: str = "expert", signed: bool = True,
    works: tuple[str, ...] = ("Learning from welding sound",), consented: bool = True, **values: Any,
) -> ExpertProfile:  # fmt: skip
    home = organisation or make_org(kind="academia")
    person = seated("expert", home, name)
    with walls.acting_as(officer):
        profile = experts.enrol(person=officer, expert=person, organisation=home, **values)
        for title in works:
            experts.add_work(person=officer, profile=profile, title=Bi("", title), year=2024)
    if consented:
        with walls.acting_as(person):
            experts.consent(person=person, profile=profile, agreed=True)
    if signed:
        nda(person)
    return profile


@remembered
def make_house(level: str = "named", experts_count: int = 3, **values: Any) -> House:
    company = make_org("company")
    house = House(company, seated("owner", company, "owner"), seated("officer", make_org("host"), "officer"))
    house.profiles = [
        make_expert(house.officer, name=f"expert{number}", signed=number != 1)
        for number in range(1, experts_count + 1)
    ]
    house.problem = accepted(house.owner, company, house.officer, level=level, **values)
    return house


def fresh(problem: Problem) -> Problem:
    found = queries.problem(problem.code).first()
    assert found is not None
    return found


@remembered
def matched(house: House, parameters: Parameters = EASY) -> MatchRun:
    with walls.acting_as(house.officer):
        return actions.run_match(person=house.officer, problem=fresh(house.problem), parameters=parameters)


def reread(person: Person, run: MatchRun) -> MatchRun:
    with walls.acting_as(person):
        found = queries.run(run.code).first()
    assert found is not None
    return found


@remembered
def sent(house: House) -> MatchRun:
    run = reread(house.officer, matched(house))
    with walls.acting_as(house.officer):
        actions.send_to_owner(person=house.officer, run=run)
    return run


@remembered
def approved(house: House) -> MatchRun:
    run = reread(house.owner, sent(house))
    with walls.acting_as(house.owner):
        actions.approve_panel(person=house.owner, run=run)
    return run


def plan(house: House, **values: Any) -> Plan:
    starts_at = timezone.now() + dt.timedelta(days=10)
    agenda = [(both(title), minutes) for title, minutes in TEMPLATE]
    defaults = {"place": Bi("회의실", "Room"), "owners": [house.owner], "chair": house.officer}
    return Plan(agenda=agenda, **{"starts_at": starts_at, **defaults, **values})


@remembered
def convened(house: House, **values: Any) -> RoundTable:
    approved(house)
    with walls.acting_as(house.officer):
        table = actions.convene(
            person=house.officer, problem=fresh(house.problem), plan=plan(house, **values)
        )
    return get_table(house.officer, table.code)


def get_table(person: Person, code: str) -> RoundTable:
    with walls.acting_as(person):
        found = queries.table(code).first()
    assert found is not None
    return found


@remembered
def held(house: House, **values: Any) -> RoundTable:
    """A table at which everybody was, held on its day."""
    table = convened(house, **values)
    with (
        time_machine.travel(table.starts_at + dt.timedelta(hours=1), tick=False),
        walls.acting_as(house.officer),
    ):
        came = {seat.person_id: (True, "") for seat in queries.attendance(table)}
        actions.hold(person=house.officer, table=table, came=came)
    return get_table(house.officer, table.code)


@remembered
def decided(house: House, kind: str = "joint_task") -> RoundTable:
    table = held(house)
    with walls.acting_as(house.officer):
        actions.decide(
            person=house.officer, table=table, kind=kind, text=Bi("결정", "Decision text"),
            responsible=house.owner, due_on=timezone.localdate() + dt.timedelta(days=60),
            **(LESSON if kind == "stop" else {}),
        )  # fmt: skip
    return get_table(house.officer, table.code)
