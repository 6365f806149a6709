"""The alliance before its first problem: organisations, people, agreements, rivals, experts."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from oneteam import walls
from oneteam.accounts.actions import create_person
from oneteam.alliance import actions as alliance
from oneteam.alliance.enums import AgreementKind, Kind, Role, SkillKind, Standing
from oneteam.alliance.models import Alliance, MembershipPeriod, Organisation, Seat
from oneteam.base.fields import Bi
from oneteam.experts import actions as experts
from oneteam.experts.models import ExpertProfile

from .. import clock
from .house import House, bi

NAME = Bi("원팀 얼라이언스", "OneTeam Alliance")
ABOUT = Bi(
    "산업계, 학계, 연구계, 스타트업이 현장의 문제를 함께 푸는 얼라이언스입니다.",
    "Industry, academia, research and start-ups work on problems from the field together.",
)
HEAD = "head"


def found(house: House) -> None:
    with clock.at(clock.moment(_founding_day(house))):
        _first_head(house)
        _skills(house)
        _organisations(house)
        _people(house)
        _rivalries(house)
        _experts(house)
    _startups_join(house)


def _founding_day(house: House) -> date:
    days: list[date] = [row["joined"] for row in house.read("organisations")["organisations"]]
    return min(days)


def _first_head(house: House) -> None:
    """As ``oneteam init`` does it: before there is a head, nobody could give a seat."""
    row = next(row for row in house.read("people")["people"] if row["key"] == HEAD)
    home = next(o for o in house.read("organisations")["organisations"] if o["key"] == row["organisation"])
    with walls.system("the first head of the sample alliance"):
        Alliance.objects.create(
            name=NAME, about=ABOUT, founded_on=home["joined"], contact="office@oneteam.example"
        )
        organisation = Organisation.objects.create(
            **_values(home), kind=home["kind"], standing=Standing.ACTIVE
        )
        MembershipPeriod.objects.create(organisation=organisation, starts_on=home["joined"])
        person = _person(row)
        Seat.objects.create(
            person=person, organisation=organisation, role=Role.HEAD, starts_on=home["joined"],
            department=row["department"]["ko"],
        )  # fmt: skip
    house.organisations[home["key"]] = organisation
    house.people[HEAD] = person


def _values(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": bi(row["name"]),
        "short": bi(row["short"]),
        "sector": row["sector"],
        "group": row.get("group", ""),
    }


def _person(row: dict[str, Any]) -> Any:
    return create_person(
        email=row["email"], name=row["name"]["ko"], name_en=row["name"]["en"], title=row["title"]["ko"]
    )


def _skills(house: House) -> None:
    words = house.read("skills")
    with house.acting(HEAD) as head:
        for kind, name in ((SkillKind.METHOD, "methods"), (SkillKind.AREA, "areas")):
            for row in words[name]:
                alliance.add_skill(person=head, code=row["code"], kind=kind, label=bi(row["name"]))


def _organisations(house: House) -> None:
    with house.acting(HEAD) as head:
        for row in house.read("organisations")["organisations"]:
            if row["key"] not in house.organisations:
                startup = row["kind"] == Kind.STARTUP
                house.organisations[row["key"]] = alliance.add_organisation(
                    person=head, kind=row["kind"], joined_on=None if startup else row["joined"],
                    hosts_secretariat=row.get("host", False), **_values(row),
                )  # fmt: skip
            if row["kind"] != Kind.STARTUP:
                _memorandum(house, head, row)


def _memorandum(house: House, head: Any, row: dict[str, Any]) -> None:
    alliance.agree(
        person=head,
        kind=AgreementKind.MOU,
        organisation=house.organisations[row["key"]],
        starts_on=row["joined"],
    )


def _people(house: House) -> None:
    joined = {row["key"]: row["joined"] for row in house.read("organisations")["organisations"]}
    rows = [row for row in house.read("people")["people"] if "name" in row]
    experts_too = [{**row, "roles": [Role.EXPERT]} for row in house.read("experts")["experts"]]
    for row in [*rows, *experts_too]:
        if row["key"] != HEAD:
            house.people[row["key"]] = _person(row)
            with house.acting(HEAD) as head:
                for role in row["roles"]:
                    alliance.give_seat(
                        person=head, holder=house.people[row["key"]], role=role, tell=False,
                        organisation=house.organisations[row["organisation"]],
                        department=row["department"]["ko"], starts_on=joined[row["organisation"]],
                    )  # fmt: skip
    for row in house.read("people")["people"]:
        if "name" not in row:
            house.people[row["key"]] = house.people[row["persona"]["expert"]]


def _rivalries(house: House) -> None:
    with house.acting(HEAD) as head:
        for row in house.read("organisations")["rivalries"]:
            alliance.declare_rivalry(
                person=head, one=house.organisations[row["a"]], other=house.organisations[row["b"]],
                areas=row["areas"], note=bi(row["note"]),
            )  # fmt: skip


def _experts(house: House) -> None:
    for row in house.read("experts")["experts"]:
        with house.acting(HEAD) as head:
            profile = experts.enrol(
                person=head, expert=house.people[row["key"]], organisation=house.organisations[row["organisation"]],
                department=row["department"]["ko"], field=bi(row["department"]), skills=row["skills"],
                quota=row["quota"], languages=["ko", "en"], laboratory=row.get("laboratory", ""),
            )  # fmt: skip
            if row["nda"]:
                alliance.agree(
                    person=head, kind=AgreementKind.NDA, holder=house.people[row["key"]], starts_on=row["nda"]
                )
        house.experts[row["key"]] = profile.code
        _profile(house, row, profile)


def _profile(house: House, row: dict[str, Any], profile: ExpertProfile) -> None:
    with house.acting(row["key"]) as expert:
        for work in row["works"]:
            experts.add_work(person=expert, profile=profile, title=bi(work["title"]), year=work["year"])
        for done in row.get("experience", ()):
            experts.add_experience(
                person=expert, profile=profile, what=bi(done["what"]), place=bi(done["where"]), since=done["from"],
                until=done["to"],
            )  # fmt: skip
        for weekday, *hours in row.get("hours", ()):
            starts, ends = (time.fromisoformat(hour) for hour in hours)
            experts.add_window(person=expert, profile=profile, weekday=weekday, starts=starts, ends=ends)
        for tie in row["engagements"]:
            experts.declare_engagement(
                person=expert, profile=profile, organisation=house.organisations[tie["organisation"]],
                kind=tie["kind"], until=tie["until"],
            )  # fmt: skip
        experts.consent(person=expert, profile=profile, agreed=True)


def _startups_join(house: House) -> None:
    for row in house.read("organisations")["organisations"]:
        if row["kind"] == Kind.STARTUP:
            with clock.at(clock.moment(row["joined"])), house.acting(HEAD) as head:
                organisation = house.organisations[row["key"]]
                alliance.advance(person=head, organisation=organisation, transition="invite")
                _memorandum(house, head, row)
                for transition in ("sign", "activate"):
                    alliance.advance(person=head, organisation=organisation, transition=transition)
