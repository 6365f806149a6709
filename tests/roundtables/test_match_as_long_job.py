"""With many experts a match takes seconds: it runs in the worker, and its page says how far it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.alliance.models import Seat
from oneteam.base import jobs
from oneteam.experts.models import ExpertProfile
from oneteam.longjobs.models import LongJob
from oneteam.roundtables import queries
from oneteam.roundtables.models import MatchRun
from tests.factories import make_org, rivals
from tests.factories.roundtables import EASY, House, make_expert, make_house, matched

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings: Any) -> House:
    settings.MATCH_AT_ONCE = 1
    return make_house(experts_count=4)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def runs() -> list[MatchRun]:
    with walls.system("test"):
        return list(MatchRun.objects.order_by("pk"))


def words(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def test_a_match_of_many_experts_is_asked_for_and_leads_to_its_list(house):
    client = client_of(house.officer)
    asked = client.post(reverse("roundtables:match", args=[house.problem.code]), EASY.kept())
    assert asked.status_code == 302 and not runs()
    assert "전문가를 매칭하고 있어요" in words(client.get(asked.url))
    jobs.run_waiting()
    done = words(client.get(asked.url))
    assert runs()[0].get_absolute_url() in done and "전문가 명단이 준비됐어요" in done


def test_a_list_of_many_experts_is_changed_by_a_job_too(house):
    first = matched(house)
    with walls.acting_as(house.officer):
        out = queries.candidates(first).filter(chosen=True).first().expert_code
    client = client_of(house.officer)
    change = reverse("roundtables:change", args=[first.code, "one"])
    asked = client.post(change, {"do": "leave", "expert": out})
    assert asked.status_code == 302 and len(runs()) == 1
    jobs.run_waiting()
    newest = runs()[-1]
    assert newest.parameters["excluded"] == [out] and newest.get_absolute_url() in words(
        client.get(asked.url)
    )


def test_nothing_is_matched_for_whoever_may_not_any_more_when_the_job_runs(house):
    client = client_of(house.officer)
    asked = client.post(reverse("roundtables:match", args=[house.problem.code]), EASY.kept())
    stranger = client_of(make_expert(house.officer, make_org("college", kind="academia")).person)
    with walls.system("the officer leaves"):
        Seat.objects.filter(person=house.officer).delete()
    jobs.run_waiting()
    with walls.system("test"):
        job = LongJob.objects.get()
    assert (job.state, job.why) == ("failed", "이 문제는 이제 볼 수 없어요.") and not runs()
    assert stranger.get(asked.url).status_code == 404


def test_whoever_is_named_by_hand_and_may_not_sit_there_is_told_at_once_and_kept_in_no_job(house):
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    rival = make_expert(house.officer, competitor, name="somebody")
    first = matched(house)
    change = reverse("roundtables:change", args=[first.code, "one"])
    refused = client_of(house.officer).post(change, {"do": "pin", "expert": rival.code})
    assert refused.status_code == 422 and "somebody" in words(refused)
    with walls.system("test"):
        assert not LongJob.objects.exists()


def other() -> dict[str, Any]:
    return EASY.kept() | {"size": 2}


def test_while_one_runs_the_page_leads_to_it_and_another_one_is_refused(house):
    client = client_of(house.officer)
    match = reverse("roundtables:match", args=[house.problem.code])
    asked = client.post(match, EASY.kept())
    assert "지켜보거나" in words(client.get(match)) and asked.url in words(client.get(match))
    refused = client.post(match, other())
    assert refused.status_code == 409 and asked.url in words(refused) and "먼저 멈" in words(refused)


def test_after_one_was_stopped_by_hand_another_one_can_be_asked_for(house):
    client = client_of(house.officer)
    match = reverse("roundtables:match", args=[house.problem.code])
    for state in ("waiting", "running"):
        asked = client.post(match, EASY.kept())
        with walls.system("a worker has begun it"):
            LongJob.objects.filter(state="waiting").update(state=state)
        client.post(asked.url + "stop/")
        jobs.run_waiting()
        stopped = words(client.get(asked.url))
        assert "멈췄어요" in stopped and match in stopped and not runs()
        assert asked.url not in words(client.get(match))
    again = client.post(match, other())
    jobs.run_waiting()
    assert runs()[0].get_absolute_url() in words(client.get(again.url))
    assert runs()[0].parameters["size"] == 2


def test_after_one_has_failed_another_one_can_be_asked_for(house):
    client = client_of(house.officer)
    match = reverse("roundtables:match", args=[house.problem.code])
    first = matched(house)
    with walls.acting_as(house.officer):
        out = queries.candidates(first).filter(chosen=True).first().expert_code
    failed = client.post(
        reverse("roundtables:change", args=[first.code, "one"]), {"do": "leave", "expert": out}
    )
    with walls.system("who was left out takes the profile back"):
        ExpertProfile.objects.filter(code=out).update(consented_at=None)
    jobs.run_waiting()
    told = words(client.get(failed.url))
    assert match in told and len(runs()) == 1
    again = client.post(match, EASY.kept())
    jobs.run_waiting()
    assert runs()[-1].get_absolute_url() in words(client.get(again.url)) and len(runs()) == 2
