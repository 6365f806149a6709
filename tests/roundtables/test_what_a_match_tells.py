"""What a match, a list and an invitation tell, and to whom they stop telling it."""

from __future__ import annotations

import pytest
from django.test import Client

from oneteam import walls
from oneteam.alliance import disclosure
from oneteam.base.errors import Invalid
from oneteam.base.fields import Bi
from oneteam.experts import actions as experts
from oneteam.problems import actions as problems
from oneteam.problems.models import Problem
from oneteam.roundtables import actions, queries
from oneteam.roundtables.models import Attendance, MatchRun, TableInvitation
from tests.factories import make_org, rivals
from tests.factories.roundtables import convened, fresh, held, make_expert, make_house, matched, reread, sent

pytestmark = pytest.mark.django_db


def threads(house, run):
    """Numbers of the problems that stand as field experience in a run."""
    with walls.acting_as(house.officer):
        fields = [row.reasons["field"] for row in queries.candidates(reread(house.officer, run))]
    return {record.get("thread", "words") for field in fields for record in (*field["same"], *field["other"])}


def page(person, run):
    client = Client()
    client.force_login(person)
    return client.get(run.get_absolute_url()).content.decode()


def test_another_owners_table_is_evidence_only_where_its_decision_is_shared_and_nobody_competes():
    house = make_house()
    other = make_house("alliance", experts_count=0)
    other.officer, other.profiles = house.officer, house.profiles
    held(other)
    with walls.system("test"):
        Problem.objects.filter(pk=other.problem.pk).update(title=Bi("다른 일", "Another matter"))
    title = "다른 일"
    assert threads(house, matched(house)) == set()

    disclosure.change(other.problem.disclosure, decision_shared=True)
    run = sent(house)
    assert threads(house, run) == {other.problem.code}
    assert title in page(house.owner, run)

    disclosure.change(other.problem.disclosure, decision_shared=False)
    assert title not in page(house.owner, run)  # the list itself keeps the number only

    disclosure.change(other.problem.disclosure, decision_shared=True)
    other.company.group = "group"
    other.company.save()
    rivals(house.company, make_org("affiliate", group="group"), ["*"])
    assert threads(house, matched(house)) == set()


def test_an_invitation_ends_with_the_name_and_hides_with_the_thread():
    house = make_house()
    convened(house)
    first, second = (profile.person for profile in house.profiles[:2])
    with walls.acting_as(house.owner):
        problems.unname_person(person=house.owner, problem=fresh(house.problem), named=first, role="expert")
    rivals(house.company, house.profiles[1].organisation, ["*"])
    for person in (first, second):
        with walls.acting_as(person):
            assert not TableInvitation.objects.exists(), person
    with walls.system("test"):
        assert set(TableInvitation.objects.values_list("person__name", flat=True)) == {"expert2", "expert3"}
    with walls.acting_as(house.officer):
        assert Attendance.objects.filter(person=first).exists()  # the room still knows whom it asked


def test_agreeing_names_who_cannot_be_asked_any_more():
    house = make_house()
    run = reread(house.owner, sent(house))
    rivals(house.company, house.profiles[0].organisation, ["*"])
    gone = house.profiles[1]
    with walls.acting_as(gone.person):
        experts.consent(person=gone.person, profile=gone, agreed=False)
    with walls.acting_as(house.owner):
        with pytest.raises(Invalid, match="(?s)(?=.*expert1)(?=.*expert2)"):
            actions.approve_panel(person=house.owner, run=run)
        run = reread(house.owner, run)
        struck = [profile.code for profile in house.profiles[:2]]
        actions.approve_panel(person=house.owner, run=run, struck=struck)
    assert reread(house.owner, run).state == "approved"


def test_lists_that_were_answered_or_replaced_stay_with_whom_they_were_shown():
    house = make_house()
    first = reread(house.owner, sent(house))
    with walls.acting_as(house.owner):
        actions.ask_again(person=house.owner, run=first, reason="more from the field")
    second, third = sent(house), sent(house)
    unsent = matched(house)
    matched(house)
    with walls.acting_as(house.owner):
        states = dict(MatchRun.objects.values_list("code", "state"))
    assert states == {first.code: "asked_again", second.code: "replaced", third.code: "sent"}
    assert unsent.code not in states


def test_what_was_done_in_the_field_is_named_by_the_words_that_meet():
    house = make_house()
    profile = make_expert(house.officer, name="fitter", works=())
    with walls.acting_as(house.officer):
        done = Bi("", "Ten years of goals with a background in plants")
        experts.add_experience(person=house.officer, profile=profile, what=done, area=house.problem.area)
        experts.add_experience(person=house.officer, profile=profile, what=Bi("", "Ran a kitchen"))
    run = matched(house)
    with walls.acting_as(house.officer):
        row = queries.candidates(run).get(person=profile.person)
    shown = page(house.officer, run)
    assert [len(row.reasons["field"][name]) for name in ("same", "other")] == [1, 1]
    assert row.reasons["field"]["near"] and row.reasons["field"]["terms"], row.reasons
    assert (
        ", ".join(row.reasons["field"]["terms"]) in shown and "현장에서 한 일이 이 문제와 가까워요" in shown
    )
