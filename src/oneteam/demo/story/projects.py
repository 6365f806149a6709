"""From a project to an effect that somebody else has verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam.projects import actions, queries
from oneteam.projects.gates import gate
from oneteam.projects.models import Effect, Milestone, Project
from oneteam.projects.saving import Factor
from oneteam.roundtables import queries as tables

from .. import clock, sample_data
from .house import House, Step, bi
from .problems import owner_of

EVIDENCE = bi(
    {"ko": "현장 시험 기록과 점검표로 확인하였습니다.", "en": "Shown by field records and a checklist."}
)
SPEAKERS = {"hanul": "coordinator_hanul", "garam": "coordinator_garam", "nei": "coordinator_nei",
            "saebom": "owner_saebom", "ondojigi": "founder", "sorigyeol": "founder_sorigyeol",
            "donghae": "owner"}  # fmt: skip


def speaker(organisation: str) -> str:
    """Who agrees for an organisation."""
    return SPEAKERS.get(organisation, f"owner_{organisation}")


def steps(house: House) -> Iterator[Step]:
    owners = {row["key"]: owner_of(row) for row in sample_data.problems(house.today)}
    ways = house.read("stories")["ways"]
    chairs = {row["key"]: row["chair"] for row in house.read("tables")["tables"]}
    for row in house.read("projects")["projects"]:
        table = ways[row["problem"]]["table"]
        row |= {"table": table, "officer": chairs[table], "owner": owners[row["problem"]]}
        yield from _beginning(house, row)
        yield from _running(house, row)
        yield from _effect(house, row)


def _beginning(house: House, row: dict[str, Any]) -> Iterator[Step]:
    key, start = row["key"], row["start"]
    yield Step(clock.moment(start - timedelta(days=7), 10), f"{key} proposed", partial(_propose, house, row))
    for organisation in row["partners"]:
        at = clock.moment(start - timedelta(days=4), 11)
        yield Step(at, f"{key} agreed by {organisation}", partial(_agree, house, key, organisation))
    yield Step(clock.moment(start, 9), f"{key} started", partial(_start, house, row))


def _running(house: House, row: dict[str, Any]) -> Iterator[Step]:
    key = row["key"]
    for number, milestone in enumerate(row["milestones"]):
        if "done" in milestone:
            at = clock.moment(milestone["done"], 17)
            yield Step(at, f"{key} milestone", partial(_reach, house, row, number))
        if "moved" in milestone:
            at = clock.moment(milestone["moved"]["day"], 11)
            yield Step(at, f"{key} milestone moved", partial(_move, house, row, number))
    for number, word in enumerate(row.get("words", ())):
        at = clock.moment(word["day"], 15)
        yield Step(at, f"{key} progress {number}", partial(_say, house, row, word))
    for step in row["trl"].get("steps", ()):
        at = clock.moment(step["day"], 16)
        yield Step(at, f"{key} TRL {step['to']}", partial(_trl, house, row, step))
    for site in row.get("sites", ()):
        at = clock.moment(site["since"], 18)
        yield Step(at, f"{key} applied at {site['key']}", partial(_apply, house, row, site))
        if "kept" in site:
            at = clock.moment(site["kept"]["day"], 9)
            yield Step(at, f"{key} still at {site['key']}", partial(_keep, house, row, site))


def _effect(house: House, row: dict[str, Any]) -> Iterator[Step]:
    key, effect = row["key"], row.get("effect")
    if effect is None:
        return
    yield Step(clock.moment(row["start"], 11), f"{key} effect planned", partial(_plan, house, row))
    for figure in effect.get("measurements", ()):
        at = clock.moment(figure["day"], 17)
        yield Step(at, f"{key} measured", partial(_measure, house, row, figure))
    if "claimed" in effect:
        yield Step(clock.moment(effect["claimed"], 10), f"{key} effect claimed", partial(_claim, house, row))
    for outcome in ("rejected", "verified"):
        if outcome in effect:
            at = clock.moment(effect[outcome]["day"], 14)
            yield Step(at, f"{key} effect {outcome}", partial(_judge, house, row, outcome))
    yield from _recheck(house, row)
    for name, act in (("shared", actions.share), ("released", actions.release)):
        if name in effect:
            yield Step(
                clock.moment(effect[name], 15), f"{key} effect {name}", partial(_show, house, row, act)
            )


def _recheck(house: House, row: dict[str, Any]) -> Iterator[Step]:
    again = row["effect"].get("recheck")
    if again is None:
        return
    key, measured, said = row["key"], again["measured"], again["said"]
    yield Step(clock.moment(again["day"], 9), f"{key} effect asked about", _ask_rechecks)
    yield Step(
        clock.moment(measured["day"], 17), f"{key} measured again", partial(_measure, house, row, measured)
    )
    yield Step(clock.moment(said["day"], 14), f"{key} effect lasts", partial(_say_it_lasts, house, row, said))


def _ask_rechecks() -> None:
    actions.ask_rechecks()


def _project(house: House, row: dict[str, Any]) -> Project:
    return queries.one(house.codes[row["key"]]).get()


def _propose(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["officer"]) as officer:
        decision = tables.decision_of(tables.table(house.codes[row["table"]]).get())
        assert decision is not None
        found = queries.decision(decision.code)
        made = actions.propose(
            person=officer, decision=found, kind=row["kind"], title=bi(row["title"]),
            lead=house.organisations[row["lead_organisation"]], responsible=house.people[row["lead"]],
            members=[house.people[row["owner"]]],
            partners=[(house.organisations[o], Decimal(months)) for o, months in row["partners"].items()],
            starts_on=row["start"], ends_on=row["end"], ip_rule=row["ip"],
            trl_start=row["trl"]["start"], trl_target=row["trl"]["target"],
        )  # fmt: skip
        house.codes[row["key"]] = made.code


def _agree(house: House, key: str, organisation: str) -> None:
    with house.acting(speaker(organisation)) as person:
        project = queries.one(house.codes[key]).get()
        partner = queries.partners(project).get(organisation=house.organisations[organisation])
        actions.agree(person=person, partner=partner)


def _start(house: House, row: dict[str, Any]) -> None:
    with house.acting(row["lead"]) as lead:
        actions.start(person=lead, project=_project(house, row))
        made: list[Milestone] = []
        for milestone in row["milestones"]:
            keeper = house.people[row["owner"]] if "kept" in milestone else None
            one = actions.add_milestone(
                person=lead, project=_project(house, row), name=bi(milestone["title"]), due_on=milestone["due"],
                starts_on=milestone.get("start"), keeper=keeper, after=[made[at] for at in milestone.get("after", ())],
            )  # fmt: skip
            made.append(one)


def _move(house: House, row: dict[str, Any], number: int) -> None:
    moved = row["milestones"][number]["moved"]
    with house.acting(row["lead"]) as lead:
        one = queries.milestones(_project(house, row)).select_related("project").order_by("pk")[number]
        actions.move_milestone(
            person=lead, milestone=one, version=one.version, starts_on=one.starts_on, due_on=moved["to"],
            reason=moved["because"],
        )  # fmt: skip


def _say(house: House, row: dict[str, Any], word: dict[str, Any]) -> None:
    with house.acting(row["lead"]) as lead:
        actions.say_progress(
            person=lead, project=_project(house, row), state=word["state"], line=word["line"]
        )


def _reach(house: House, row: dict[str, Any], number: int) -> None:
    with house.acting(row["lead"]) as lead:
        milestone = queries.milestones(_project(house, row)).select_related("project").order_by("pk")[number]
        actions.reach_milestone(person=lead, milestone=milestone)


def _trl(house: House, row: dict[str, Any], step: dict[str, Any]) -> None:
    with house.acting(row["lead"]) as lead:
        made = actions.record_trl(
            person=lead, project=_project(house, row), level=step["to"], evidence=EVIDENCE,
            answers=[actions.Answered(True, str(EVIDENCE)) for _question in gate(step["to"]).questions],
        )  # fmt: skip
    if "by" not in step:  # still waits for a partner
        return
    with house.acting(step["by"]) as partner:
        actions.confirm_trl(person=partner, step=queries.trl_records(_project(house, row)).get(pk=made.pk))


def _apply(house: House, row: dict[str, Any], site: dict[str, Any]) -> None:
    organisation = house.organisations[site["organisation"]]
    with house.acting(row["lead"]) as lead:
        made = actions.apply_on_site(
            person=lead, project=_project(house, row), organisation=organisation, site=bi(site["name"]),
            since=site["since"], version_there="1.0",
        )  # fmt: skip
    house.codes[site["key"]] = made.code
    with house.acting(speaker(site["organisation"])) as person:
        application = queries.applications(_project(house, row)).get(pk=made.pk)
        actions.confirm_site(
            person=person,
            application=application,
            place=bi(site.get("place", {})),
            shown=site.get("shown", False),
        )


def _keep(house: House, row: dict[str, Any], site: dict[str, Any]) -> None:
    """The clock asks; the site's person answers that it is still in use."""
    actions.ask_sites()
    with house.acting(speaker(site["organisation"])) as person:
        project = _project(house, row)
        application = queries.applications(project).get(code=house.codes[site["key"]])
        asked = queries.checks(application).filter(asked_on__isnull=False).get()
        check = queries.check(project, asked.code).get()
        actions.answer_check(person=person, check=check, in_use=True, words=bi(site["kept"]["words"]))


def _plan(house: House, row: dict[str, Any]) -> None:
    effect = row["effect"]
    with house.acting(row["lead"]) as lead:
        made = actions.plan_effect(
            person=lead, project=_project(house, row), metric=bi(effect["metric"]), unit=effect["unit"],
            better=effect["better"], baseline=Decimal(str(effect["baseline"])), baseline_n=effect["baseline_n"],
            baseline_on=row["start"], baseline_how=bi(effect["how"]), target=Decimal(str(effect["target"])),
            method=effect["method"], reading=effect.get("reading", "figure"), baseline_spread=_number(effect, "spread"),
        )  # fmt: skip
        factors = [
            Factor(bi(one["what"]), Decimal(str(one["value"])), one["unit"], bi(one["source"]))
            for one in effect.get("saving", ())
        ]
        if factors:
            actions.set_saving(person=lead, effect=made, version=1, factors=factors)
        for day in effect.get("days", ()):
            actions.plan_measurement(person=lead, effect=made, due_on=day)
        house.codes[f"{row['key']} effect"] = made.code


def _number(row: dict[str, Any], name: str) -> Decimal | None:
    return Decimal(str(row[name])) if name in row else None


def _found(house: House, row: dict[str, Any]) -> Effect:
    return queries.effect(house.codes[f"{row['key']} effect"]).get()


def _measure(house: House, row: dict[str, Any], figure: dict[str, Any]) -> None:
    table = f"date,value,n\n{figure['day']},{figure['value']},{figure['n']}\n".encode()
    upload = SimpleUploadedFile(f"measurement-{figure['day']}.csv", table, content_type="text/csv")
    with house.acting(row["lead"]) as lead:
        actions.measure(
            person=lead, effect=_found(house, row), on=figure["day"], value=Decimal(str(figure["value"])),
            n=figure["n"], note=bi(row["effect"]["how"]), upload=upload, spread=_number(figure, "spread"),
            part=figure.get("part", "after"),
        )  # fmt: skip


def _claim(house: House, row: dict[str, Any]) -> None:
    effect = row["effect"]
    judged = effect.get("verified") or effect.get("rejected") or {"by": "verifier"}
    with house.acting(row["officer"]) as officer:
        actions.name_verifier(person=officer, effect=_found(house, row), verifier=house.people[judged["by"]])
    with house.acting(row["lead"]) as lead:
        site = queries.applications(_project(house, row)).get(code=house.codes[row["sites"][-1]["key"]])
        actions.claim(person=lead, effect=_found(house, row), application=site)


def _judge(house: House, row: dict[str, Any], outcome: str) -> None:
    judged = row["effect"][outcome]
    with house.acting(judged["by"]) as verifier:
        actions.judge(
            person=verifier, effect=_found(house, row), confirmed=outcome == "verified",
            verdict=bi(judged.get("note") or judged["reason"]),
        )  # fmt: skip


def _say_it_lasts(house: House, row: dict[str, Any], said: dict[str, Any]) -> None:
    with house.acting(row["effect"]["verified"]["by"]) as verifier:
        effect = _found(house, row)
        recheck = queries.open_recheck(effect)
        assert recheck is not None
        recheck.effect = effect
        actions.judge_recheck(person=verifier, recheck=recheck, lasting=True, verdict=bi(said["note"]))


def _show(house: House, row: dict[str, Any], act: Callable[..., None]) -> None:
    with house.acting(row["owner"]) as owner:
        act(person=owner, effect=_found(house, row))
