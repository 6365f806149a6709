"""What the core answers is checked a second time before it is kept; here the core is made to answer wrongly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from oneteam import walls
from oneteam.base.errors import Refused
from oneteam.base.jobs import run_waiting
from oneteam.roundtables import actions
from oneteam.roundtables.matching import Parameters
from oneteam.roundtables.models import DayPlan, MatchRun
from oneteam_core import matching as core
from oneteam_core.matching import batch as many
from tests.factories.roundtables import House, make_expert, make_house

pytestmark = pytest.mark.django_db

RULES = {"size": 2, "min_academia": 0, "min_research": 0, "min_field": 0, "max_per_org": 3}


@pytest.fixture
def house() -> House:
    house = make_house(level="alliance", experts_count=0)
    house.profiles = [make_expert(house.officer, name=f"expert{at}", quota=1) for at in range(1, 4)]
    return house


def answering(change: Callable[[many.Plan], many.Plan]) -> Callable[..., many.Plan]:
    match_many = many.match_many
    return lambda batch, **how: change(match_many(batch, **how))


def told(client: Any, house: House, language: str) -> str:
    house.officer.language = language
    house.officer.save()
    client.cookies["language"] = language
    client.force_login(house.officer)
    answer = client.post(reverse("roundtables:days"), RULES | {"problems": [house.problem.code]})
    run_waiting()
    with walls.acting_as(house.officer):
        assert not DayPlan.objects.exists()
    return client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "It could not be decided within a fair time whether these rules can all hold."),
        ("ko", "이 조건을 모두 지킬 수 있는지 정해진 시간 안에 판단하지 못했어요."),
    ],
)
def test_a_day_that_was_not_decided_is_a_failed_job_and_no_empty_plan(
    client, house, monkeypatch, language, sentence
):
    nothing = {"pairs": (), "sum": 0.0, "certificate": None, "floor_certificate": None, "undecided": True}
    monkeypatch.setattr(many, "match_many", answering(lambda plan: replace(plan, **nothing)))
    assert sentence in told(client, house, language)


def test_a_day_that_breaks_its_rules_is_a_failed_job_with_a_line_in_the_log(
    client, house, monkeypatch, caplog
):
    monkeypatch.setattr(many, "match_many", answering(lambda plan: replace(plan, pairs=plan.pairs[:-1])))
    assert "did not pass its second check" in told(client, house, "en")
    (line,) = [line for line in caplog.records if line.message == "match unsound"]
    assert line.levelname == "ERROR" and line.error == "certificate, floor, sum"


def test_a_list_that_breaks_its_rules_is_not_kept(house, monkeypatch, caplog):
    match = core.match
    monkeypatch.setattr(core, "match", lambda **case: replace(match(**case), chosen=()))
    with walls.acting_as(house.officer):
        with override("en"), pytest.raises(Refused, match="did not pass its second check"):
            actions.run_match(person=house.officer, problem=house.problem, parameters=Parameters.of(RULES))
        assert not MatchRun.objects.exists()
    assert next(line for line in caplog.records if line.message == "match unsound").error == "size"
