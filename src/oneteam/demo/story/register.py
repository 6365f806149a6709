"""Which data the projects work with, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam.dataregister import actions, flow, queries
from oneteam.dataregister.models import Item
from oneteam.projects import queries as projects

from .. import clock
from .house import House, Step, bi


def steps(house: House) -> Iterator[Step]:
    rows = house.read("register")["items"]
    for project, day in {row["project"]: row["listed"] for row in rows if "source" in row}.items():
        by = next(row["by"] for row in rows if row["project"] == project and "source" in row)
        yield Step(
            clock.moment(day, 10), f"{project} data taken over", partial(_take_over, house, project, by)
        )
    for row in rows:
        yield from _of_item(house, row)


def _of_item(house: House, row: dict[str, Any]) -> Iterator[Step]:
    key = row["key"]
    # Each later in the day than what goes before: days that are moved may fall on one.
    yield Step(clock.moment(row["listed"], 11), f"{key} listed", partial(_list, house, row))
    for said in row["answers"]:
        yield Step(
            clock.moment(said["day"], 12),
            f"{key} answered by {said['by']}",
            partial(_answer, house, row, said),
        )
    if "provided" in row:
        yield Step(clock.moment(row["provided"], 13), f"{key} provided", partial(_provide, house, row))
    if "in_use" in row:
        yield Step(clock.moment(row["in_use"]["day"], 14), f"{key} in use", partial(_take_up, house, row))
    for output in row.get("outputs", ()):
        yield Step(clock.moment(output["day"], 15), f"{key} output asked", partial(_ask, house, row, output))
        if "answered" in output:
            yield Step(
                clock.moment(output["answered"], 16),
                f"{key} output let go",
                partial(_let_go, house, row, output),
            )
    if "ended" in row:
        yield Step(clock.moment(row["ended"]["day"], 17), f"{key} ended", partial(_end, house, row))


def _take_over(house: House, project: str, by: str) -> None:
    with house.acting(by) as person:
        actions.take_over(person=person, project=projects.one(house.codes[project]).get())


def _item(house: House, row: dict[str, Any]) -> Item:
    return queries.item(house.codes[row["key"]]).get()


def _list(house: House, row: dict[str, Any]) -> None:
    """What the brief lists stands there already and is completed; other data are put in."""
    values = {
        "place": row["place"], "approver": house.people[row["approver"]], "referee": house.people[row["referee"]],
        "premises": house.organisations.get(row.get("premises", "")), "faults": bi(row.get("faults")),
    }  # fmt: skip
    with house.acting(row["by"]) as person:
        project = projects.one(house.codes[row["project"]]).get()
        if "source" in row:
            item = queries.register(project).filter(source__isnull=False)[row["source"]]
            house.codes[row["key"]] = item.code
            found = _item(house, row)
            actions.change(person=person, item=found, version=found.version, **values)
            return
        made = actions.list_item(
            person=person, project=project, owner=house.organisations[row["owner"]], name=bi(row["name"]),
            kind=row["kind"], volume=row["volume"], threshold=5, **values,
        )  # fmt: skip
        house.codes[row["key"]] = made.code


def _answer(house: House, row: dict[str, Any], said: dict[str, Any]) -> None:
    with house.acting(said["by"]) as person:
        given: dict[str, str] = {}
        for yes in said["steps"]:
            question = flow.walk(given).question
            assert question is not None
            given[question.key] = flow.YES if yes else flow.NO
            item = _item(house, row)
            actions.answer(person=person, item=item, question=question.key, choice=given[question.key])
        actions.finish(person=person, item=_item(house, row))


def _provide(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["approver"]) as person:
        actions.provide(person=person, item=_item(house, row))


def _take_up(house: House, row: dict[str, Any]) -> None:
    use = row["in_use"]
    with house.acting(use["responsible"]) as person:
        actions.take_up(person=person, item=_item(house, row), responsible=person, ends_on=use["until"])


def _ask(house: House, row: dict[str, Any], output: dict[str, Any]) -> None:
    upload = SimpleUploadedFile("result.csv", output["table"].encode(), content_type="text/csv")
    with house.acting(row["in_use"]["responsible"]) as person:
        made = actions.ask_output(
            person=person, item=_item(house, row), name=bi(output["name"]), description=bi(output["what"]),
            upload=upload, is_table=True,
        )  # fmt: skip
        house.codes[output["key"]] = made.code


def _let_go(house: House, row: dict[str, Any], output: dict[str, Any]) -> None:
    with house.acting(row["approver"]) as person:
        actions.let_go(person=person, output=queries.output(house.codes[output["key"]]).get())


def _end(house: House, row: dict[str, Any]) -> None:
    ended = row["ended"]
    with house.acting(row["in_use"]["responsible"]) as person:
        actions.end(
            person=person,
            item=_item(house, row),
            how_ended=ended["how"],
            on=ended["day"],
            how=bi(ended["words"]),
        )
