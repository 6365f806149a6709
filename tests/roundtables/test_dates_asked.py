"""Before a date is fixed the panel ticks the times that suit, by the link of a mail."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.journal.delivery import written
from oneteam.journal.models import Mail
from oneteam.problems import actions as problems
from oneteam.roundtables import actions, links, queries
from oneteam.roundtables.models import DateAnswer, DateLetter, DateQuestion
from tests.factories import seated
from tests.factories.roundtables import approved, fresh, make_house, plan

pytestmark = pytest.mark.django_db


def times(*days):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return [noon + dt.timedelta(days=ahead) for ahead in days]


def asked(house, *days):
    with walls.acting_as(house.officer):
        return actions.ask_dates(
            person=house.officer, problem=fresh(house.problem), starts=times(*days or (8, 9, 10)), minutes=120
        )


def link(person):
    with walls.acting_as(person):
        letter = DateLetter.objects.filter(person=person).first()
        return reverse("roundtables:when", args=[links.token_of(letter, links.DATES)])


def chosen(house, person):
    with walls.acting_as(house.officer):
        question = queries.last_question(fresh(house.problem))
        return queries.date_answers(question).get(person=person).starts


def test_each_ticks_times_without_signing_in_and_may_change_the_answer():
    house = make_house()
    approved(house)
    question = asked(house)
    expert = house.profiles[0].person  # without an NDA yet
    with walls.system("test"):
        mail = Mail.objects.select_related("recipient").get(kind="roundtables.dates_asked", recipient=expert)
    assert written(mail).path == link(expert)
    page = Client().get(link(expert)).content.decode()
    assert page.count('type="checkbox"') == 3 and str(house.problem.title) not in page
    assert chosen(house, expert) is None
    Client().post(link(expert), {"starts": question.starts[:2]})
    assert chosen(house, expert) == question.starts[:2]
    assert Client().post(link(expert), {}).status_code == 302
    assert chosen(house, expert) == []  # none of them is an answer, too


def test_the_secretariat_reads_who_can_come_when_where_the_date_is_fixed():
    house = make_house()
    approved(house)
    question = asked(house)
    for profile, picks in zip(house.profiles, ([0, 1], [1], []), strict=True):
        Client().post(link(profile.person), {"starts": [question.starts[at] for at in picks]})
    client = Client()
    client.force_login(house.officer, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("roundtables:new", args=[house.problem.code])).content.decode()
    assert "누가 언제 올 수 있나" in page and "전문가 2명" in page
    assert page.index("전문가 2명") < page.index("전문가 1명") < page.index("전문가 0명")
    assert "아직 답 없음" in page  # the owner has not answered


def test_a_time_that_was_not_asked_about_or_a_question_that_is_over_is_refused_in_words():
    house = make_house()
    approved(house)
    expert = house.profiles[1].person
    asked(house)
    first = link(expert)
    wrong = Client().post(first, {"starts": ["2020-01-01T00:00:00+09:00"]})
    assert wrong.status_code == 422
    asked(house, 12)
    over = Client().post(first, {})
    assert over.status_code == 409 and "다른 시간을 다시 물었어요" in over.content.decode()
    latest = link(expert)
    with walls.acting_as(house.officer):
        actions.convene(person=house.officer, problem=fresh(house.problem), plan=plan(house))
    assert Client().post(latest, {}).status_code == 409
    assert Client().get(reverse("roundtables:when", args=["1.1:no"])).status_code == 404


def test_only_times_to_come_and_no_more_than_eight_are_asked_about():
    house = make_house()
    approved(house)
    with pytest.raises(Invalid):
        asked(house, -3)
    with pytest.raises(Invalid):
        asked(house, *range(8, 18))
    with walls.acting_as(house.owner), pytest.raises(Refused):
        actions.ask_dates(person=house.owner, problem=fresh(house.problem), starts=times(9), minutes=60)


def test_the_page_of_dates_asks_the_panel_with_one_button():
    house = make_house()
    approved(house)
    client = Client()
    client.force_login(house.officer, backend="django.contrib.auth.backends.ModelBackend")
    at = [one.strftime("%Y-%m-%dT%H:%M") for one in times(8, 9)]
    url = reverse("roundtables:ask_dates", args=[house.problem.code])
    assert client.post(url, {"starts": at, "minutes": 90}).status_code == 302
    with walls.acting_as(house.officer):
        assert len(DateQuestion.objects.get().starts) == 2
    assert client.post(url, {"starts": ["soon"], "minutes": 90}).status_code == 422


def test_others_see_nothing_of_it_and_who_is_taken_off_keeps_no_letter():
    house = make_house()
    approved(house)
    asked(house)
    for person in (seated("staff", name="stranger"), house.profiles[1].person):
        with walls.acting_as(person):
            assert not DateQuestion.objects.exists()
            assert not DateAnswer.objects.exists()
    with walls.acting_as(house.owner):
        run = queries.approved_run(fresh(house.problem))
        actions.ask_again(person=house.owner, run=run, reason="others, please")
    with walls.acting_as(house.profiles[1].person):
        assert not DateLetter.objects.exists()


def test_who_is_taken_off_as_one_of_the_owners_people_keeps_no_link():
    house = make_house()
    colleague = seated("owner", house.company, "colleague")
    with walls.acting_as(house.owner):
        problems.name_person(person=house.owner, problem=fresh(house.problem), named=colleague, role="owner")
    approved(house)
    asked(house)
    kept = link(colleague)
    assert Client().get(kept).status_code == 200
    with walls.acting_as(house.owner):
        problems.unname_person(
            person=house.owner, problem=fresh(house.problem), named=colleague, role="owner"
        )
    assert Client().get(kept).status_code == 404
    assert Client().get(link(house.owner)).status_code == 200
