"""From a draft to acceptance, return or decline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from oneteam.alliance.enums import NamedRole
from oneteam.base.fields import Bi
from oneteam.problems import actions
from oneteam.problems import queries as problems
from oneteam.problems.enums import Recommendation
from oneteam.problems.models import Problem

from .. import clock, sample_data
from .house import House, Step, bi, bis

ACCEPTED = Bi(
    "현장 조건과 목표가 분명하여 접수합니다. 자문단을 찾아 제안드리겠습니다.",
    "The conditions and the goal are clear, so the problem is accepted. We will propose a panel.",
)
NOTES = {"accepted": (Recommendation.ACCEPT, None), "declined": (Recommendation.DECLINE, "reason"),
         "returned": (Recommendation.RETURN, "questions")}  # fmt: skip


def owner_of(row: dict[str, Any]) -> str:
    return "owner" if row["owner"] == "donghae" else f"owner_{row['owner']}"


def problem(house: House, key: str) -> Problem:
    """The problem as whoever acts now sees it."""
    return problems.one(house.codes[key]).get()


def steps(house: House) -> Iterator[Step]:
    ways = house.read("stories")["ways"]
    for row in sample_data.problems(house.today):
        yield from _steps(house, row, ways[row["key"]])


def _steps(house: House, row: dict[str, Any], way: dict[str, Any]) -> Iterator[Step]:
    key = row["key"]
    drafted = way.get("submitted", house.today - timedelta(days=2)) - timedelta(days=4)
    yield Step(clock.moment(drafted, 9), f"{key} drafted", partial(_draft, house, row))
    if "submitted" not in way:
        return
    yield Step(clock.moment(way["submitted"], 10), f"{key} submitted", partial(_submit, house, row, way))
    if "scoped" in way:
        yield Step(clock.moment(way["scoped"], 10), f"{key} in scoping", partial(_scope, house, key, way))
    for outcome in NOTES:
        if outcome in way:
            at = clock.moment(way[outcome], 11)
            yield Step(at, f"{key} {outcome}", partial(_finish, house, key, way, outcome))
    if "share" in way:
        at = clock.moment(way.get("accepted", way["submitted"]), 15)
        yield Step(at, f"{key} shared", partial(_share, house, row, way))


def _draft(house: House, row: dict[str, Any]) -> None:
    with house.acting(owner_of(row)) as owner:
        made = actions.draft(
            person=owner, owner=house.organisations[row["owner"]], title=bi(row["title"]), area=row["areas"][0],
            level=row["level"],
        )  # fmt: skip
        house.codes[row["key"]] = made.code
        actions.save_step(
            person=owner, problem=made, version=made.version, brief=_brief(row),
            teaser={"teaser": bi(row["teaser"]), "skills": row["methods"]},
        )  # fmt: skip
        actions.set_data_items(
            person=owner, problem=made, rows=[{**d, "name": bi(d["name"])} for d in row["data"]]
        )


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    metric = row["metric"]
    return {
        "background": bi(row["background"]), "goal": bi(row["goal"]), "questions": bis(row["questions"]),
        "constraints": bis(row["constraints"]), "tried": bi(row["tried"]), "metric": bi(metric["name"]),
        "unit": metric["unit"], "better": metric["better"], "baseline": Decimal(str(metric["baseline"])),
        "target": Decimal(str(metric["target"])), "least_value": bi(row["least"]), "best_value": bi(row["best"]),
        "deadline": row["deadline"], "site": bi(row["site"]),
    }  # fmt: skip


def _submit(house: House, row: dict[str, Any], way: dict[str, Any]) -> None:
    with house.acting(owner_of(row)) as owner:
        for key in way.get("named", ()):
            role = NamedRole.OWNER if key.startswith("owner") else NamedRole.OFFICER
            if key != owner_of(row):
                actions.name_person(
                    person=owner, problem=problem(house, row["key"]), named=house.people[key], role=role
                )
        actions.submit(person=owner, problem=problem(house, row["key"]))


def _scope(house: House, key: str, way: dict[str, Any]) -> None:
    with house.acting(way["scoper"]) as officer:
        actions.begin_scoping(person=officer, problem=problem(house, key))


def _finish(house: House, key: str, way: dict[str, Any], outcome: str) -> None:
    recommendation, text = NOTES[outcome]
    note = bi(way[text]) if text else ACCEPTED
    lesson = way.get("lesson", {})
    with house.acting(way["scoper"]) as officer:
        actions.finish_scoping(
            person=officer,
            problem=problem(house, key),
            recommendation=recommendation,
            note=note,
            why=lesson.get("why", ""),
            change=bi(lesson.get("change")),
        )


def _share(house: House, row: dict[str, Any], way: dict[str, Any]) -> None:
    with house.acting(owner_of(row)) as owner:
        actions.set_disclosure(person=owner, problem=problem(house, row["key"]), **way["share"])
