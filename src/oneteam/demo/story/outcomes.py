"""What came out of the projects, and who confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from oneteam.outcomes import actions, queries
from oneteam.projects import queries as projects

from .. import clock
from .house import House, Step, bi


def steps(house: House) -> Iterator[Step]:
    for row in house.read("outcomes")["outcomes"]:
        yield Step(clock.moment(row["entered"], 11), f"{row['key']} entered", partial(_enter, house, row))
        if "confirmed" in row:
            said = row["confirmed"]
            at = clock.moment(said["day"], 12)
            yield Step(at, f"{row['key']} confirmed", partial(_confirm, house, row, said["by"]))


def _enter(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["by"]) as person:
        made = actions.enter(
            person=person, project=projects.one(house.codes[row["project"]]).get(),
            organisation=house.organisations[row["of"]], kind=row["kind"], title=bi(row["title"]), on=row["on"],
            identifier=row.get("identifier", ""), link=row.get("link", ""),
        )  # fmt: skip
        house.codes[row["key"]] = made.code


def _confirm(house: House, row: dict[str, Any], by: str) -> None:
    with house.acting(by) as person:
        actions.confirm(person=person, outcome=queries.outcome(house.codes[row["key"]]).get())
