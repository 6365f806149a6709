"""A tie through a laboratory, told to each as far as they may know; which encoder a run used."""

from __future__ import annotations

import pytest
from django.test import Client

from oneteam import walls
from oneteam.experts import actions as experts
from oneteam.experts.models import ExpertProfile
from oneteam.roundtables import queries
from oneteam.roundtables.models import CandidateNote, MatchRun
from oneteam_core import matching as core
from tests.factories import make_org, rivals, today
from tests.factories.roundtables import make_expert, make_house, reread, sent

pytestmark = pytest.mark.django_db


def page(person, run):
    client = Client()
    client.force_login(person)
    return client.get(run.get_absolute_url()).content.decode()


def test_the_owner_reads_that_a_tie_exists_and_the_secretariat_through_whom():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    tied = make_expert(house.officer, competitor, name="colleague")
    run = sent(house)
    tie = core.Conflict(
        code="same_laboratory", hard=True, org=str(competitor.pk), laboratory="lab", whose=str(tied.pk)
    )
    with walls.system("a conflict as a match would keep it"):
        note = CandidateNote.objects.get(candidate__person=tied.person)
        note.conflicts = [core.to_json(tie)]
        note.save()
    words = page(house.officer, run)
    assert "같은 연구실" in words and "competitor" in words
    assert "연구실" not in page(house.owner, run)


def test_a_colleague_of_the_laboratory_is_out_and_the_owner_is_not_told_through_whom():
    house = make_house()
    home, competitor = make_org("college", kind="academia"), make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    clean, tied = (make_expert(house.officer, home, name=name) for name in ("clean", "tied"))
    with walls.acting_as(house.officer):
        experts.declare_engagement(
            person=house.officer, profile=tied, organisation=competitor, kind="advisory", until=today(30)
        )
    with walls.system("test"):
        ExpertProfile.objects.filter(pk__in=[clean.pk, tied.pk]).update(laboratory="Welding lab")
    run = sent(house)
    with walls.acting_as(house.owner):
        row = queries.candidates(reread(house.owner, run)).get(person=clean.person)
        assert row.excluded == ["engaged_with_competitor"]
    with walls.acting_as(house.officer):
        row = queries.candidates(run).get(person=clean.person)
        assert row.private.conflicts[0]["code"] == "same_laboratory"


def test_a_colleague_who_is_not_matched_ties_the_laboratory_all_the_same():
    house = make_house()
    home, competitor = make_org("college", kind="academia"), make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    clean = make_expert(house.officer, home, name="clean")
    tied = make_expert(house.officer, home, name="tied", consented=False)
    with walls.acting_as(house.officer):
        experts.declare_engagement(
            person=house.officer, profile=tied, organisation=competitor, kind="advisory", until=today(30)
        )
    with walls.system("test"):
        ExpertProfile.objects.filter(pk__in=[clean.pk, tied.pk]).update(laboratory="Welding lab")
    run = sent(house)
    with walls.acting_as(house.officer):
        row = queries.candidates(run).get(person=clean.person)
        assert row.private.conflicts[0]["code"] == "same_laboratory"
    assert "competitor" in page(house.officer, run) and "tied" not in page(house.officer, run)


def test_a_run_says_which_encoder_compared_the_texts_and_which_one_was_missing():
    house = make_house()
    run = sent(house)
    assert "lexical" in run.encoder and run.encoder in page(house.owner, run)
    with walls.system("a run as a missing encoder leaves it"):
        MatchRun.objects.filter(pk=run.pk).update(encoder="lexical 2+4, in place of multilingual")
    assert "multilingual" in page(house.owner, run) and "낱말만" in page(house.owner, run)
