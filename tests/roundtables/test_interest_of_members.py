"""Members say how far they would join a joint task; the owner and the secretariat alone read it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.export import everything
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.desk.todos import todos
from oneteam.journal.delivery import written
from oneteam.journal.models import Entry, Mail
from oneteam.problems import actions as problems
from oneteam.roundtables import actions, queries
from oneteam.roundtables.models import Decision, InterestForm
from tests.at_once import at_once
from tests.factories import make_org, rivals, seat, seated, today
from tests.factories.roundtables import decided, fresh, make_house

pytestmark = pytest.mark.django_db
WORDS = "두 사람과 한 달분 자료"


@pytest.fixture
def house():
    house = make_house(level="alliance")
    decided(house)
    return house


def share(house, yes=True):
    with walls.acting_as(house.owner):
        problems.set_disclosure(person=house.owner, problem=fresh(house.problem), decision_shared=yes)


def decision_seen(person):
    with walls.acting_as(person):
        found = Decision.objects.first()
        return queries.told_decision(found.code).first() if found else None


def ask(house, person=None, days=14):
    person = person or house.owner
    decision = decision_seen(person)
    with walls.acting_as(person):
        actions.ask_interest(person=person, decision=decision, until=today(days))


def state(person, organisation, level="join", comment=WORDS):
    """As whoever has just read what is answered so far."""
    decision = decision_seen(person)
    with walls.acting_as(person):
        said = queries.interest_of(decision, organisation)
        return actions.state_interest(
            person=person, decision=decision, organisation=organisation, level=level, comment=comment,
            version=said.version if said else 0,
        )  # fmt: skip


def member(name="", **values):
    organisation = make_org(name, **values)
    return seated("coordinator", organisation, f"coordinator of {name}"), organisation


def seen(person):
    with walls.acting_as(person):
        return InterestForm.objects.count()


def letters(person):
    with walls.system("test"):
        found = Mail.objects.select_related("recipient").filter(
            kind="roundtables.interest_asked", recipient=person
        )
        mails = list(found)
    return [one for one in map(written, mails) if one]


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def url(house, organisation=None):
    code = decision_seen(house.officer).code
    if organisation is None:
        return reverse("roundtables:interests", args=[code])
    return reverse("roundtables:interest", args=[code, organisation.code])


def test_nobody_is_asked_before_the_owner_lets_members_read_the_decision(house):
    coordinator, _organisation = member()
    with pytest.raises(Refused):
        ask(house)
    share(house)
    ask(house)
    (told,) = letters(coordinator)
    assert "제목" in " ".join(told.paragraphs) and told.path.startswith("/")
    share(house, yes=False)
    assert not letters(coordinator)


def test_only_a_joint_task_asks_and_only_owner_or_secretariat(house):
    share(house)
    staff = seated("staff", house.company)
    for person in (staff, house.profiles[1].person, member()[0]):
        with pytest.raises(Refused):
            ask(house, person)
    with pytest.raises(Invalid):
        ask(house, days=0)
    with walls.system("test"):
        Decision.objects.update(kind="advice")
    with pytest.raises(Refused):
        ask(house)
    assert browser(house.owner).get(url(house)).status_code == 404


def test_owner_and_secretariat_read_the_answer_and_no_other_member(house):
    (one, first), (other, second) = member("first"), member("second")
    share(house)
    ask(house)
    state(one, first)
    assert seen(one) == seen(house.owner) == seen(house.officer) == 1
    assert seen(other) == seen(seated("staff", first)) == seen(house.profiles[1].person) == 0
    state(other, second, "none", "")
    assert seen(one) == seen(other) == 1 and seen(house.owner) == 2
    with walls.acting_as(other):
        told = [str(entry.data) for entry in Entry.objects.filter(verb="roundtables.interest_stated")]
    assert len(told) == 1 and "second" in told[0]
    for person in (one, other, seated("staff", first)):
        assert browser(person).get(url(house)).status_code == 404
    assert browser(other).get(url(house, first)).status_code == 404
    page = browser(house.owner).get(url(house)).content.decode()
    assert WORDS in page and "first" in page and "second" in page


def test_a_rival_of_the_owner_gets_no_letter_no_form_and_no_task_on_the_desk(house):
    coordinator, competitor = member("competitor")
    rivals(house.company, competitor, ["robot"])
    share(house)
    ask(house)
    with walls.system("test"):
        assert not Mail.objects.filter(kind="roundtables.interest_asked", recipient=coordinator).exists()
    with walls.acting_as(coordinator):
        assert not Decision.objects.exists()
        assert not [row for row in todos(coordinator) if "/interest/" in row.url]
    assert browser(coordinator).get(url(house, competitor)).status_code == 404
    assert browser(coordinator).post(url(house, competitor), {"level": "join"}).status_code == 404


def test_an_officer_of_a_rival_of_the_member_does_not_read_its_answer(house):
    coordinator, organisation = member("first")
    competitor = make_org("competitor")
    rivals(organisation, competitor, ["robot"])
    seconded = seated("officer", competitor)
    share(house)
    ask(house)
    state(coordinator, organisation)
    assert decision_seen(seconded) is not None and seen(seconded) == 0
    assert seen(house.officer) == 1
    page = browser(seconded).get(url(house)).content.decode()
    assert WORDS not in page and "first" not in page


def test_who_becomes_a_rival_later_loses_sight_of_what_was_answered(house):
    coordinator, organisation = member("first")
    share(house)
    ask(house)
    state(coordinator, organisation)
    rivals(house.company, organisation, ["robot"])
    assert seen(coordinator) == 0 and seen(house.owner) == 0 and seen(house.officer) == 1


def test_sealing_and_taking_back_close_the_answers_with_the_thread(house):
    coordinator, organisation = member("first")
    share(house)
    ask(house)
    state(coordinator, organisation)
    share(house, yes=False)
    assert seen(coordinator) == 0 and seen(house.owner) == seen(house.officer) == 1
    assert browser(coordinator).get(url(house, organisation)).status_code == 404
    colleague = seated("staff", house.company)
    assert seen(colleague) == 1
    head = seated("head", make_org("office"), "head")
    with walls.acting_as(house.owner):
        problems.name_person(person=house.owner, problem=fresh(house.problem), named=head, role="officer")
        problems.raise_level(person=house.owner, problem=fresh(house.problem), level="sealed")
    assert seen(colleague) == seen(house.officer) == seen(coordinator) == 0
    assert seen(house.owner) == seen(head) == 1


def test_one_answer_a_member_changed_until_the_closing_date(house):
    coordinator, organisation = member("first")
    second = seated("coordinator", organisation, "second")
    share(house)
    ask(house, days=5)
    state(coordinator, organisation, "follow")
    state(second, organisation, "join", "생각이 바뀌었다")
    with walls.acting_as(house.owner):
        (only,) = InterestForm.objects.all()
    assert (only.level, only.comment, only.by) == ("join", "생각이 바뀌었다", second)
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        with pytest.raises(Refused):
            state(coordinator, organisation, "none")
        page = browser(coordinator).get(url(house, organisation))
        assert page.status_code == 200 and "생각이 바뀌었다" in page.content.decode()
        assert "<textarea" not in page.content.decode().split("<main")[1].split("</main")[0]


def test_asking_again_moves_the_date_and_writes_to_who_has_not_answered(house):
    (one, first), (other, _second) = member("first"), member("second")
    share(house)
    ask(house, days=5)
    state(one, first)
    ask(house, house.officer, days=20)
    with walls.system("test"):
        sent = Mail.objects.filter(kind="roundtables.interest_asked")
        assert sent.filter(recipient=one).count() == 1 and sent.filter(recipient=other).count() == 2
    assert not letters(one)  # answered before it was delivered


def test_nobody_answers_for_others_for_the_owner_or_a_start_up(house):
    coordinator, _organisation = member("first")
    other = make_org("other")
    boss = seat(house.owner, house.company, "coordinator").person
    founder, startup = member("startup", kind="startup")
    share(house)
    ask(house)
    for person, organisation in ((coordinator, other), (boss, house.company)):
        with pytest.raises(Refused):
            state(person, organisation)
    assert decision_seen(founder) is None and not letters(founder) and not letters(boss)
    assert startup.kind == "startup"


def test_a_problem_for_named_people_says_nothing_in_the_letter():
    house = make_house(level="named")
    decided(house)
    coordinator, _organisation = member("first")
    share(house)
    ask(house)
    (told,) = letters(coordinator)
    assert house.problem.code in told.subject and "제목" not in " ".join([told.subject, *told.paragraphs])


def test_desk_problem_page_and_form(house):
    coordinator, organisation = member("first")
    share(house)
    owner, client = browser(house.owner), browser(coordinator)
    assert owner.get(url(house)).status_code == 200
    assert owner.post(url(house), {"until": "x"}).status_code == 422
    assert owner.post(url(house), {"until": str(today(9))}).status_code == 302

    def waits():
        with walls.acting_as(coordinator):
            return [row.url for row in todos(coordinator) if "/interest/" in row.url]

    assert waits() == [url(house, organisation)]
    assert client.get(waits()[0]).status_code == 200
    assert client.post(waits()[0], {"comment": WORDS}).status_code == 422
    assert client.post(waits()[0], {"level": "contribute", "comment": WORDS}).status_code == 302
    assert not waits()
    assert WORDS in client.get(url(house, organisation)).content.decode()
    assert url(house, organisation) in client.get(house.problem.get_absolute_url()).content.decode()
    with walls.acting_as(house.owner):
        table = queries.table_of(queries.told_decision(Decision.objects.get().code).get())
    assert f'"{url(house)}"' in owner.get(table.get_absolute_url()).content.decode()
    assert (
        browser(seated("staff")).get(house.problem.get_absolute_url()).content.decode().count("/interest/")
        == 0
    )


def test_the_answer_is_in_the_data_of_who_gave_it(house):
    coordinator, organisation = member("first")
    share(house)
    ask(house)
    state(coordinator, organisation)
    with walls.acting_as(coordinator):
        (told,) = everything(coordinator)["round_tables"]["interests_stated"]
    assert told["level"] == "join" and told["comment"] == WORDS
    assert Bi.of(organisation.name).ko == "first"


def test_of_two_coordinators_the_second_reads_what_the_first_answered(house):
    one, organisation = member("first")
    second = seated("coordinator", organisation, "second")
    share(house)
    ask(house)
    page = browser(second)
    assert 'name="version" value="0"' in page.get(url(house, organisation)).content.decode()
    state(one, organisation, "follow")
    mine = {"level": "join", "comment": "다른 생각", "version": "0"}
    answer = page.post(url(house, organisation), mine)
    text = answer.content.decode()
    assert answer.status_code == 409 and WORDS in text and "다른 생각" in text
    assert page.post(url(house, organisation), mine | {"version": "1"}).status_code == 302
    with walls.acting_as(house.owner):
        assert InterestForm.objects.get().comment == "다른 생각"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_two_coordinators_at_once_one_is_told():
    house = make_house(level="alliance")
    decided(house)
    one, organisation = member("first")
    second = seated("coordinator", organisation, "second")
    share(house)
    ask(house)
    decision = decision_seen(one)

    def answer(person):
        return person, lambda: actions.state_interest(
            person=person, decision=decision, organisation=organisation, level="join"
        )

    told = at_once(answer(one), answer(second))
    assert sorted(bool(words) for words in told) == [False, True], told
