"""Many plain rows at once, all open to the members of the alliance."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance.models import (
    Agreement,
    Disclosure,
    ErasureRequest,
    Invitation,
    MembershipPeriod,
    Organisation,
    Rivalry,
    Seat,
    Skill,
)
from oneteam.base.fields import Bi
from oneteam.cases.models import LedgerEntry
from oneteam.experts.models import ExpertProfile
from oneteam.outcomes.models import Outcome
from oneteam.problems.models import Problem, problem_code
from oneteam.projects.models import Milestone, Project
from oneteam.roundtables.models import RoundTable, Venue, VenueBooking
from oneteam.walls.actions import shared_circle
from tests.factories import LONG_AGO

TITLE = Bi("조립 로봇 감속기의 고장을 두 주 앞서 알기", "Foreseeing failures of reducers two weeks ahead")
_numbers = itertools.count(1)


def organisations(count: int) -> list[Organisation]:
    rows = [
        Organisation(
            kind="industry", standing="active", name=Bi(f"기관 {n}", f"Organisation {n}"), sector="robot"
        )
        for n in itertools.islice(_numbers, count)
    ]
    made = Organisation.objects.bulk_create(rows)
    MembershipPeriod.objects.bulk_create(
        MembershipPeriod(organisation=row, starts_on=LONG_AGO) for row in made
    )
    return made


def people(count: int, role: str = "staff") -> list[Person]:
    """Each with a seat in an organisation of their own, so that a lookup a row would be seen."""
    made = Person.objects.bulk_create(
        Person(
            email=f"bulk{n}@people.example",
            name=f"사람 {n}",
            name_en=f"Person {n}",
            title="책임",
            password="!",
        )
        for n in itertools.islice(_numbers, count)
    )
    homes = organisations(min(count, 30))
    Seat.objects.bulk_create(
        Seat(
            person=person, organisation=homes[n % len(homes)], role=role, department="AI", starts_on=LONG_AGO
        )
        for n, person in enumerate(made)
    )
    return made


def problems(count: int) -> list[Problem]:
    circle, owners = shared_circle("member", "secretariat"), organisations(min(count, 30))
    parts = ("teaser", "brief", "desk", "private", "room", "summary", "field", "effect")
    shown = Disclosure.objects.bulk_create(
        Disclosure(thread=problem_code(), level="alliance", stage="open", owner=owners[n % len(owners)],
                   area="robot", **dict.fromkeys(parts, circle)) for n in range(count)
    )  # fmt: skip
    return Problem.objects.bulk_create(
        Problem(code=row.thread, disclosure=row, circle=circle, owner=row.owner, title=TITLE, teaser=TITLE,
                area="robot", state="accepted", submitted_at=timezone.now()) for row in shown
    )  # fmt: skip


def experts(count: int) -> list[ExpertProfile]:
    circle = shared_circle("member", "secretariat")
    homes = organisations(min(count, 30))
    return ExpertProfile.objects.bulk_create(
        ExpertProfile(person=person, organisation=homes[n % len(homes)], circle=circle, field=TITLE,
                      skills=["robot"], consented_at=timezone.now())
        for n, person in enumerate(people(count, "expert"))
    )  # fmt: skip


def roundtables(count: int) -> list[RoundTable]:
    starts, chairs = timezone.now() + dt.timedelta(days=3), people(min(count, 30))
    return RoundTable.objects.bulk_create(
        RoundTable(problem=row, circle_id=row.circle_id, chair=chairs[n % len(chairs)], starts_at=starts,
                   ends_at=starts + dt.timedelta(hours=2)) for n, row in enumerate(problems(count))
    )  # fmt: skip


def projects(count: int) -> list[Project]:
    today, people_ = timezone.localdate(), people(min(count, 30))
    return Project.objects.bulk_create(
        Project(kind="joint", disclosure=row.disclosure, problem=row, circle_id=row.circle_id, title=TITLE,
                lead=row.owner, responsible=people_[n % len(people_)], starts_on=today,
                ends_on=today + dt.timedelta(days=90), trl_start=4, trl_now=5, trl_target=7, state="running")
        for n, row in enumerate(problems(count))
    )  # fmt: skip


def timelines(count: int) -> list[Project]:
    """Each with three milestones."""
    made = projects(count)
    Milestone.objects.bulk_create(
        Milestone(project=row, circle_id=row.circle_id, name=TITLE, due_on=row.starts_on + dt.timedelta(days=30 * n))
        for row in made for n in (1, 2, 3)
    )  # fmt: skip
    return made


def outcomes(count: int, project: Project | None = None) -> list[Outcome]:
    """Of many projects and organisations, unless of one."""
    homes = [project] if project else projects(min(count, 30))
    rows = [homes[n % len(homes)] for n in range(count)]
    return Outcome.objects.bulk_create(
        Outcome(project=row, circle_id=row.circle_id, organisation=row.lead, kind="award", title=TITLE,
                on=timezone.localdate(), link="https://evidence.example/", by=row.responsible) for row in rows
    )  # fmt: skip


def ledger(count: int) -> list[LedgerEntry]:
    return LedgerEntry.objects.bulk_create(
        LedgerEntry(disclosure=row.disclosure, level="alliance", problem=row, circle_id=row.circle_id, title=TITLE,
                    area="robot", how="declined", why="no_data", change=TITLE)
        for row in problems(count)
    )  # fmt: skip


def agreements(count: int) -> list[Agreement]:
    circle, holders = shared_circle("secretariat"), people(count)
    return Agreement.objects.bulk_create(
        Agreement(kind="nda", person=holder, starts_on=LONG_AGO, circle=circle) for holder in holders
    )


def rivals(count: int) -> list[Rivalry]:
    circle, by, homes = shared_circle("secretariat"), people(1)[0], organisations(2 * count)
    return Rivalry.objects.bulk_create(
        Rivalry(one=homes[2 * n], other=homes[2 * n + 1], areas=["robot"], set_by=by, circle=circle)
        for n in range(count)
    )


def skills(count: int) -> list[Skill]:
    return Skill.objects.bulk_create(
        Skill(code=f"word{n}", kind="method", label=TITLE) for n in itertools.islice(_numbers, count)
    )


def invitations(count: int) -> list[Invitation]:
    circle, by, homes = shared_circle("secretariat"), people(1)[0], organisations(min(count, 30))
    return Invitation.objects.bulk_create(
        Invitation(email=f"invited{n}@people.example", organisation=homes[n % len(homes)], role="expert", by=by,
                   token_hash=f"{n:064}", expires_at=timezone.now() + dt.timedelta(days=7), circle=circle)
        for n in itertools.islice(_numbers, count)
    )  # fmt: skip


def erasures(count: int) -> list[ErasureRequest]:
    circle = shared_circle("secretariat")
    return ErasureRequest.objects.bulk_create(
        ErasureRequest(person=person, circle=circle) for person in people(count)
    )


def venues(count: int) -> list[Venue]:
    """Each of them taken twice."""
    circle, starts = shared_circle("secretariat"), timezone.now() + dt.timedelta(days=3)
    made = Venue.objects.bulk_create(Venue(name=TITLE, capacity=20, circle=circle) for _ in range(count))
    VenueBooking.objects.bulk_create(
        VenueBooking(venue=room, circle=circle, span=(starts + hour, starts + 2 * hour))
        for room in made for hour in (dt.timedelta(hours=1), dt.timedelta(hours=3))
    )  # fmt: skip
    return made


def without_profile(count: int) -> list[Person]:
    return people(count, "expert")


def add(what: str, count: int) -> Any:
    makers = {
        "problems": problems, "experts": experts, "projects": projects, "roundtables": roundtables,
        "timelines": timelines, "organisations": organisations, "people": people, "agreements": agreements, "rivals": rivals,
        "skills": skills, "invitations": invitations, "erasures": erasures, "without_profile": without_profile,
        "venues": venues, "outcomes": outcomes, "ledger": ledger,
    }  # fmt: skip
    with walls.system("many rows for a test"):
        return makers[what](count)


def copy(row: Any, times: int, **values: Any) -> None:
    """The same row again, with a code of its own, so that a page has more than one of it."""
    own = [field for field in row._meta.fields if field.unique and field.has_default()]
    for _ in range(times):
        row.pk = None
        for field in own:
            setattr(row, field.name, field.get_default())
        row._state.adding = True
        for name, value in values.items():
            setattr(row, name, value() if callable(value) else value)
        row.save()
