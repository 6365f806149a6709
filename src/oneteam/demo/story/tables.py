"""From a match run to a decision and what was taken on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from oneteam.roundtables import actions, queries
from oneteam.roundtables.actions.tables import Plan
from oneteam.roundtables.matching import Parameters
from oneteam.roundtables.models import MatchRun, RoundTable

from .. import clock, sample_data
from .house import House, Step, bi
from .problems import owner_of, problem

ANYBODY = Parameters(min_academia=0, min_research=0, min_field=0, max_per_org=9)
SENT = bi({"ko": "이 문제에 맞는 분들입니다. 살펴보시고 승인해 주십시오.",
           "en": "These people suit the problem. Please look and approve."})  # fmt: skip
DONE = {"ko": "끝냈습니다. 결과는 사무국 자료함에 있습니다."}


def steps(house: House) -> Iterator[Step]:
    ways = house.read("stories")["ways"]
    tables = {row["key"]: row for row in house.read("tables")["tables"]}
    for row in sample_data.problems(house.today):
        way = ways[row["key"]]
        table = tables.get(way.get("table", ""))
        if "matched" in way:
            yield from _runs(house, row, way, table)
        if table:
            yield from _table(house, row, way, table)


def matcher(way: dict[str, Any], table: dict[str, Any] | None) -> str:
    return str(table["chair"] if table else way["scoper"])


def _runs(
    house: House, row: dict[str, Any], way: dict[str, Any], table: dict[str, Any] | None
) -> Iterator[Step]:
    key, officer = row["key"], matcher(way, table)
    chosen = table["experts"] if table else way.get("experts", ())
    yield Step(
        clock.moment(way["matched"], 10), f"{key} matched", partial(_match, house, key, officer, chosen)
    )
    if "panel" in way or "sent" in way:
        sent = clock.moment(way["matched"], 15)
        yield Step(sent, f"{key} panel sent", partial(_send, house, key, officer))
    if "panel" in way:
        agreed = clock.moment(way["panel"], 11)
        yield Step(agreed, f"{key} panel agreed", partial(_approve, house, row))


def _match(house: House, key: str, officer: str, chosen: Any) -> None:
    with house.acting(officer) as person:
        found = problem(house, key)
        if chosen:
            codes = [house.experts[expert] for expert in chosen]
            run = actions.choose(person=person, problem=found, codes=codes, parameters=ANYBODY)
        else:
            run = actions.run_match(person=person, problem=found)
        house.codes[f"{key} run"] = run.code


def _run(house: House, key: str) -> MatchRun:
    return queries.run(house.codes[f"{key} run"]).get()


def _send(house: House, key: str, officer: str) -> None:
    with house.acting(officer) as person:
        actions.send_to_owner(person=person, run=_run(house, key), note=SENT)


def _approve(house: House, row: dict[str, Any]) -> None:
    with house.acting(owner_of(row)) as owner:
        actions.approve_panel(person=owner, run=_run(house, row["key"]))


def _table(house: House, row: dict[str, Any], way: dict[str, Any], table: dict[str, Any]) -> Iterator[Step]:
    key, on = table["key"], table["day"]
    fixed = way["scheduled"]
    yield Step(clock.moment(fixed, 10), f"{key} convened", partial(_convene, house, row, table))
    for expert in table.get("answered", table["experts"]):
        at = clock.moment(fixed + timedelta(days=1), 9)
        yield Step(at, f"{key} answered by {expert}", partial(_answer, house, key, expert))
    if "decision" not in table:
        return
    yield Step(clock.moment(on, 17), f"{key} held and decided", partial(_hold, house, table))
    yield Step(
        clock.moment(on + timedelta(days=1), 16), f"{key} minutes sent", partial(_minutes, house, table)
    )
    for who in table["present"]:
        if who != table["chair"]:
            at = clock.moment(on + timedelta(days=2), 10)
            yield Step(at, f"{key} minutes agreed by {who}", partial(_agree, house, key, who))
    for number, item in enumerate(table["actions"]):
        if "done" in item:
            at = clock.moment(item["done"], 14)
            yield Step(
                at,
                f"{key} action done",
                partial(_done, house, key, number, item["who"]),
            )
        if "confirmed" in item:
            at = clock.moment(item["confirmed"], 15)
            yield Step(at, f"{key} action confirmed", partial(_confirm, house, table, number))
    yield Step(clock.moment(on + timedelta(days=5), 10), f"{key} closed", partial(_close, house, table))


def _convene(house: House, row: dict[str, Any], table: dict[str, Any]) -> None:
    hour, minute = (int(part) for part in table["start"].split(":"))
    owner = house.people[owner_of(row)]
    with house.acting(table["chair"]) as officer:
        plan = Plan(
            starts_at=clock.moment(table["day"], hour, minute), chair=officer, owners=[owner],
            agenda=[(bi(item["title"]), item["minutes"]) for item in table["agenda"]], place=bi(table["place"]),
        )  # fmt: skip
        made = actions.convene(person=officer, problem=problem(house, row["key"]), plan=plan)
    house.codes[table["key"]] = made.code


def _answer(house: House, key: str, expert: str) -> None:
    with house.acting(expert) as person:
        invitation = queries.invitation(house.codes[key], person).get()
        actions.answer_invitation(person=person, invitation=invitation, accept=True)


def _found(house: House, key: str) -> RoundTable:
    return queries.table(house.codes[key]).get()


def _hold(house: House, table: dict[str, Any]) -> None:
    key, decision = table["key"], table["decision"]
    with house.acting(table["chair"]) as chair:
        came = {house.people[who].pk: (True, "") for who in table["present"]}
        came |= {house.people[who].pk: (False, why["ko"]) for who, why in table.get("absent", {}).items()}
        actions.hold(person=chair, table=_found(house, key), came=came)
        actions.decide(
            person=chair, table=_found(house, key), kind=decision["kind"], text=bi(decision["text"]),
            responsible=house.people[decision["owner"]], due_on=decision["due"],
            review_on=decision.get("review"), reasons=bi(decision["reasons"]) if "reasons" in decision else None,
            dissent={house.people[who].pk: why["ko"] for who, why in decision.get("dissent", {}).items()},
        )  # fmt: skip
        for item in table["actions"]:
            actions.add_action_item(
                person=chair, table=_found(house, key), what=bi(item["what"]), who=house.people[item["who"]],
                due_on=item["due"],
            )  # fmt: skip


def _minutes(house: House, table: dict[str, Any]) -> None:
    with house.acting(table["chair"]) as chair:
        minutes = actions.save_minutes(
            person=chair, table=_found(house, table["key"]), discussion=bi(table["notes"])
        )
        actions.send_minutes(person=chair, minutes=minutes)


def _agree(house: House, key: str, who: str) -> None:
    with house.acting(who) as person:
        minutes = queries.minutes_of(_found(house, key))
        assert minutes is not None
        actions.agree_minutes(person=person, minutes=minutes)


def _done(house: House, key: str, number: int, who: str) -> None:
    with house.acting(who) as person:
        found = queries.action_items(_found(house, key)).order_by("pk")[number]
        item = queries.action_item(found.code).get()
        on = timezone.localdate()
        actions.finish_action_item(person=person, item=item, evidence=f"{on.month}. {on.day}. {DONE['ko']}")


def _confirm(house: House, table: dict[str, Any], number: int) -> None:
    with house.acting(table["chair"]) as chair:
        item = queries.action_items(_found(house, table["key"])).order_by("pk")[number]
        actions.confirm_action_item(person=chair, item=queries.action_item(item.code).get())


def _close(house: House, table: dict[str, Any]) -> None:
    with house.acting(table["chair"]) as chair:
        actions.close_table(person=chair, table=_found(house, table["key"]))
