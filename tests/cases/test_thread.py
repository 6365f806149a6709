"""The thread page: every figure and name opens to its evidence, where its reader may see that."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.cases.quoting import quote
from oneteam.journal.queries import readers
from oneteam.problems.actions import set_disclosure
from oneteam.roundtables.models import Minutes, RoundTable
from tests.factories import accepted, make_org, seated
from tests.projects.factories import House

pytestmark = pytest.mark.django_db
FACT = re.compile(r"<dt>([^<]+)</dt><dd>(.*?)</dd>", re.S)


def facts(person: Any, code: str) -> dict[str, str]:
    """Label and drawn value of each fact on the thread page, as the person sees it in English."""
    person.language = "en"
    person.save(update_fields=["language"])
    client = Client()
    client.force_login(person)
    page = client.get(reverse("cases:thread", args=[code])).content.decode()
    return dict(FACT.findall(page))


def test_every_fact_of_a_whole_thread_opens_to_its_evidence() -> None:
    house = House()
    effect = house.verified()
    with walls.system("test"):
        table = RoundTable.objects.get(problem=house.problem)
    shown = facts(house.officer, house.problem.code)
    assert {"Scoped by", "Chair", "Responsible", "By", "Lead", "Confirmed by", "Now", "Verified by"} <= set(
        shown
    )
    assert [label for label, value in shown.items() if "href=" not in value] == []
    for station in ("Chair", "Responsible", "By"):
        assert f'href="{table.get_absolute_url()}"' in shown[station]
    assert f'href="{effect.get_absolute_url()}#measured"' in shown["Now"]


def test_decision_of_a_table_behind_a_wall_shows_without_a_dead_link() -> None:
    house = House(level="alliance")
    with walls.acting_as(house.owner):
        set_disclosure(person=house.owner, problem=house.problem, decision_shared=True)
    shown = facts(house.member, house.problem.code)
    assert "Responsible" in shown
    assert "href=" not in shown["Responsible"]
    assert "Chair" not in shown


def test_visitor_of_a_public_problem_is_shown_the_way_in() -> None:
    company = make_org("company")
    problem = accepted(seated("owner", company), company, seated("officer"), level="public")
    for name in ("cases:thread", "problems:detail"):
        page = Client().get(reverse(name, args=[problem.code])).content.decode()
        assert reverse("account_login") in page
        assert 'class="side"' not in page


def test_reading_the_thread_of_a_confidential_problem_is_noted_unless_it_is_ones_own() -> None:
    house = House()
    house.start()
    for person in (
        house.owner,
        house.officer,
        house.professor,
    ):  # the last reads the project, and not the brief
        facts(person, house.problem.code)
    with walls.acting_as(house.owner):
        names = {row.name for row in readers(house.problem.code)}
    assert names == {"officer", "professor"}


def test_effect_leads_back_to_the_sentence_of_the_minutes_and_the_problem() -> None:
    house = House()
    effect, other = house.verified(), house.plan("다른 지표")
    with walls.system("test"):
        table = RoundTable.objects.get(problem=house.problem)
        Minutes.objects.create(
            table=table, circle=table.circle, writer=house.officer,
            sections=[{"title": {"ko": "결론"}, "text": {"ko": "여럿이 말했다.\n- 함께 풉니다", "en": ""}}],
        )  # fmt: skip
    for code in (effect.code, effect.project_code):
        shown = facts(house.officer, code)
        assert "“함께 풉니다”" in shown["Nearest sentence in the minutes"]
        assert reverse("roundtables:minutes", args=[table.code]) in shown["Nearest sentence in the minutes"]
        assert "measured.csv" in shown[next(label for label in shown if label.startswith("Evidence"))]
    page = Client()
    page.force_login(house.officer)
    text = page.get(reverse("cases:thread", args=[effect.code])).content.decode()
    assert house.problem.get_absolute_url() in text
    assert other.get_absolute_url() not in text


@pytest.mark.parametrize(
    ("decision", "sentence", "is_quoted"),
    [
        (Bi("공개 자료로 30일 동안 시험한다", ""), "공개 자료로 30일 동안 시험한다.", True),
        (Bi("공개 자료로 30일 동안 시험한다", ""), "공개 자료로 35일 동안 시험한다.", False),
        (Bi("공개 자료로 시험한다", ""), "공개 자료로 시험하지 않는다.", False),
        (Bi("", "Test with open data"), "We do not test with open data.", False),
        (Bi("", "Do not share the logs"), "Do not share the logs outside.", True),
    ],
)
def test_a_sentence_with_other_figures_or_the_opposite_is_not_quoted(decision, sentence, is_quoted) -> None:
    text = {"ko": sentence, "en": ""} if decision.ko else {"ko": "", "en": sentence}
    minutes = Minutes(sections=[{"title": {"ko": "결론", "en": "End"}, "text": text}])
    assert bool(quote(minutes, decision)) is is_quoted


def test_thread_of_a_bilateral_project_begins_with_the_project() -> None:
    house = House()
    house.decision = None
    made = house.propose(kind="bilateral", area="robot", level="alliance")
    assert "Lead" in facts(house.officer, made.code)
    for code in (made.code, "J-NOTHING", "Q", "X-NOTHING"):
        client = Client()
        client.force_login(house.rival)
        assert client.get(reverse("cases:thread", args=[code])).status_code == 404
