"""What waits for whom, along the way of a problem; and nothing that is over."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.alliance.actions import ask_erasure
from oneteam.alliance.models import Seat
from oneteam.base.fields import Bi
from oneteam.desk.todos import todos
from oneteam.problems.actions import ask_lowering, name_person, raise_level, withdraw
from oneteam.projects import actions as projects
from oneteam.roundtables import actions, queries
from tests.factories import LESSON, seated
from tests.factories import roundtables as rt
from tests.projects.factories import House, act

pytestmark = pytest.mark.django_db


def waits(person: Any) -> set[str]:
    """The sentences of the person's to-do list."""
    person.language = "en"
    person.save(update_fields=["language"])
    client = Client()
    client.force_login(person)
    page = client.get(reverse("desk:home")).content.decode()
    return set(re.findall(r'<div class="t">([^<]*)</div><div class="s">', page))


def test_table_waits_for_its_chair_then_for_those_who_were_there() -> None:
    house = rt.make_house()
    run = rt.sent(house)
    assert "A panel waits for your approval." in waits(house.owner)
    with walls.acting_as(house.owner):
        actions.approve_panel(person=house.owner, run=rt.reread(house.owner, run))
    with walls.acting_as(house.officer):
        table = actions.convene(person=house.officer, problem=rt.fresh(house.problem), plan=rt.plan(house))
    expert = house.profiles[1].person
    assert waits(expert) == {"You are invited to a round table."}

    with time_machine.travel(timezone.now() + dt.timedelta(days=11)):
        assert waits(expert) == set()
        assert "A round table is over: who was there?" in waits(house.officer)
        with walls.acting_as(house.officer):
            came = {seat.person_id: (True, "") for seat in queries.attendance(table)}
            actions.hold(person=house.officer, table=rt.get_table(house.officer, table.code), came=came)
        expected = {"A round table has no minutes yet.", "The decision of a round table is not written yet."}
        assert expected <= waits(house.officer)
        with walls.acting_as(house.officer):
            minutes = actions.save_minutes(
                person=house.officer, table=rt.get_table(house.officer, table.code), version=0,
                discussion=Bi("논의", "Talk"),
            )  # fmt: skip
        assert "Minutes are not sent yet." in waits(house.officer)
        with walls.acting_as(house.officer):
            actions.send_minutes(person=house.officer, minutes=minutes)
        assert waits(expert) == {"Minutes wait for your agreement."}
        assert "Minutes are not sent yet." not in waits(house.officer)


def test_what_happens_after_midnight_in_seoul_is_dated_that_day() -> None:
    night = timezone.localtime().replace(hour=1)
    with time_machine.travel(night):
        house = rt.make_house()
        rt.sent(house)
        with walls.acting_as(house.owner):
            assert {one.since for one in todos(house.owner)} == {night.date()}


def test_invitation_of_a_withdrawn_problem_waits_no_more() -> None:
    house = rt.make_house()
    rt.convened(house)
    expert = house.profiles[1].person
    assert waits(expert) == {"You are invited to a round table."}
    with walls.acting_as(house.owner):
        withdraw(person=house.owner, problem=rt.fresh(house.problem), **LESSON)
    assert waits(expert) == set()


def test_project_waits_for_partners_site_and_readiness() -> None:
    house = House()
    house.propose()
    asked = "A project asks your organisation to take part."
    assert asked in waits(house.owner) & waits(house.speaker)
    house.agree()
    start = "All partners have agreed; the project can start."
    assert asked not in waits(house.owner)
    assert start in waits(house.professor) & waits(house.officer)
    act(house.officer, projects.start, project=house.project(house.officer))
    house.step()
    house.site(confirmed=False)
    wanted = {
        "TRL 5 is reported as reached; please confirm it.",
        "A site is reported as applied; please confirm it.",
    }
    assert wanted <= waits(house.owner)
    assert not wanted & waits(house.speaker)
    assert start not in waits(house.professor)


def test_claim_without_a_verifier_waits_for_the_secretariat_and_the_verified_problem_to_be_closed() -> None:
    house = House()
    house.start()
    house.site()
    effect = house.plan()
    house.measure(effect)
    act(house.professor, projects.claim, effect=house.effect(house.professor, effect))
    nobody = "A claimed effect has nobody to verify it."
    assert nobody in waits(house.officer)
    act(
        house.officer,
        projects.name_verifier,
        effect=house.effect(house.officer, effect),
        verifier=house.verifier,
    )
    assert nobody not in waits(house.officer)
    assert waits(house.verifier) == {"An effect waits for your verification."}
    judged = house.effect(house.verifier, effect)
    act(house.verifier, projects.judge, effect=judged, confirmed=True, verdict=Bi("네", "Yes"))
    assert "The effect is verified; the problem can be closed." in waits(house.officer)


def test_request_to_open_further_waits_for_the_other_side_and_an_erasure_for_the_secretariat() -> None:
    house = House()
    asked = "Somebody asks to open a problem further."
    act(house.owner, ask_lowering, problem=house.problem, level="alliance")
    assert asked in waits(house.officer) - waits(house.owner)
    leaving = seated("staff", name="leaving")
    with walls.acting_as(leaving):
        ask_erasure(person=leaving)
    assert "Somebody asks that their data be erased." in waits(house.officer)


def test_owner_of_a_sealed_problem_is_told_when_its_last_officer_leaves() -> None:
    house = rt.make_house(experts_count=0)
    with walls.acting_as(house.owner):
        own = {"person": house.owner, "problem": rt.fresh(house.problem)}
        name_person(**own, named=house.officer, role="officer")
        raise_level(**own, level="sealed")
    told = "Nobody of the secretariat knows of this sealed problem any more."
    assert told not in waits(house.owner)
    another = seated("officer")
    with walls.system("the seat of an officer ends"):
        Seat.objects.filter(person=house.officer).update(ended_at=timezone.now())
    assert told in waits(house.owner)
    with walls.acting_as(house.owner):
        name_person(person=house.owner, problem=rt.fresh(house.problem), named=another, role="officer")
    assert told not in waits(house.owner)
