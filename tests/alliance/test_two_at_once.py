"""The same thing done twice at the very same moment: one is done, the other gets a sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import actions
from oneteam.alliance.models import ErasureRequest, ImportDraft, Seat
from oneteam.base.fields import Bi
from oneteam.experts import actions as experts
from oneteam.experts.models import ExpertProfile
from oneteam.problems import actions as problems
from oneteam.problems import queries as problem_queries
from tests.alliance.house import organisation, somebody
from tests.at_once import at_once
from tests.factories import accepted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def one_done(told: list[str], words: str) -> None:
    assert sorted(bool(sentence) for sentence in told) == [False, True], told
    assert words in "".join(told)


def test_of_two_at_once_one_is_done_and_the_other_reads_a_sentence():
    host = organisation("Host")
    officer, second = somebody("Officer", host, "officer"), somebody("Second", host, "officer")
    expert = somebody("Expert", organisation("Univ", "academia"), "expert")
    company = organisation("Company")
    owner = somebody("Owner", company, "owner")

    def twice(act, person=officer):
        return at_once((person, lambda: act(person)), (second, lambda: act(second)))

    def ask():
        actions.ask_erasure(person=expert)

    one_done(at_once((expert, ask), (expert, ask)), "이미 요청")

    def take_back():
        actions.take_erasure_back(person=expert)

    one_done(at_once((expert, take_back), (expert, take_back)), "되돌릴")
    with walls.acting_as(expert):
        ask()

    def enrol(person):
        experts.enrol(person=person, expert=expert, organisation=host, field=Bi("가", "A"))

    one_done(twice(enrol), "이미")

    with walls.system("test"):
        seat = Seat.objects.get(person=expert)

    def extend(person):
        days = 5 if person == officer else 9
        actions.set_last_day(
            person=person, seat=seat, ends_on=timezone.localdate() + timedelta(days=days), version=1
        )

    one_done(twice(extend), "다시 저장")

    problem = accepted(owner, company, officer)

    def lower(person):
        seen = problem_queries.one(problem.code).get()
        problems.ask_lowering(person=person, problem=seen, level="public")

    one_done(twice(lower), "이미")

    with walls.system("test"):
        assert (ErasureRequest.objects.count(), ExpertProfile.objects.count()) == (1, 1)


def test_of_two_who_bring_the_same_person_one_does():
    company = organisation("Company")
    host = organisation("Host")
    officer, second = somebody("Officer", host, "officer"), somebody("Second", host, "officer")
    invitations = []
    for role in ("owner", "expert"):
        with walls.acting_as(officer):
            invitations.append(
                actions.invite(person=officer, email="new@example.com", organisation=company, role=role)
            )

    def come(number):
        values = {"password": "a long sentence of words", "name": "New"}
        return lambda: actions.create_from_invitation(invitation=invitations[number], **values)

    one_done(at_once((None, come(0)), (None, come(1))), "이미")
    assert Person.objects.filter(email="new@example.com").count() == 1

    text = "name,name_en,email,organisation,role,title,department,starts_on\nKim,,kim@example.com,Company,owner,,,\n"
    drafts = {}
    for person in (officer, second):
        with walls.acting_as(person):
            drafts[person] = actions.draft_import(
                person=person, kind="people", file_name="list.csv", data=text.encode()
            )

    def carry(person):
        return lambda: actions.carry_out(person=person, draft=drafts[person])

    one_done(at_once((officer, carry(officer)), (second, carry(second))), "")
    assert Seat.objects.filter(person__email="kim@example.com").count() == 1
    with walls.system("test"):
        assert ImportDraft.objects.filter(imported_at__isnull=False).count() == 1
