"""What is written for a case report, and what of the ledger is shared with the members."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from oneteam.cases import actions, queries

from .. import clock, sample_data
from .house import House, Step, bi
from .problems import owner_of


def steps(house: House) -> Iterator[Step]:
    rows = house.read("cases")
    for row in rows["texts"]:
        yield Step(clock.moment(row["day"], 15), f"{row['problem']} told", partial(_write, house, row))
    owners = {row["key"]: owner_of(row) for row in sample_data.problems(house.today)}
    for row in rows["shared"]:
        at, key = clock.moment(row["day"], 15), row["problem"]
        yield Step(at, f"{key} in the ledger shared", partial(_share, house, key, owners[key]))


def _write(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["by"]) as person:
        root = queries.root(house.codes[row["problem"]])
        assert root is not None
        actions.write(
            person=person, root=root, version=0, summary=bi(row["summary"]), limits=bi(row["limits"])
        )


def _share(house: House, key: str, owner: str) -> None:
    with house.acting(owner) as person:
        (entry,) = queries.entries().filter(problem__code=house.codes[key])
        actions.share(person=person, entry=entry)
