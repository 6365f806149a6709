"""What came out of the projects, whose it is, and what is published of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam.outcomes import actions, queries, rules
from oneteam.projects import queries as projects

from .. import clock
from .house import House, Step, bi


def steps(house: House) -> Iterator[Step]:
    told = house.read("outcomes")
    for row in told["outcomes"]:
        yield from _of_outcome(house, row)
    for row in told["results"]:
        yield from _of_result(house, row)
    for row in told["publications"]:
        yield from _of_publication(house, row)


def _of_outcome(house: House, row: dict[str, Any]) -> Iterator[Step]:
    key = row["key"]
    yield Step(clock.moment(row["entered"], 11), f"{key} entered", partial(_enter, house, row))
    if "confirmed" in row:
        said = row["confirmed"]
        yield Step(
            clock.moment(said["day"], 12), f"{key} confirmed", partial(_confirm, house, row, said["by"])
        )


def _of_result(house: House, row: dict[str, Any]) -> Iterator[Step]:
    key = row["key"]
    yield Step(clock.moment(row["day"], 13), f"{key} disclosed", partial(_disclose, house, row))
    for said in row.get("contributions", ()):
        yield Step(
            clock.moment(said["day"], 14), f"{key} contribution", partial(_contribute, house, row, said)
        )
    for by, day in row.get("confirmed", {}).items():
        yield Step(
            clock.moment(day, 15), f"{key} confirmed by {by}", partial(_confirm_rights, house, row, by)
        )
    if "patent" in row:
        patent = {
            "project": row["project"],
            "kind": "patent",
            "title": row["title"],
            "result": key,
            **row["patent"],
        }
        yield from _of_outcome(house, patent | {"identifier": patent["number"]})


def _of_publication(house: House, row: dict[str, Any]) -> Iterator[Step]:
    key = row["key"]
    yield Step(clock.moment(row["drafted"], 16), f"{key} drafted", partial(_draft, house, row))
    if "sent" in row:
        yield Step(clock.moment(row["sent"], 17), f"{key} sent", partial(_send, house, row))
    for said in row.get("answers", ()):
        yield Step(clock.moment(said["day"], 18), f"{key} answered", partial(_answer, house, row, said))


def _project(house: House, row: dict[str, Any]) -> Any:
    return projects.one(house.codes[row["project"]]).get()


def _result(house: House, key: str) -> Any:
    return queries.result(house.codes[key]).get()


def _enter(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["by"]) as person:
        made = actions.enter(
            person=person, project=_project(house, row), organisation=house.organisations[row["of"]], kind=row["kind"],
            title=bi(row["title"]), on=row["day"], identifier=row.get("identifier", ""), link=row.get("link", ""),
            result=_result(house, row["result"]) if "result" in row else None,
            effect=projects.effect(house.codes[f"{row['project']} effect"]).get() if row["kind"] == "saving" else None,
        )  # fmt: skip
        house.codes[row["key"]] = made.code


def _confirm(house: House, row: dict[str, Any], by: str) -> None:
    with house.acting(by) as person:
        outcome = queries.outcome(house.codes[row["key"]]).get()
        actions.confirm(person=person, outcome=outcome, version=outcome.version)


def _disclose(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["by"]) as person:
        made = actions.disclose(
            person=person, project=_project(house, row), kind=row["kind"], title=bi(row["title"]), what=bi(row["what"]),
            on=row["day"],
        )  # fmt: skip
        house.codes[row["key"]] = made.code


def _contribute(house: House, row: dict[str, Any], said: dict[str, Any]) -> None:
    with house.acting(said["by"]) as person:
        actions.contribute(
            person=person, result=_result(house, row["key"]), organisation=house.organisations[said["of"]],
            contributor=person, kind=said["kind"], what=bi(said["what"]),
        )  # fmt: skip


def _confirm_rights(house: House, row: dict[str, Any], by: str) -> None:
    with house.acting(by) as person:
        result = _result(house, row["key"])
        for thing in rules.waiting_rights(person, result):
            thing.result = result
            actions.confirm_rights(person=person, thing=thing, version=result.version)


def _draft(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["by"]) as person:
        made = actions.draft(
            person=person, project=_project(house, row), organisation=house.organisations[row["of"]], kind=row["kind"],
            title=bi(row["title"]), where=row.get("where", ""), results=[_result(house, key) for key in row.get("tells_of", ())],
        )  # fmt: skip
        house.codes[row["key"]] = made.code
        text = SimpleUploadedFile("draft.md", f"# {made.title}\n".encode(), content_type="text/markdown")
        actions.attach_draft(person=person, publication=_publication(house, row), upload=text)


def _publication(house: House, row: dict[str, Any]) -> Any:
    return queries.publication(house.codes[row["key"]]).get()


def _send(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["by"]) as person:
        actions.send(person=person, publication=_publication(house, row), knows=True)


def _answer(house: House, row: dict[str, Any], said: dict[str, Any]) -> None:
    with house.acting(said["by"]) as person:
        publication = _publication(house, row)
        actions.answer(
            person=person, publication=publication, seen=publication.round, days=said.get("days", 0),
            reason=said.get("reason", ""),
        )  # fmt: skip
