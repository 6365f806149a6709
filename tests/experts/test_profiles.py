"""Experts' profiles: who sees what, and who may change it."""

import pytest
from django.urls import reverse

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.experts import actions
from oneteam.experts.models import Engagement, ExpertProfile, Work
from oneteam.journal.delivery import written
from oneteam.journal.models import Mail
from tests.factories import area, make_org, make_person, seat, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    area("robot")
    university = make_org("university", "academia")
    officer = seated("officer", make_org("host"))
    expert = seated("expert", university, "오하람")
    with walls.acting_as(officer):
        profile = actions.enrol(
            person=officer,
            expert=expert,
            organisation=university,
            field=Bi("음향 이상 탐지", "Anomalies in sound"),
        )
    return profile, expert, officer


def url(name, *args):
    return reverse(f"experts:{name}", args=args)


def count(model, person):
    with walls.acting_as(person):
        return model.objects.count()


def test_profile_is_seen_by_members_only_after_consent(house, client):
    profile, expert, officer = house
    member = seated("staff")
    assert [count(ExpertProfile, one) for one in (expert, officer, member, None)] == [1, 1, 0, 0]
    client.force_login(member)
    assert client.get(profile.get_absolute_url()).status_code == 404
    client.force_login(expert)
    client.post(url("consent", profile.code), {"agreed": "yes"})
    client.force_login(member)
    assert "음향 이상 탐지" in client.get(profile.get_absolute_url()).content.decode()
    assert profile.code in client.get(url("list")).content.decode()
    client.force_login(expert)
    client.post(url("consent", profile.code), {"agreed": "no"})
    assert count(ExpertProfile, member) == 0


def test_only_the_expert_consents(house, client):
    profile, _expert, officer = house
    with walls.acting_as(officer), pytest.raises(Refused):
        actions.consent(person=officer, profile=profile, agreed=True)


def test_engagements_stay_between_the_expert_and_the_secretariat(house, client):
    profile, expert, officer = house
    member, company = seated("staff"), make_org("engaging company")
    client.force_login(expert)
    told = {"organisation": company.pk, "kind": "advisory", "until": "2026. 6. 30."}
    assert client.post(url("add", profile.code, "engagement"), told).status_code == 302
    client.post(url("consent", profile.code), {"agreed": "yes"})
    assert [count(Engagement, one) for one in (expert, officer, member)] == [1, 1, 0]
    client.force_login(member)
    page = client.get(profile.get_absolute_url()).content.decode()
    assert "engaging company" not in page
    client.force_login(expert)
    with walls.acting_as(expert):
        code = Engagement.objects.get().code
    client.post(url("remove", profile.code, "engagement", code))
    assert count(Engagement, expert) == 0


def test_expert_keeps_works_and_others_do_not(house, client):
    profile, expert, _officer = house
    client.force_login(expert)
    assert (
        client.post(url("add", profile.code, "work"), {"title_ko": "용접 음향", "year": "2024"}).status_code
        == 302
    )
    assert (
        client.post(url("add", profile.code, "work"), {"year": "1200", "abstract_ko": "쓰던 글"}).status_code
        == 422
    )
    client.post(url("consent", profile.code), {"agreed": "yes"})
    member = seated("staff")
    client.force_login(member)
    assert "용접 음향" in client.get(profile.get_absolute_url()).content.decode()
    with walls.acting_as(expert):
        code = Work.objects.get().code
    assert client.post(url("remove", profile.code, "work", code)).status_code == 404
    assert client.get(url("edit", profile.code)).status_code == 404
    client.force_login(expert)
    client.post(url("remove", profile.code, "work", code))
    assert count(Work, expert) == 0


def test_edit_over_a_newer_version_shows_both_texts(house, client):
    profile, expert, officer = house
    with walls.acting_as(officer):
        actions.edit(person=officer, profile=profile, version=1, field=Bi("사무국이 쓴 분야", ""))
    client.force_login(expert)
    typed = {"version": 1, "field_ko": "내가 쓴 분야", "quota": 2}
    answer = client.post(url("edit", profile.code), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "사무국이 쓴 분야" in page and "내가 쓴 분야" in page
    assert client.post(url("edit", profile.code), typed | {"version": 2}).status_code == 302
    with walls.acting_as(expert):
        assert ExpertProfile.objects.get().field.ko == "내가 쓴 분야"


def test_officer_enrols_and_the_expert_is_asked_to_check(client, house):
    _profile, _expert, officer = house
    newcomer = seated("expert", make_org("institute", "research"), "한유진")
    client.force_login(officer)
    page = client.get(url("enrol")).content.decode().split("</aside>")[1]
    assert "한유진" in page and "오하람" not in page
    assert "한유진" not in client.get(url("enrol") + "?q=university").content.decode()
    chosen = f"{url('enrol')}?seat={newcomer.seats.get().code}"
    assert chosen.partition("?")[2] in client.get(url("enrol") + "?q=institute").content.decode()
    assert "한유진" in client.get(chosen).content.decode()
    assert client.post(chosen, {"field_ko": "가" * 300}).status_code == 422
    answer = client.post(chosen, {"field_ko": "경량 추론"})
    assert client.get(chosen).url == url("enrol")  # there is a profile now
    assert answer.status_code == 302
    with walls.system("test"):
        mail = Mail.objects.select_related("recipient").get(recipient=newcomer)
    letter = written(mail)
    assert letter is not None and letter.path == answer.url
    client.force_login(newcomer)
    assert client.get(answer.url).status_code == 200
    assert client.get(url("enrol")).status_code == 404


def test_nobody_has_two_profiles(house):
    profile, expert, officer = house
    with walls.acting_as(officer), pytest.raises(Invalid):
        actions.enrol(person=officer, expert=expert, organisation=profile.organisation)


def test_stranger_learner_and_visitor_see_no_list(house, client):
    profile, expert, _officer = house
    with walls.acting_as(expert):
        actions.consent(person=expert, profile=profile, agreed=True)
    learner = make_person("learner")
    seat(learner, make_org("company"), "learner")
    client.force_login(learner)
    assert profile.code not in client.get(url("list")).content.decode()
    client.logout()
    assert client.get(profile.get_absolute_url()).status_code in (302, 404)


def test_pages_speak_english_too(house, client):
    profile, expert, _officer = house
    expert.language = "en"
    expert.save()
    client.cookies["language"] = "en"
    client.force_login(expert)
    for page, words in (
        (url("list"), "Experts"),
        (profile.get_absolute_url(), "Engagements"),
        (url("edit", profile.code), "Department"),
    ):
        assert words in client.get(page).content.decode()
