"""Profiles that look like one person: offered to the secretariat, merged or told apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.experts import actions, doubles, queries
from oneteam.experts.models import Engagement, ExpertProfile, FieldExperience, Work
from oneteam.journal.delivery import written
from oneteam.journal.models import Entry, Mail
from tests.at_once import at_once
from tests.factories import make_org, make_person, seat, seated


def url(name, *args):
    return reverse(f"experts:{name}", args=args)


def enrol(officer, home, name, name_en="", titles=(), **values):
    person = make_person(name, name_en=name_en)
    seat(person, home, "expert")
    with walls.acting_as(officer):
        profile = actions.enrol(person=officer, expert=person, organisation=home, **values)
        for title in titles:
            actions.add_work(person=officer, profile=profile, title=Bi("", title))
    return profile


def house():
    officer = seated("officer", make_org("host"))
    officer.language = "en"
    officer.save()
    return officer, make_org("university", "academia"), make_org("institute", "research")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("김 민준", "김민준", True),
        ("KIM, Min-jun", "Minjun Kim", True),
        ("김민준", "김민주", False),
        ("", "", True),
    ],
)
def test_names_are_compared_without_signs_and_order(one, other, alike):
    assert (doubles.name_key(one) == doubles.name_key(other)) is alike


@pytest.mark.django_db
def test_pairs_of_one_name_and_organisation_or_work_are_offered(client):
    officer, university, institute = house()
    first = enrol(officer, university, "오하람", "Haram Oh", ["Learning from sound"])
    again = enrol(officer, university, "오 하람")
    moved = enrol(officer, institute, "Oh Haram", "OH, Ha-ram", ["learning from SOUND!"])
    enrol(officer, institute, "오하람", "")  # the name alone says nothing
    enrol(officer, university, "한유진", "", ["Learning from sound"])  # an author of the same work
    with walls.acting_as(officer):
        found = {(pair.one, pair.other, pair.work) for pair in queries.doubles()}
    assert found == {(first.pk, again.pk, ""), (first.pk, moved.pk, "Learning from sound")}
    client.cookies["language"] = "en"
    client.force_login(officer)
    page = client.get(url("doubles")).content.decode()
    assert "same name and organisation" in page and "both have “Learning from sound”" in page
    assert url("doubles") in client.get(url("list")).content.decode()
    assert client.get(url("double", again.code, moved.code)).status_code == 404  # not offered
    for person in (seated("staff"), first.person):
        client.force_login(person)
        for address in (url("doubles"), url("double", first.code, again.code)):
            assert client.get(address).status_code == 404
        assert client.post(url("double", first.code, again.code), {"keep": ""}).status_code == 404


@pytest.mark.django_db
def test_list_of_pairs_costs_the_same_at_any_length(client):
    officer, university, _institute = house()
    client.force_login(officer)
    asked = []
    for number in range(3):
        for _ in range(2):
            enrol(officer, university, f"이름{number}")
        client.get(url("doubles"))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(url("doubles")).content.decode().count("data-row") == number + 1
        asked.append(len(caught))
    assert len(set(asked)) == 1 and asked[0] <= 12, asked


@pytest.mark.django_db
def test_one_person_is_merged_and_nothing_that_counts_is_lost(client):
    officer, university, institute = house()
    company = make_org("company")
    kept = enrol(
        officer, university, "오하람", "", ["Learning from sound"], skills=["a"], field=Bi("음향", "")
    )
    closed = enrol(
        officer,
        institute,
        "오하람",
        "",
        ["Learning from Sound.", "Only here"],
        skills=["a", "b"],
        field=Bi("다른", "Sound"),
    )
    with walls.acting_as(officer):
        for profile, until in ((kept, "2030-01-01"), (closed, None)):
            actions.declare_engagement(
                person=officer, profile=profile, organisation=company, kind="equity", until=until
            )
            actions.add_experience(person=officer, profile=profile, what=Bi("", "Ran a plant"))
        actions.add_experience(person=officer, profile=closed, what=Bi("", "Built a line"))
    for profile in (kept, closed):
        with walls.acting_as(profile.person):
            actions.consent(person=profile.person, profile=profile, agreed=True)
    client.cookies["language"] = "en"
    client.force_login(officer)
    there = url("double", kept.code, closed.code)
    page = client.get(there).content.decode()
    assert "Only here" in page and kept.person.email in page and closed.person.email in page
    versions = {kept.code: 1, closed.code: 1}
    assert client.post(there, {"keep": kept.code, kept.code: "x"}).status_code == 409  # not what was seen
    assert client.post(there, {"keep": kept.code} | versions).url == url("doubles")
    with walls.acting_as(officer):
        kept.refresh_from_db(), closed.refresh_from_db()
        assert {str(one) for one in Work.objects.filter(profile=kept)} == {"Learning from sound", "Only here"}
        assert {str(one) for one in FieldExperience.objects.filter(profile=kept)} == {
            "Ran a plant",
            "Built a line",
        }
        ties = {(tie.organisation, tie.kind, tie.until) for tie in Engagement.objects.filter(profile=kept)}
        assert ties == {(company, "equity", None), (institute, "employed", None)}
        assert (kept.skills, kept.field) == (["a", "b"], Bi("음향", "Sound"))
        assert kept.consented_at and (closed.consented_at, closed.merged_into) == (None, kept)
        assert Entry.objects.filter(verb="experts.merged").count() == 2
        assert queries.doubles() == []
    member = seated("staff")
    with walls.acting_as(member):
        assert list(ExpertProfile.objects.all()) == [kept] and Work.objects.count() == 2
        assert not Engagement.objects.exists()
    closed.person.refresh_from_db()
    assert closed.person.is_active  # the account stays
    assert client.get(closed.get_absolute_url()).url == kept.get_absolute_url()
    client.force_login(closed.person)
    client.post(url("consent", closed.code), {"agreed": "yes"})
    closed.refresh_from_db()
    assert closed.consented_at is None
    with walls.system("test"):
        mails = list(Mail.objects.filter(kind="experts.merged").select_related("recipient"))
    letters = {mail.recipient: written(mail).path for mail in mails}
    assert letters == {kept.person: kept.get_absolute_url(), closed.person: url("list")}


@pytest.mark.django_db
def test_who_agreed_for_one_profile_has_not_agreed_for_the_other():
    officer, university, _institute = house()
    kept, closed = (enrol(officer, university, "오하람", "", [f"Work {n}"]) for n in range(2))
    with walls.acting_as(kept.person):
        actions.consent(person=kept.person, profile=kept, agreed=True)
    with walls.acting_as(officer):
        seen = {kept.code: 1, closed.code: 1}
        actions.merge(person=officer, kept=kept, closed=closed, versions=seen)
    with walls.acting_as(seated("staff")):
        assert not ExpertProfile.objects.exists() and not Work.objects.exists()
    with walls.acting_as(kept.person):
        assert Work.objects.count() == 2 and ExpertProfile.objects.get(pk=kept.pk).consented_at is None


@pytest.mark.django_db
def test_two_people_are_not_offered_again(client):
    officer, university, _institute = house()
    one, other = (enrol(officer, university, "오하람") for _ in range(2))
    client.force_login(officer)
    assert client.post(url("double", one.code, other.code), {"keep": ""}).status_code == 302
    client.cookies["language"] = "en"
    assert "No two profiles look like one person" in client.get(url("doubles")).content.decode()
    assert client.get(url("double", one.code, other.code)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_officers_merge_each_into_the_other_at_once():
    officer, university, _institute = house()
    second = seated("officer", make_org("second host"))
    one, other = (enrol(officer, university, "오하람") for _ in range(2))
    seen, acts = {one.code: 1, other.code: 1}, []
    for person, (keep, close) in ((officer, (one, other)), (second, (other, one))):
        with walls.acting_as(person):
            rows = {row.pk: row for row in queries.both(one.code, other.code)}
        given = {"person": person, "kept": rows[keep.pk], "closed": rows[close.pk], "versions": seen}
        acts.append((person, lambda given=given: actions.merge(**given)))
    told = at_once(*acts)
    assert sorted(map(bool, told)) == [False, True], told
    with walls.system("test"):
        assert ExpertProfile.objects.filter(merged_into__isnull=True).count() == 1
