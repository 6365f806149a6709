"""Who does what in a project, what was promised, who left; and two members who need no round table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam.projects import actions, queries
from oneteam.projects.models import Deliverable, Partner, Project, WorkPackage

from .. import clock
from .house import House, Step, bi
from .projects import speaker

REPORT = "항목,값\n공장,2\n로봇,64\n".encode()


def steps(house: House) -> Iterator[Step]:
    told = house.read("parts")
    for row in told["projects"]:
        yield from _project(house, row)
    for row in told["exits"]:
        at = clock.moment(row["day"], 15)
        yield Step(at, f"{row['project']} left by {row['partner']}", partial(_exit, house, row))
    for row in told["bilateral"]:
        yield Step(clock.moment(row["day"], 10), f"{row['key']} proposed", partial(_bilateral, house, row))


def _project(house: House, row: dict[str, Any]) -> Iterator[Step]:
    key, day = row["project"], row["day"]
    yield Step(clock.moment(day, 13), f"{key} parts", partial(_bring, house, row))
    yield Step(clock.moment(day, 15), f"{key} planned", partial(_plan, house, row))
    for one in row["deliverables"]:
        if "delivered" in one:
            at = clock.moment(one["delivered"], 16)
            yield Step(at, f"{one['key']} delivered", partial(_deliver, house, row, one))
        if "accepted" in one:
            at = clock.moment(one["accepted"]["day"], 16)
            yield Step(at, f"{one['key']} accepted", partial(_accept, house, row, one))
    for number, one in enumerate(row["objectives"]):
        if "reached" in one:
            at = clock.moment(one["reached"], 17)
            yield Step(at, f"{key} objective reached", partial(_reach, house, row, number))
    for one in row["used"]:
        yield Step(clock.moment(one["day"], 17), f"{key} worked", partial(_use, house, row, one))
    yield Step(clock.moment(row["longer"]["day"], 11), f"{key} longer", partial(_lengthen, house, row))


def _found(house: House, key: str) -> Project:
    return queries.one(house.codes[key]).get()


def _partner(house: House, project: Project, organisation: str) -> Partner:
    found: Partner = queries.parts(project).get(organisation=house.organisations[organisation])
    found.project = project
    return found


def _bring(house: House, row: dict[str, Any]) -> None:
    """The lead writes down what each brings, and each agrees anew."""
    for one in row["brings"]:
        with house.acting(row["by"]) as lead:
            mine = _partner(house, _found(house, row["project"]), one["partner"])
            actions.change_part(
                person=lead, partner=mine, version=mine.version, part=bi(one["part"]), cash=Decimal(one["cash"]),
                man_months=Decimal(one["months"]), in_kind=bi(one["kind"]), why=one["why"],
            )  # fmt: skip
        with house.acting(speaker(one["partner"])) as person:
            mine = _partner(house, _found(house, row["project"]), one["partner"])
            actions.agree(person=person, partner=mine, version=mine.version)


def _plan(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["by"]) as lead:
        project = _found(house, row["project"])
        for one in row["packages"]:
            made = actions.add_package(
                person=lead, project=project, name=bi(one["name"]), lead=_partner(house, project, one["lead"]),
                partners=[_partner(house, project, other) for other in one["partners"]], starts_on=one["from"],
                ends_on=one["to"],
            )  # fmt: skip
            house.codes[one["key"]] = made.code
        for one in row["objectives"]:
            actions.add_objective(person=lead, project=project, text=bi(one["text"]))
        for one in row["deliverables"]:
            promised = actions.add_deliverable(
                person=lead, project=project, name=bi(one["name"]), partner=_partner(house, project, one["partner"]),
                due_on=one["due"], package=_package(house, project, one["package"]),
            )  # fmt: skip
            house.codes[one["key"]] = promised.code
        for one in row["risks"]:
            actions.add_risk(
                person=lead, project=project, what=bi(one["what"]), probability=one["probability"],
                impact=one["impact"], measure=bi(one["measure"]), owner=house.people[one["owner"]],
            )  # fmt: skip
    _agree_anew(house, row)


def _agree_anew(house: House, row: dict[str, Any]) -> None:
    """Who leads a work package now."""
    for name in {one["lead"]: None for one in row["packages"]}:
        with house.acting(speaker(name)) as person:
            mine = _partner(house, _found(house, row["project"]), name)
            if mine.agreed_at is None:
                actions.agree(person=person, partner=mine, version=mine.version)


def _package(house: House, project: Project, key: str) -> WorkPackage:
    found = queries.packages(project).get(code=house.codes[key])
    found.project = project
    return found


def _promised(house: House, row: dict[str, Any], key: str) -> Deliverable:
    project = _found(house, row["project"])
    found = queries.deliverables(project).get(code=house.codes[key])
    found.project = project
    return found


def _deliver(house: House, row: dict[str, Any], one: dict[str, Any]) -> None:
    upload = SimpleUploadedFile("evidence.csv", REPORT, content_type="text/csv")
    with house.acting(one["by"]) as person:
        actions.deliver(person=person, deliverable=_promised(house, row, one["key"]), upload=upload)


def _accept(house: House, row: dict[str, Any], one: dict[str, Any]) -> None:
    said = one["accepted"]
    with house.acting(said["by"]) as person:
        actions.answer_deliverable(
            person=person, deliverable=_promised(house, row, one["key"]), accepted=True, said=said["said"]
        )


def _reach(house: House, row: dict[str, Any], number: int) -> None:
    with house.acting(row["by"]) as lead:
        project = _found(house, row["project"])
        one = queries.objectives(project)[number]
        one.project = project
        reached = row["objectives"][number]["reached"]
        actions.change_objective(person=lead, objective=one, version=1, text=one.text, reached_on=reached)


def _use(house: House, row: dict[str, Any], one: dict[str, Any]) -> None:
    with house.acting(one["by"]) as person:
        mine = _partner(house, _found(house, row["project"]), one["partner"])
        actions.enter_used(
            person=person, partner=mine, month=one["month"], amount=Decimal(str(one["amount"]))
        )


def _lengthen(house: House, row: dict[str, Any]) -> None:
    change = row["longer"]
    with house.acting(row["by"]) as lead:
        project = _found(house, row["project"])
        one = _package(house, project, change["package"])
        partners = [other for other in queries.parts(project) if other.pk in one.partners]
        actions.change_package(
            person=lead, package=one, version=one.version, name=one.name, lead=one.lead, partners=partners,
            starts_on=one.starts_on, ends_on=change["to"], why=change["why"],
        )  # fmt: skip


def _exit(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["by"]) as person:
        mine = _partner(house, _found(house, row["project"]), row["partner"])
        actions.record_exit(
            person=person, partner=mine, on=row["day"], reason=bi(row["reason"]), data_kept=bi(row["data"]),
            results_kept=bi(row["results"]), rights_kept=bi(row["rights"]),
        )  # fmt: skip


def _bilateral(house: House, row: dict[str, Any]) -> None:
    """Proposed on one page; the lead's own side agrees, the other is still to answer."""
    effect = dict(row["effect"], metric=bi(row["effect"]["metric"]))
    for name in ("baseline", "target"):
        effect[name] = Decimal(str(effect[name]))
    with house.acting(row["by"]) as person:
        made = actions.propose_bilateral(
            person=person, lead=house.organisations[row["lead"]], partner=house.organisations[row["partner"]],
            title=bi(row["title"]), aim=bi(row["aim"]), where=bi(row["where"]), area=row["area"], level="alliance",
            starts_on=row["starts"], ends_on=row["ends"], trl_start=4,
            trl_target=7, ip_rule="joint", effect=effect,
        )  # fmt: skip
        house.codes[row["key"]] = made.code
        actions.agree(person=person, partner=_partner(house, _found(house, row["key"]), row["lead"]))
