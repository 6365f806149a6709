"""Generated organisations, people and expert profiles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from oneteam.accounts.models import Person
from oneteam.alliance.enums import AgreementKind, Kind, Role, SkillKind, Standing
from oneteam.alliance.models import Agreement, MembershipPeriod, Organisation, Rivalry, Seat, Skill
from oneteam.base.fields import Bi
from oneteam.experts.models import Engagement, EngagementKind, ExpertProfile, Work
from oneteam.walls.actions import shared_circle
from oneteam.walls.models import Circle

from ..sample_data import raw
from . import words

BATCH = 2000
JOINED = date(2020, 2, 20)
KINDS = [Kind.INDUSTRY] * 20 + [Kind.ACADEMIA] * 12 + [Kind.RESEARCH] * 8


@dataclass
class House:
    """What the later steps choose from."""

    random: Random
    now: datetime
    tag: str
    methods: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    companies: list[Organisation] = field(default_factory=list)
    others: list[Organisation] = field(default_factory=list)
    owners: dict[int, list[Person]] = field(default_factory=dict)  # by organisation
    officers: list[Person] = field(default_factory=list)
    experts: list[ExpertProfile] = field(default_factory=list)


def furnish(house: House, *, experts: int) -> None:
    _skills(house)
    _organisations(house)
    _rivalries(house)
    _owners(house)
    _experts(house, experts)


def _skills(house: House) -> None:
    known = raw("skills")
    rows = [
        Skill(code=row["code"], kind=kind, label=Bi.of(row["name"]))
        for kind, name in ((SkillKind.METHOD, "methods"), (SkillKind.AREA, "areas"))
        for row in known[name]
    ]
    Skill.objects.bulk_create(rows, ignore_conflicts=True)
    house.methods = [row["code"] for row in known["methods"]]
    house.areas = [row["code"] for row in known["areas"]]


def _organisations(house: House) -> None:
    rows = []
    for number, kind in enumerate(KINDS, start=1):
        name = Bi(f"견본기관 {house.tag}-{number}", f"Sample organisation {house.tag}-{number}")
        rows.append(Organisation(kind=kind, name=name, standing=Standing.ACTIVE))
    made = Organisation.objects.bulk_create(rows)
    MembershipPeriod.objects.bulk_create(MembershipPeriod(organisation=row, starts_on=JOINED) for row in made)
    house.companies = [row for row in made if row.kind == Kind.INDUSTRY]
    house.others = [row for row in made if row.kind != Kind.INDUSTRY]


def _rivalries(house: House) -> None:
    office = shared_circle("secretariat")
    pairs = zip(house.companies[::2], house.companies[1::2], strict=False)
    Rivalry.objects.bulk_create(
        Rivalry(one=one, other=other, starts_on=JOINED, circle=office,
                areas=sorted(house.random.sample(house.areas, 3)))
        for one, other in pairs
    )  # fmt: skip


def _people(house: House, count: int, prefix: str) -> list[Person]:
    rows = []
    for number in range(count):
        name, name_en = words.person(house.random)
        email = f"{prefix}{number}.{house.tag}@sample.example"
        rows.append(Person(email=email, name=name, name_en=name_en, title="책임", password="!"))
    return Person.objects.bulk_create(rows, batch_size=BATCH)


def _owners(house: House) -> None:
    every = [*house.companies, *house.others]
    people = _people(house, 3 * len(every) + 4, "owner")
    seats = []
    for index, organisation in enumerate(every):
        trio = people[3 * index : 3 * index + 3]
        house.owners[organisation.pk] = trio
        roles = (Role.OWNER, Role.COORDINATOR, Role.EXECUTIVE)
        seats += [_seat(who, organisation, role) for who, role in zip(trio, roles, strict=True)]
    house.officers = people[-4:]
    seats += [_seat(who, house.others[0], Role.OFFICER) for who in house.officers]
    Seat.objects.bulk_create(seats, batch_size=BATCH)


def _seat(person: Person, organisation: Organisation, role: str) -> Seat:
    return Seat(person=person, organisation=organisation, role=role, starts_on=JOINED)


def _experts(house: House, count: int) -> None:
    random, every = house.random, [*house.others, *house.others, *house.companies]
    people = _people(house, count, "expert")
    homes = [random.choice(every) for _ in people]
    Seat.objects.bulk_create(
        (_seat(who, home, Role.EXPERT) for who, home in zip(people, homes, strict=True)), batch_size=BATCH
    )
    circles = Circle.objects.bulk_create(
        (Circle(readers=["member", "secretariat"], admitted=[f"person:{who.pk}"]) for who in people),
        batch_size=BATCH,
    )
    house.experts = ExpertProfile.objects.bulk_create(
        (_profile(house, *row) for row in zip(people, homes, circles, strict=True)), batch_size=BATCH
    )
    _works(house)
    _engagements(house)
    _ndas(house, people)


def _profile(house: House, person: Person, home: Organisation, circle: Circle) -> ExpertProfile:
    return ExpertProfile(
        person=person, organisation=home, circle=circle, skills=house.random.sample(house.methods, 3),
        languages=["ko", "en"], field=words.title(house.random), quota=house.random.randint(1, 4),
        department="AI", consented_at=house.now, created_at=_some_time(house, 2000),
    )  # fmt: skip


def _works(house: House) -> None:
    rows = (
        Work(profile=profile, circle_id=profile.circle_id, title=words.title(house.random),
             year=house.random.randint(2018, 2026))
        for profile in house.experts for _ in range(3)
    )  # fmt: skip
    Work.objects.bulk_create(rows, batch_size=BATCH)


def _engagements(house: House) -> None:
    chosen = house.experts[::10]
    circles = Circle.objects.bulk_create(
        (Circle(readers=["secretariat"], admitted=[f"person:{row.person_id}"]) for row in chosen),
        batch_size=BATCH,
    )
    Engagement.objects.bulk_create(
        (Engagement(profile=profile, circle=circle, organisation=house.random.choice(house.companies),
                    kind=EngagementKind.SPONSORED, until=house.now.date() + timedelta(days=200))
         for profile, circle in zip(chosen, circles, strict=True)), batch_size=BATCH
    )  # fmt: skip


def _ndas(house: House, people: list[Person]) -> None:
    office = shared_circle("secretariat")
    rows: list[Any] = [
        Agreement(kind=AgreementKind.NDA, person=person, circle=office, starts_on=JOINED) for person in people
    ]
    Agreement.objects.bulk_create(rows, batch_size=BATCH)


def _some_time(house: House, days: int) -> datetime:
    return house.now - timedelta(minutes=house.random.randint(60, days * 24 * 60))
