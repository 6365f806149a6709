"""Generated problems: disclosure, circles, teaser, brief, scoping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from oneteam.accounts.models import Person
from oneteam.alliance.circles import compose
from oneteam.alliance.disclosure import facts_of
from oneteam.alliance.enums import Level, NamedRole, Part, Stage
from oneteam.alliance.models import Disclosure, Named, Organisation
from oneteam.base.fields import Bi
from oneteam.experts.models import ExpertProfile
from oneteam.problems.enums import Better, State
from oneteam.problems.models import Brief, DataItem, Problem, Scoping, problem_code
from oneteam.walls.models import Circle

from . import words
from .people import BATCH, House

LEVELS = [Level.PUBLIC] * 1 + [Level.ALLIANCE] * 5 + [Level.NAMED] * 3 + [Level.SEALED] * 1
STATES = [State.SUBMITTED, State.SCOPING, State.ACCEPTED, State.ACCEPTED, State.MATCHING, State.AGREED,
          State.SCHEDULED, State.DECIDED, State.DECLINED, State.RETURNED, State.DRAFT]  # fmt: skip
STAGES = {State.DRAFT: Stage.DRAFT, State.SUBMITTED: Stage.REVIEW, State.SCOPING: Stage.REVIEW,
          State.RETURNED: Stage.REVIEW, State.DECLINED: Stage.REVIEW}  # fmt: skip


@dataclass
class Plan:
    """One problem before it is written."""

    code: str
    owner: Organisation
    author: Person
    officer: Person
    level: str
    area: str
    state: str
    at: datetime
    verifier: ExpertProfile | None = None
    partner: Organisation | None = None


def write(house: House, *, problems: int, projects: int) -> list[Problem]:
    """``problems`` problems; the first ``projects`` of them have come as far as a project."""
    plans = [_plan(house, in_project=number < projects) for number in range(problems)]
    rows: list[Problem] = []
    for start in range(0, len(plans), BATCH):
        rows += _write(house, plans[start : start + BATCH])
    return rows


def _plan(house: House, *, in_project: bool) -> Plan:
    random = house.random
    owner = random.choice(house.companies)
    return Plan(
        code=problem_code(), owner=owner, author=house.owners[owner.pk][0],
        officer=random.choice(house.officers), level=random.choice(LEVELS), area=random.choice(house.areas),
        state=random.choice([State.IN_PROJECT, State.APPLIED, State.VERIFIED]) if in_project
        else random.choice(STATES),
        at=house.now - timedelta(minutes=random.randint(60, 900 * 24 * 60)),
        partner=random.choice(house.others) if in_project else None,
        verifier=random.choice(house.experts) if in_project else None,
    )  # fmt: skip


def _write(house: House, plans: list[Plan]) -> list[Problem]:
    circles = Circle.objects.bulk_create(Circle() for _ in range(len(plans) * len(Part)))
    groups = [circles[at : at + len(Part)] for at in range(0, len(circles), len(Part))]
    disclosures = Disclosure.objects.bulk_create(
        Disclosure(thread=plan.code, level=plan.level, stage=STAGES.get(State(plan.state), Stage.OPEN),
                   owner=plan.owner, area=plan.area,
                   **{part.value: circle for part, circle in zip(Part, group, strict=True)})
        for plan, group in zip(plans, groups, strict=True)
    )  # fmt: skip
    names = _name(plans, disclosures)
    _draw(disclosures, names)
    problems = Problem.objects.bulk_create(
        _problem(house, plan, row) for plan, row in zip(plans, disclosures, strict=True)
    )
    _briefs(house, plans, problems)
    _scopings(plans, problems)
    return problems


def _name(plans: list[Plan], disclosures: list[Disclosure]) -> dict[int, list[Named]]:
    found: dict[int, list[Named]] = {}
    for plan, row in zip(plans, disclosures, strict=True):
        admitted: list[tuple[str, dict[str, Any]]] = [(NamedRole.OWNER, {"person": plan.author})]
        if plan.level == Level.SEALED:
            admitted.append((NamedRole.OFFICER, {"person": plan.officer}))
        if plan.partner is not None and plan.verifier is not None:
            admitted.append((NamedRole.PARTNER, {"organisation": plan.partner}))
            verifier = plan.verifier
            admitted.append(
                (NamedRole.VERIFIER, {"person": verifier.person, "rests_on": [verifier.organisation_id]})
            )
        found[row.pk] = [Named(disclosure=row, circle_id=row.desk_id, role=role, by=plan.author, **who)
                         for role, who in admitted]  # fmt: skip
    Named.objects.bulk_create([row for rows in found.values() for row in rows], batch_size=BATCH)
    return found


def _draw(disclosures: list[Disclosure], names: dict[int, list[Named]]) -> None:
    changed = []
    for row in disclosures:
        for part, keys in compose(facts_of(row, names[row.pk])).items():
            circle = getattr(row, part.value)
            circle.readers, circle.barred = sorted(keys.readers), sorted(keys.barred)
            circle.admitted = sorted(keys.admitted)
            changed.append(circle)
    _update_circles(changed)


def _update_circles(circles: list[Circle]) -> None:
    Circle.objects.bulk_update(circles, ["readers", "barred", "admitted"], batch_size=BATCH)


def _problem(house: House, plan: Plan, disclosure: Disclosure) -> Problem:
    return Problem(
        code=plan.code, disclosure=disclosure, circle_id=disclosure.teaser_id, owner=plan.owner,
        title=words.title(house.random), teaser=words.text(house.random, 1), area=plan.area,
        skills=house.random.sample(house.methods, 3), state=plan.state, state_at=plan.at + timedelta(days=20),
        state_by=plan.officer, created_at=plan.at,
        submitted_at=None if plan.state == State.DRAFT else plan.at + timedelta(days=2),
    )  # fmt: skip


def _briefs(house: House, plans: list[Plan], problems: list[Problem]) -> None:
    random = house.random
    briefs = Brief.objects.bulk_create(
        Brief(problem=problem, circle_id=problem.disclosure.brief_id, background=words.text(random),
              goal=words.text(random, 1), questions=[words.text(random, 1)], constraints=[words.text(random, 1)],
              tried=words.text(random, 1), metric=Bi("오류율", "Error rate"), unit="%", better=Better.LOWER,
              baseline=Decimal(random.randint(20, 60)), target=Decimal(random.randint(2, 15)),
              deadline=plan.at.date() + timedelta(days=300), site=words.place(random), contact=plan.author)
        for plan, problem in zip(plans, problems, strict=True)
    )  # fmt: skip
    DataItem.objects.bulk_create(
        DataItem(brief=brief, circle_id=brief.circle_id, name=words.title(random), kind="timeseries",
                 volume="120 GB", tier=2)
        for brief in briefs for _ in range(2)
    )  # fmt: skip


def _scopings(plans: list[Plan], problems: list[Problem]) -> None:
    Scoping.objects.bulk_create(
        Scoping(problem=problem, circle_id=problem.disclosure.desk_id, scoper=plan.officer,
                begun_at=plan.at + timedelta(days=4), finished_at=plan.at + timedelta(days=6))
        for plan, problem in zip(plans, problems, strict=True)
        if plan.state not in (State.DRAFT, State.SUBMITTED)
    )  # fmt: skip
