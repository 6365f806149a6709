"""A decision with its reasons, who disagreed, and what is said when its review date comes."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.export import everything
from oneteam.alliance.models import Seat
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.base.jobs import run_waiting
from oneteam.desk.todos import todos
from oneteam.problems import actions as problems
from oneteam.roundtables import actions, queries
from oneteam.roundtables.models import Decision, DecisionReview, Dissent
from tests.factories import make_org, rivals, seated, today
from tests.factories.roundtables import fresh, held, make_house

pytestmark = pytest.mark.django_db
WHY = "자료가 한 해 것뿐이라 이르다"


def decide(house, **values):
    table = held(house)
    with walls.acting_as(house.officer):
        return actions.decide(
            person=house.officer, table=table, kind="joint_task", text=Bi("함께 푼다", "Together"),
            responsible=house.owner, due_on=today(60), **values,
        )  # fmt: skip


def review(person, decision, outcome="stands", text="그대로 둔다", **values):
    with walls.acting_as(person):
        seen = queries.told_decision(decision.code).get()
        return actions.review_decision(
            person=person, decision=seen, outcome=outcome, text=Bi(text, ""),
            **{"seen": seen.review_on, **values},
        )  # fmt: skip


def waits(person):
    with walls.acting_as(person):
        return [row for row in todos(person) if row.url.endswith("/review/")]


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def test_reasons_and_dissent_stand_with_the_decision_on_every_page_of_it():
    house = make_house(level="alliance")
    against = house.profiles[1].person
    decision = decide(
        house, reasons=Bi("두 곳에서 해 보았다", ""), dissent={against.pk: WHY, house.owner.pk: " "}
    )
    table = (
        browser(house.owner).get(reverse("roundtables:detail", args=[decision.table.code])).content.decode()
    )
    thread = browser(house.owner).get(reverse("cases:thread", args=[house.problem.code])).content.decode()
    for page in (table, thread):
        assert "두 곳에서 해 보았다" in page and WHY in page and "expert2" in page
    with walls.acting_as(house.owner):
        assert Dissent.objects.count() == 1
        exported = everything(house.owner)["round_tables"]["decisions"][0]
    assert exported["reasons"]["ko"] == "두 곳에서 해 보았다"
    assert exported["dissents"] == [{"who": "expert2", "why": WHY}]


def test_members_who_may_read_the_decision_read_why_but_not_who_disagreed():
    house = make_house(level="alliance")
    member = seated("staff")
    decision = decide(house, reasons=Bi("까닭", ""), dissent={house.profiles[1].person.pk: WHY})
    with walls.acting_as(house.owner):
        problems.set_disclosure(person=house.owner, problem=fresh(house.problem), decision_shared=True)
    review(house.owner, decision, "changed", "예산이 늘었다")
    page = browser(member).get(reverse("cases:thread", args=[house.problem.code])).content.decode()
    assert "까닭" in page and "예산이 늘었다" in page and WHY not in page
    assert browser(member).get(reverse("roundtables:review", args=[decision.code])).status_code == 404


def test_only_who_was_there_disagrees():
    house = make_house()
    with pytest.raises(Invalid):
        decide(house, dissent={seated("staff").pk: WHY})


def test_a_review_date_that_comes_stands_on_the_desks_until_somebody_says_what_holds():
    house = make_house()
    head = seated("head", make_org("office"), "head")
    decision = decide(house, review_on=today(30))
    assert not waits(house.owner) and not waits(house.officer)
    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        assert waits(house.owner) and waits(house.officer) and waits(head)
        assert not waits(house.profiles[1].person)  # sits at the table, answers for nothing
        review(house.owner, decision, "later", "숫자를 기다린다", next_on=today(20))
        assert not waits(house.owner) and not waits(head)
    with time_machine.travel(timezone.now() + dt.timedelta(days=50)):
        assert waits(house.owner)
        review(head, decision)
        assert not waits(house.owner)
    with walls.acting_as(house.officer):
        kept = [(row.outcome, str(row.text), row.by.name) for row in DecisionReview.objects.all()]
        assert Decision.objects.get().review_on is None
    assert kept == [("later", "숫자를 기다린다", "owner"), ("stands", "그대로 둔다", "head")]


def told():
    """Who gets a mail about a review, with its words, after the job of the morning ran twice."""
    mail.outbox = []
    actions.tell_of_reviews()
    actions.tell_of_reviews()
    run_waiting()
    return {one.to[0]: one.subject + one.body for one in mail.outbox if "/review/" in one.body}


def test_a_review_date_that_comes_is_told_by_mail_once_to_who_answers_for_it_and_the_officer():
    house = make_house()
    seated("head", make_org("office"), "head")
    decision = decide(house, review_on=today(30))
    run_waiting()
    assert told() == {}
    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        found = told()
        assert found.keys() == {house.owner.email, house.officer.email}
        for words in found.values():  # of a named problem
            assert house.problem.title.ko not in words and house.problem.title.en not in words
            assert "함께 푼다" not in words
        assert told() == {}
        review(house.owner, decision, "later", "숫자를 기다린다", next_on=today(20))
    with time_machine.travel(timezone.now() + dt.timedelta(days=51)):
        assert told().keys() == {house.owner.email, house.officer.email}


def test_of_a_review_nobody_is_told_who_may_not_read_the_decision_any_more_or_came_too_late():
    house = make_house()
    head = seated("head", make_org("office"), "head")
    decision = decide(house, review_on=today(30))
    run_waiting()
    with walls.system("the owner and the officer leave"):
        Seat.objects.filter(person__in=(house.owner, house.officer)).update(ended_at=timezone.now())
    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        assert told().keys() == {head.email}
        review(head, decision, "later", "기다린다", next_on=today(20))
    with time_machine.travel(timezone.now() + dt.timedelta(days=51)):
        actions.tell_of_reviews()
        review(head, decision)
        assert told() == {}


def test_what_has_changed_is_told_in_the_journal_and_on_the_table_page():
    house = make_house()
    decision = decide(house, review_on=today(1))
    review(house.officer, decision, "changed", "참여 기관이 하나 늘었다", next_on=today(90))
    page = (
        browser(house.owner).get(reverse("roundtables:detail", args=[decision.table.code])).content.decode()
    )
    assert page.count("참여 기관이 하나 늘었다") == 1 and "달라진 점" in page


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": ""}, "text"),
        ({"outcome": "later"}, "next_on"),
        ({"outcome": "later", "next_on": today()}, "next_on"),
    ],
)
def test_an_unfinished_review_is_refused_beside_its_field(values, field):
    house = make_house()
    decision = decide(house, review_on=today(1))
    with pytest.raises(Invalid) as refusal:
        review(house.owner, decision, **values)
    assert field in refusal.value.fields


def test_of_two_who_review_at_once_the_second_reads_what_the_first_wrote():
    house = make_house()
    decision = decide(house, review_on=today(1))
    review(house.owner, decision)
    with pytest.raises(Stale):
        review(house.officer, decision, seen=today(1))


def test_nobody_else_reviews_and_a_rival_finds_nothing():
    house = make_house()
    decision = decide(house, review_on=today(1))
    review(house.owner, decision)
    with pytest.raises(Refused):
        review(house.profiles[1].person, decision)
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    for role in ("coordinator", "officer"):
        with walls.acting_as(seated(role, competitor)):
            assert not DecisionReview.objects.exists() and not Dissent.objects.exists()


def test_the_pages_take_what_is_typed_and_say_what_is_missing():
    house = make_house()
    table = held(house)
    client, expert = browser(house.officer), house.profiles[1].person
    page = reverse("roundtables:decide", args=[table.code])
    assert "expert2" in client.get(page).content.decode()
    form = {"kind": "advice", "text_ko": "조언", "responsible": house.owner.pk, "due_on": str(today(9))}
    form |= {"reasons_ko": "까닭", "review_on": str(today(40)), f"seat{expert.pk}-why": WHY}
    assert client.post(page, form | {"review_on": "31. 2."}).status_code == 422
    assert client.post(page, form).status_code == 302
    decision = get_decision(house)
    assert str(decision.review_on) == str(today(40)) and decision.reasons.ko == "까닭"
    page = reverse("roundtables:review", args=[decision.code])
    assert client.get(page).status_code == 200
    given = {"outcome": "stands", "text_ko": "그대로", "seen": str(decision.review_on)}
    assert client.post(page, given | {"text_ko": ""}).status_code == 422
    assert client.post(page, given | {"seen": "2020-01-01"}).status_code == 409
    answer = client.post(page, given)
    assert answer.status_code == 302 and table.code in answer.url


def get_decision(house):
    with walls.acting_as(house.officer):
        return queries.told_decision(Decision.objects.get().code).get()
