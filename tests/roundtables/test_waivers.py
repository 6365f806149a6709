"""The owner is asked to waive a conflict, learns no more than that there is one, and decides."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.alliance import actions as alliance
from oneteam.alliance.models import Agreement
from oneteam.base.errors import Refused, Stale
from oneteam.experts import actions as experts
from oneteam.journal.delivery import written
from oneteam.journal.models import Entry, Mail
from oneteam.roundtables import actions, queries
from oneteam.roundtables.models import WaiverRequest
from tests.factories import make_org, rivals, seated, today
from tests.factories.roundtables import fresh, make_expert, make_house, matched, reread

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def url(name, *args):
    return reverse(f"roundtables:{name}", args=args)


def row_of(house, run, person):
    with walls.acting_as(house.officer):
        return queries.candidates(run).get(person=person)


def letters(kind, person):
    with walls.system("test"):
        found = list(
            Mail.objects.select_related("recipient").filter(kind=f"roundtables.{kind}", recipient=person)
        )
    return [written(mail) for mail in found]


def house_with_a_tie():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    tied = make_expert(house.officer, name="tied")
    with walls.acting_as(house.officer):
        experts.declare_engagement(
            person=house.officer, profile=tied, organisation=competitor, kind="advisory", until=today(30)
        )
    return house, competitor, tied


def test_asked_from_the_run_answered_by_the_owner_and_a_note_in_the_next_run():
    house, competitor, tied = house_with_a_tie()
    run = matched(house)
    assert row_of(house, run, tied.person).excluded == ["engaged_with_competitor"]
    office, owner = signed_in(house.officer), signed_in(house.owner)
    ask = {"expert": tied.code, "why": "knows the site"}
    asked = office.post(url("ask_waiver", run.code), ask)
    assert asked.status_code == 302 and "/waivers/WV-" in asked.url
    assert office.post(url("ask_waiver", run.code), ask).status_code == 409  # once
    assert "면제를 요청했어요" in office.get(url("run", run.code)).content.decode()
    for nobody in ({"expert": house.profiles[0].code}, {"expert": "E-NOBODY"}):
        assert office.post(url("ask_waiver", run.code), nobody).status_code == 409

    assert "WV-" in owner.get(house.problem.get_absolute_url()).content.decode()  # the panel's badge
    page = owner.get(asked.url).content.decode()
    assert "tied" in page and "knows the site" in page
    assert "competitor" not in page  # with whom
    letter = letters("waiver_asked", house.owner)[0]
    assert letter and "tied" not in " ".join([letter.subject, *letter.paragraphs])

    assert owner.post(asked.url, {"answer": "yes"}).status_code == 422  # until when?
    assert owner.post(asked.url, {"answer": "yes", "until": str(today(-1))}).status_code == 422
    assert owner.post(asked.url, {"answer": "yes", "until": str(today(60))}).status_code == 302
    assert owner.post(asked.url, {"answer": "no"}).status_code == 409
    with walls.system("test"):
        waiver = Agreement.objects.get(kind="waiver")
    assert (waiver.person, waiver.thread, waiver.ends_on) == (tied.person, house.problem.code, today(60))
    assert letters("waiver_answered", house.officer)
    with walls.acting_as(house.owner):
        verbs = set(Entry.objects.filter(thread=house.problem.code).values_list("verb", flat=True))
    assert {"roundtables.waiver_asked", "roundtables.waiver_given", "alliance.agreement_entered"} <= verbs

    row = row_of(house, matched(house), tied.person)
    assert row.rank and row.conflicts == [{"code": "engaged_with_competitor", "hard": False, "waived": True}]
    rival = seated("coordinator", competitor)
    for person in (rival, tied.person, seated("officer", competitor, "seconded")):
        with walls.acting_as(person):
            assert not WaiverRequest.objects.exists(), person
            assert not Agreement.objects.filter(kind="waiver").exists(), person
        assert signed_in(person).get(asked.url).status_code == 404


def test_a_no_changes_nothing_and_nobody_else_answers_or_waives():
    house, _competitor, tied = house_with_a_tie()
    run = matched(house)
    other = seated("owner", make_org("another company"), "other owner")
    staff = seated("staff", house.company, "staff")
    with walls.acting_as(house.officer):
        request = actions.ask_waiver(person=house.officer, run=reread(house.officer, run), code=tied.code)
    for person in (house.officer, staff):
        with walls.acting_as(person), pytest.raises(Refused):
            request = queries.waiver(request.code).get()
            actions.answer_waiver(person=person, request=request, agreed=True, until=today(9))
    for person in (other, house.officer, staff):
        with walls.acting_as(person), pytest.raises(Refused):
            alliance.waive(
                person=person, disclosure=house.problem.disclosure, holder=tied.person, ends_on=today(9)
            )
    with walls.acting_as(house.owner):
        request = queries.waiver(request.code).get()
        actions.answer_waiver(person=house.owner, request=request, agreed=False)
        with pytest.raises(Stale):
            actions.answer_waiver(person=house.owner, request=request, agreed=True, until=today(9))
        assert not Agreement.objects.filter(kind="waiver").exists()
        fresh(house.problem)
    assert row_of(house, matched(house), tied.person).excluded == ["engaged_with_competitor"]
