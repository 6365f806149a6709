"""Laboratory, languages, field experience, hours and days, engagements that end."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.base.errors import Refused
from oneteam.experts import actions
from oneteam.experts.models import BlockedPeriod, Engagement, ExpertProfile, FieldExperience, FreeWindow
from tests.factories import area, make_org, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(client):
    area("robot")
    university = make_org("university", "academia")
    officer, expert = seated("officer", make_org("host")), seated("expert", university, "오하람")
    colleague = seated("expert", university, "한유진")
    for person in (officer, expert):
        person.language = "en"
        person.save()
    with walls.acting_as(officer):
        made = [
            actions.enrol(person=officer, expert=one, organisation=university) for one in (expert, colleague)
        ]
    client.cookies["language"] = "en"
    client.force_login(expert)
    return made[0], made[1], expert, officer


def url(name, *args):
    return reverse(f"experts:{name}", args=args)


def page(client, address):
    return client.get(address).content.decode()


def seen(model, person):
    with walls.acting_as(person):
        return list(model.objects.all())


def test_languages_and_laboratory_are_kept_and_shown(house, client):
    profile, colleague, _expert, officer = house
    with walls.acting_as(officer):
        actions.edit(person=officer, profile=colleague, version=1, laboratory="  Sound   Laboratory ")
        actions.edit(person=officer, profile=profile, version=1, laboratory="SOUND laboratory")
        names = set(ExpertProfile.objects.values_list("laboratory", flat=True))
    assert names == {"Sound Laboratory"}  # one spelling, or colleagues would not be known as such
    assert '<option value="Sound Laboratory">' in page(client, url("edit", profile.code))
    typed = {"version": 2, "quota": 2, "laboratory": "Sound Laboratory", "languages": ["ko", "de"]}
    assert client.post(url("edit", profile.code), typed | {"languages": ["xx"]}).status_code == 422
    assert client.post(url("edit", profile.code), typed).status_code == 302
    shown = page(client, profile.get_absolute_url())
    assert "Sound Laboratory" in shown and "Korean, German" in shown


def test_field_experience_stands_in_rows(house, client):
    profile, _colleague, expert, _officer = house
    assert "None yet: plants" in page(client, profile.get_absolute_url())
    row = {
        "what_en": "Ran a welding line",
        "place_en": "a shipyard",
        "area": "robot",
        "since": 2015,
        "until": 2018,
    }
    wrong = client.post(url("add", profile.code, "experience"), row | {"until": 2010})
    assert wrong.status_code == 422 and "not before the first one" in wrong.content.decode()
    assert client.post(url("add", profile.code, "experience"), {"place_en": "x"}).status_code == 422
    for more in ({}, {"what_en": "Advised a plant", "since": "", "until": "", "area": ""}):
        assert client.post(url("add", profile.code, "experience"), row | more).status_code == 302
    shown = page(client, profile.get_absolute_url())
    assert "Ran a welding line" in shown and "2015–2018" in shown and "a shipyard" in shown
    told = [row.told() for row in seen(FieldExperience, expert)]
    assert told == [{"en": "Ran a welding line – a shipyard"}, {"en": "Advised a plant – a shipyard"}]
    client.post(url("consent", profile.code), {"agreed": "yes"})
    member = seated("staff")
    assert len(seen(FieldExperience, member)) == 2
    client.post(url("remove", profile.code, "experience", seen(FieldExperience, expert)[0].code))
    assert [str(one) for one in seen(FieldExperience, expert)] == ["Advised a plant"]
    client.force_login(member)
    for address in (
        url("add", profile.code, "experience"),
        url("remove", profile.code, "experience", "FE-X"),
    ):
        assert client.post(address, row).status_code == 404


def test_hours_and_days_are_between_the_expert_and_the_secretariat(house, client):
    profile, _colleague, expert, officer = house
    there = url("availability", profile.code)
    assert "No hours given" in page(client, there) and "No day is blocked" in page(client, there)
    hours = {"weekday": 1, "starts": "14:00", "ends": "17:00"}
    days = {
        "starts_on": str(timezone.localdate()),
        "ends_on": str(timezone.localdate() + dt.timedelta(days=9)),
    }
    for what, given in (("window", hours), ("period", days)):
        assert client.post(url("add", profile.code, what), given).url == there
    wrong = [
        ("window", hours | {"ends": "13:00"}, "after the first one"),
        ("window", hours | {"starts": "16:00", "ends": "18:00"}, "overlap with 14:00–17:00"),
        ("window", hours | {"starts": "noon"}, "such as 14:00"),
        ("window", hours | {"weekday": 9}, "choose again"),
        ("period", days, "These days overlap"),
        ("period", {"starts_on": "2020-01-02", "ends_on": "2020-01-03"}, "are over"),
        ("period", {"starts_on": days["ends_on"], "ends_on": days["starts_on"]}, "not before the first one"),
    ]
    for what, given, words in wrong:
        answer = client.post(url("add", profile.code, what), given)
        assert answer.status_code == 422 and words in answer.content.decode(), (what, given)
    assert "Tuesday 14:00–17:00" in page(client, there)
    client.post(url("consent", profile.code), {"agreed": "yes"})
    member = seated("staff")
    for model in (FreeWindow, BlockedPeriod):
        assert [len(seen(model, one)) for one in (expert, officer, member)] == [1, 1, 0]
    client.force_login(member)
    assert client.get(there).status_code == 404
    assert "14:00" not in page(client, profile.get_absolute_url())
    client.force_login(officer)
    assert "Tuesday 14:00–17:00" in page(client, profile.get_absolute_url())
    for what, model in (("window", FreeWindow), ("period", BlockedPeriod)):
        assert client.post(url("remove", profile.code, what, seen(model, officer)[0].code)).url == there
        assert seen(model, officer) == []


def test_engagement_that_has_ended_keeps_its_date(house, client):
    profile, _colleague, expert, _officer = house
    told = {"organisation": make_org("engaging company").pk, "kind": "advisory", "until": ""}
    client.post(url("add", profile.code, "engagement"), told)
    code = seen(Engagement, expert)[0].code
    assert "It has ended" in page(client, profile.get_absolute_url())
    client.post(url("end_engagement", profile.code, code))
    assert seen(Engagement, expert)[0].until == timezone.localdate()
    shown = page(client, profile.get_absolute_url())
    assert "engaging company" in shown and "It has ended" not in shown and "Entered by mistake" in shown
    with walls.acting_as(expert), pytest.raises(Refused):
        actions.end_engagement(person=expert, profile=profile, code=code)
    client.post(url("remove", profile.code, "engagement", code))
    assert seen(Engagement, expert) == []
