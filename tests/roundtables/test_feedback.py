"""Owner and chair say how the experts helped; the secretariat alone reads it, as experience in later runs."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.accounts import export
from oneteam.base.errors import Invalid, Refused
from oneteam.journal.delivery import written
from oneteam.journal.models import Entry, Mail
from oneteam.roundtables import actions, queries
from oneteam.roundtables.enums import TableState
from oneteam.roundtables.models import Feedback, RoundTable
from tests.factories import accepted, make_org, rivals, seated
from tests.factories.roundtables import decided, get_table, make_house, matched, reread

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def url(name, *args):
    return reverse(f"roundtables:{name}", args=args)


def closed(house):
    """A closed table, the second expert in the chair."""
    table = decided(house, kind="advice")
    with walls.system("test"):
        rows = RoundTable.objects.filter(pk=table.pk)
        rows.update(state=TableState.MINUTES_AGREED, chair=house.profiles[1].person)
    with walls.acting_as(house.officer):
        actions.close_table(person=house.officer, table=get_table(house.officer, table.code))
    return get_table(house.officer, table.code)


def test_the_owner_and_the_chair_say_it_and_the_secretariat_alone_reads_it_as_experience():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    first, chair, third = (profile.person for profile in house.profiles)
    table = closed(house)
    page = url("feedback", table.code)
    with walls.system("test"):
        asked = list(Mail.objects.select_related("recipient").filter(kind="roundtables.feedback_asked"))
    assert [mail.recipient for mail in asked if written(mail)] == [house.owner]

    owner = signed_in(house.owner)
    assert page in owner.get(table.get_absolute_url()).content.decode()
    blank = {"sent": "1", **{f"seat{one.pk}-helped": "" for one in (first, chair, third)}}
    assert owner.post(page, blank).status_code == 422
    assert owner.post(page, blank | {f"seat{first.pk}-text": "a line alone"}).status_code == 422
    assert owner.post(page, blank | {f"seat{first.pk}-helped": "9"}).status_code == 422
    said = blank | {f"seat{first.pk}-helped": "3", f"seat{third.pk}-helped": "2"}
    assert owner.post(page, said).status_code == 302
    line = {f"seat{first.pk}-helped": "5", f"seat{first.pk}-text": "found the cause"}
    assert owner.post(page, blank | line).status_code == 302  # instead of the first word
    words = owner.get(page).content.decode()
    assert "이미 알려 주셨어요" in words and "found the cause" not in words
    assert f"seat{chair.pk}-helped" in words
    leading = signed_in(chair)
    assert f"seat{chair.pk}-helped" not in leading.get(page).content.decode()  # nobody judges themselves
    assert leading.post(page, blank | {f"seat{first.pk}-helped": "4"}).status_code == 302

    assert "found the cause" in signed_in(house.officer).get(table.get_absolute_url()).content.decode()
    for person in (
        house.owner,
        chair,
        first,
        seated("coordinator", competitor),
        seated("officer", competitor),
    ):
        with walls.acting_as(person):
            assert not Feedback.objects.exists(), person
            assert not Entry.objects.filter(verb="roundtables.feedback_given").exists(), person
        answer = signed_in(person).get(table.get_absolute_url())
        assert "found the cause" not in answer.content.decode()
    for person in (first, house.officer):
        assert signed_in(person).get(page).status_code == 404

    before = house.problem
    house.problem = accepted(house.owner, house.company, house.officer)
    run = reread(house.officer, matched(house))
    office = signed_in(house.officer).get(run.get_absolute_url()).content.decode()
    assert "라운드테이블 1회에서 도왔어요" in office and "제안 기관이 만족했어요" in office
    assert table.code in office
    with walls.acting_as(house.officer):
        scores = {row.person_id: row.score for row in queries.candidates(run)}
        Feedback.objects.all().update(helped=1)
        actions.send_to_owner(person=house.officer, run=run)
    assert "도왔어요" not in owner.get(run.get_absolute_url()).content.decode()
    assert before.code != house.problem.code
    with walls.acting_as(house.officer):
        again = queries.candidates(matched(house))
        assert {row.person_id: row.score for row in again} == scores


def test_feedback_waits_for_the_close_and_is_said_of_experts_who_were_there():
    house = make_house()
    table = decided(house, kind="advice")
    expert = house.profiles[0].person
    with walls.acting_as(house.owner), pytest.raises(Refused):
        actions.give_feedback(person=house.owner, table=table, said={expert.pk: (5, "")})
    with walls.system("test"):
        RoundTable.objects.filter(pk=table.pk).update(state=TableState.CLOSED)
    table = get_table(house.owner, table.code)
    for said in ({}, {house.officer.pk: (5, "")}):
        with walls.acting_as(house.owner), pytest.raises(Invalid):
            actions.give_feedback(person=house.owner, table=table, said=said)
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.give_feedback(person=expert, table=table, said={expert.pk: (5, "")})


def test_whoever_said_it_takes_their_words_along_and_whom_it_is_about_does_not():
    house = make_house()
    table = closed(house)
    first, chair, third = (profile.person for profile in house.profiles)
    for by, of, text in ((house.owner, first, "found the cause"), (chair, third, "too quiet")):
        with walls.acting_as(by):
            actions.give_feedback(person=by, table=table, said={of.pk: (5, text)})

    def given(person):
        with walls.acting_as(person):
            return export.everything(person)["round_tables"]["feedback_given"]

    (told,) = given(house.owner)
    assert told["text"] == "found the cause" and told["helped"] == 5
    assert (told["table__code"], told["person__name"]) == (table.code, first.name)
    assert [row["text"] for row in given(chair)] == ["too quiet"]
    for person in (first, third):
        with walls.acting_as(person):
            words = export.archive(person)
        assert not given(person)
        for name in zipfile.ZipFile(io.BytesIO(words)).namelist():
            content = zipfile.ZipFile(io.BytesIO(words)).read(name).decode()
            assert "found the cause" not in content and "too quiet" not in content
