"""Listed, tier agreed by three, provided, in use, returned or destroyed with a certificate."""

import hashlib
import io
import json

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam import walls
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.dataregister import actions, flow, queries, sheet
from oneteam.dataregister.models import Certificate, Item, Opinion
from oneteam.files.models import Attachment
from oneteam.journal.models import Entry, Mail
from oneteam.problems.models import DataItem
from oneteam.projects import actions as projects
from oneteam.projects.models import Project
from tests.factories import nda, seated, today
from tests.projects.factories import act, seen


def of_brief(house, *names):
    with walls.system("as the brief listed it"):
        brief = house.problem.brief
        return [
            DataItem.objects.create(
                brief=brief, circle=house.problem.disclosure.brief, name=Bi(name, name), volume="3 GB"
            )
            for name in names
        ]


# --- listed ------------------------------------------------------------------------------------------------


def test_data_of_the_brief_are_taken_over_once_with_one_press(house):
    of_brief(house, "기록", "도면")
    assert act(house.owner, actions.take_over, project=house.project(house.owner)) == 2
    with walls.acting_as(house.speaker):  # sees the project and not the brief
        assert [str(item) for item in Item.objects.order_by("pk")] == ["기록", "도면"]
        assert Item.objects.first().owner == house.company
    with pytest.raises(Refused, match="already"):
        act(house.owner, actions.take_over, project=house.project(house.owner))
    of_brief(house, "소리")
    assert act(house.owner, actions.take_over, project=house.project(house.owner)) == 1


def test_only_owner_and_secretariat_tell_the_project_what_the_brief_lists(house):
    of_brief(house, "기록")
    nda(house.professor)
    with pytest.raises(Refused):
        act(house.professor, actions.take_over, project=house.project(house.professor))


def test_a_brief_that_loses_a_data_set_leaves_the_register_alone(house):
    (source,) = of_brief(house, "기록")
    act(house.owner, actions.take_over, project=house.project(house.owner))
    with walls.acting_as(house.owner):
        source.delete()
        assert Item.objects.get().source is None


def test_referee_is_of_neither_side_and_approver_of_the_owner(house):
    with pytest.raises(Invalid, match="referee"):
        house.list_item(referee=house.professor)
    with pytest.raises(Invalid, match="approver"):
        house.list_item(approver=house.professor)
    with pytest.raises(Invalid, match="approver"):
        house.list_item(premises=house.institute)
    assert house.list_item(premises=house.institute, approver=house.referee).premises == house.institute


def test_two_who_change_an_item_at_once_read_of_each_other(house):
    item = house.list_item()
    act(house.owner, actions.change, item=house.item(item), version=1, kind="sound")
    with pytest.raises(Stale):
        act(house.owner, actions.change, item=house.item(item), version=1, kind="pictures")


def test_what_was_listed_by_mistake_goes_while_nobody_has_answered(house):
    item = house.list_item()
    act(house.owner, actions.remove, item=item)
    assert seen(house.owner, Item) == 0
    item = house.list_item()
    house.answer(house.owner, item, 2)
    with pytest.raises(Refused):
        act(house.owner, actions.remove, item=house.item(item))


# --- tier --------------------------------------------------------------------------------------------------


def test_until_three_agree_the_strictest_tier_holds(house):
    item = house.list_item()
    for person in (house.owner, house.professor):
        house.answer(person, item, 1)
        assert (house.item(item).tier, house.item(item).tier_in_force) == (None, 4)
    house.answer(house.referee, item, 1)
    item = house.item(item)
    assert (item.state, item.tier, item.tier_in_force) == ("tier_agreed", 1, 1)


def test_nobody_reads_the_others_answers_before_all_have_answered(house):
    item = house.list_item()
    house.answer(house.owner, item, 1)
    house.answer(house.professor, item, 4)
    assert [seen(who, Opinion) for who in (house.owner, house.professor, house.referee, house.officer)] == [
        1,
        1,
        0,
        0,
    ]
    with walls.acting_as(house.referee):
        words = [str(entry.data) for entry in Entry.objects.filter(verb__startswith="dataregister.")]
        assert Entry.objects.filter(verb="dataregister.answered").count() == 2
        assert not any("tier" in text.replace("dataregister", "") for text in words)
    house.answer(house.referee, item, 4)
    assert seen(house.speaker, Opinion) == 3


def test_answers_that_differ_are_asked_again_and_kept(house):
    item = house.list_item()
    for person, tier in ((house.owner, 2), (house.professor, 4), (house.referee, 4)):
        house.answer(person, item, tier)
    item = house.item(item)
    assert (item.state, item.round, item.answered, item.tier) == ("tier_proposed", 2, [], None)
    with walls.acting_as(house.referee):
        given = list(queries.opinions(item))
        assert flow.parting(one.answers for one in given).key == "personal"
    for person in (house.owner, house.professor, house.referee):
        house.answer(person, item, 3)
    assert house.item(item).tier == 3
    with walls.acting_as(house.speaker):
        assert [one.round for one in queries.opinions(item)] == [1, 1, 1, 2, 2, 2]


def test_one_person_answers_in_one_role_and_once(house):
    item = house.list_item()
    house.answer(house.owner, item, 3)
    colleague = seated("owner", house.company, "colleague")
    for somebody in (house.owner, colleague):
        with pytest.raises(Refused, match="answer"):
            act(somebody, actions.answer, item=house.item(item, somebody), question="personal", choice="yes")
    with pytest.raises(Refused):
        act(
            house.scientist,
            actions.answer,
            item=house.item(item, house.scientist),
            question="personal",
            choice="yes",
        )


def test_where_the_lead_s_own_data_are_asked_about_the_approver_still_answers(house):
    approver = seated("staff", house.lead, "of_lead")
    act(house.officer, projects.add_member, project=house.project(house.officer), somebody=approver)
    item = house.list_item(owner=house.lead, approver=approver)
    with walls.system("the one who speaks for the lead is responsible"):
        Project.objects.update(responsible=house.speaker)
    for person in (house.speaker, approver, house.referee):
        house.answer(person, house.item(item), 3)
    assert house.item(item).tier == 3


def test_a_question_answered_in_another_window_is_not_answered_twice(house):
    item = house.list_item()
    act(house.owner, actions.answer, item=item, question="personal", choice="yes")
    with pytest.raises(Stale):
        act(house.owner, actions.answer, item=item, question="personal", choice="no")
    act(house.owner, actions.go_back, item=item)
    act(house.owner, actions.answer, item=item, question="personal", choice="no")
    with pytest.raises(Refused, match="left"):
        act(house.owner, actions.finish, item=item)


def test_every_way_through_the_questions_ends_at_a_tier_and_each_tier_can_be_reached():
    reached, ways = set(), [({}, flow.FIRST)]
    while ways:
        answers, question = ways.pop()
        for choice in flow.WORDS:
            way = flow.walk({**answers, question.key: choice})
            assert len(way.answered) <= len(flow.QUESTIONS)
            if way.tier is not None:
                reached.add(way.tier)
            else:
                ways.append(({**answers, question.key: choice}, way.question))
    assert reached == {0, 1, 2, 3, 4}


def test_asked_anew_the_strictest_holds_again(house):
    item = house.agreed(2)
    with pytest.raises(Invalid, match="why"):
        act(house.owner, actions.ask_again, item=item, reason=" ")
    act(house.owner, actions.ask_again, item=item, reason="얼굴이 보입니다")
    item = house.item(item)
    assert (item.state, item.tier_in_force, item.round) == ("tier_proposed", 4, 2)


# --- provided, in use --------------------------------------------------------------------------------------


def test_a_place_less_strict_than_the_tier_is_refused(house):
    item = house.agreed(3, place=1)
    with pytest.raises(Refused, match="protected environment"):
        act(house.owner, actions.provide, item=item)
    with pytest.raises(Invalid):
        act(house.owner, actions.change, item=item, version=1, place=0)
    laid = SimpleUploadedFile("a.csv", b"day,x\n1,2\n")
    with pytest.raises(Refused, match="protected environment"):
        act(house.owner, actions.attach_to_item, item=item, upload=laid)
    act(house.owner, actions.change, item=item, version=1, place=2)
    act(house.owner, actions.provide, item=house.item(item))


def test_only_on_the_premises_says_on_whose(house):
    with pytest.raises(Invalid, match="which party"):
        house.list_item(place=3)
    of_brief(house, "기록")  # taken over, nothing is chosen yet
    act(house.owner, actions.take_over, project=house.project(house.owner))
    with walls.acting_as(house.owner):
        item = Item.objects.get()
    with walls.system("the three agree"):
        Item.objects.update(tier=2, state="tier_agreed", approver=house.approver)
    for step in (actions.provide, actions.attach_to_item):
        more = {} if step is actions.provide else {"upload": SimpleUploadedFile("a.csv", b"day,x\n1,2\n")}
        with pytest.raises(Refused, match="which party"):
            act(house.owner, step, item=house.item(item), **more)


def test_nothing_is_provided_before_the_tier_stands_or_by_others(house):
    with pytest.raises(Refused):
        act(house.owner, actions.provide, item=house.list_item())
    item = house.agreed()
    with pytest.raises(Refused):
        act(house.professor, actions.provide, item=house.item(item, house.professor))


def test_past_their_end_the_responsible_person_is_told_once(house):
    item = house.in_use()
    with walls.system("time passes"):
        Item.objects.update(ends_on=today(-1))
    assert (actions.remind(), actions.remind()) == (1, 0)
    with walls.system("the outbox"):
        assert Mail.objects.get(kind="dataregister.overdue").recipient == house.professor
    with walls.acting_as(house.professor):
        assert list(queries.waiting(house.professor, [], today())) == [item]
    act(house.owner, actions.prolong, item=house.item(item), ends_on=today(3), reason="한 번 더 잽니다")
    with walls.system("time passes"):
        Item.objects.update(ends_on=today(-1))
    assert actions.remind() == 1


# --- returned, destroyed -----------------------------------------------------------------------------------


def test_a_certificate_says_what_when_who_how_and_can_be_checked(house):
    item = house.in_use()
    act(house.owner, actions.attach_to_item, item=item, upload=SimpleUploadedFile("a.csv", b"day,x\n1,2\n"))
    item = house.item(item, house.professor)
    made = act(
        house.professor,
        actions.end,
        item=item,
        how_ended="destroyed",
        on=today(-1),
        how=Bi("세 사본을 지웠습니다", "Three copies deleted"),
    )
    item = house.item(item, house.professor)
    assert item.state == "destroyed"
    assert seen(house.owner, Attachment) == 0
    assert made.facts["files"][0]["sha256"] == hashlib.sha256(b"day,x\n1,2\n").hexdigest()
    text = json.dumps(made.facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == made.digest
    with walls.acting_as(house.speaker):
        kept = queries.certificate(item)
        for language, words in (("ko", "세 사본을 지웠습니다"), ("en", "Three copies deleted")):
            content = sheet.pressed(item, kept, language)
            assert content == sheet.pressed(item, kept, language)
            page = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages)
            assert words in page
            assert made.digest in page.replace("\n", "")
            assert made.code in page


def test_an_end_in_the_future_or_without_how_is_refused(house):
    item = house.in_use()
    with pytest.raises(Invalid, match="date before"):
        act(house.owner, actions.end, item=item, how_ended="returned", on=today(1), how=Bi("돌려줌", ""))
    with pytest.raises(Invalid, match="how"):
        act(house.owner, actions.end, item=item, how_ended="returned", on=today(), how=Bi())
    assert seen(house.owner, Certificate) == 0


def test_of_two_who_end_it_at_once_one_does(house):
    item = house.in_use()
    stale = house.item(item, house.professor)
    act(house.owner, actions.end, item=item, how_ended="returned", on=today(), how=Bi("돌려줌", ""))
    with pytest.raises(Stale, match="quicker"):
        act(house.professor, actions.end, item=stale, how_ended="destroyed", on=today(), how=Bi("지움", ""))
