"""Importing works: looked at first, then whole or not at all, by the expert or an officer."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.experts import actions
from oneteam.experts.models import Work, WorkImport
from tests.at_once import at_once
from tests.factories import make_org, seated

LIST = "title,year,abstract\nA new work about welding,2024,\nHeard before,2021,\nStill without a year,,\n"
TICKED = re.compile(r'name="row" value="(\d+)" checked')


def house():
    university = make_org("university", "academia")
    officer = seated("officer", make_org("host"))
    officer.language = "en"
    officer.save()
    expert = seated("expert", university, "오하람")
    with walls.acting_as(officer):
        profile = actions.enrol(person=officer, expert=expert, organisation=university)
        actions.add_work(person=officer, profile=profile, title=Bi("", "Heard before"), year=2020)
    return profile, expert, officer


def url(name, *args):
    return reverse(f"experts:{name}", args=args)


def works(person):
    with walls.acting_as(person):
        return {(str(work), work.year) for work in Work.objects.all()}


def count(person):
    with walls.acting_as(person):
        return WorkImport.objects.count()


def mark(page):
    return re.search(r'name="mark" value="(\w+)"', page)[1]


@pytest.mark.django_db
def test_list_is_looked_at_then_imported_and_forgotten(client):
    profile, expert, officer = house()
    expert.language = "en"
    expert.save()
    client.cookies["language"] = "en"
    client.force_login(expert)
    assert url("import", profile.code) in client.get(profile.get_absolute_url()).content.decode()
    assert "2MB" in client.get(url("import", profile.code)).content.decode().replace(" ", "")
    empty = client.post(url("import", profile.code))
    assert empty.status_code == 422 and "paste the list" in empty.content.decode()
    upload = SimpleUploadedFile("works.csv", LIST.encode())
    there = client.post(url("import", profile.code), {"file": upload}).url
    page = client.get(there).content.decode()
    assert [word in page for word in ("New", "Changed", "Doubtful", "Year: 2020 → 2021")] == [True] * 4
    assert TICKED.findall(page) == ["0", "1"]  # what is doubtful is not ticked
    assert works(expert) == {("Heard before", 2020)}  # nothing is saved yet
    assert [count(one) for one in (expert, officer)] == [1, 0]  # for the one who brought it alone
    none = client.post(there, {"mark": mark(page)})
    assert none.status_code == 422 and "No work is chosen" in none.content.decode()
    done = client.post(there, {"mark": mark(page), "row": ["0", "1", "77", "x"]})
    assert done.status_code == 302
    assert works(expert) == {("Heard before", 2021), ("A new work about welding", 2024)}
    assert count(expert) == 0 and client.get(there).status_code == 404
    again = client.post(url("import", profile.code), {"text": LIST}).url
    page = client.get(again).content.decode()
    assert "Already there" in page and TICKED.findall(page) == []


@pytest.mark.django_db
def test_list_is_broken_too_large_or_of_somebody_else(client):
    profile, expert, officer = house()
    client.cookies["language"] = "en"
    client.force_login(officer)
    bad = "@article{kim,\n title = {Open,\n year = 2020\n}"
    there = client.post(url("import", profile.code), {"text": bad}).url
    page = client.get(there).content.decode()
    assert all(word in page for word in ("kim", "title", "is not closed")) and "Import the ticked" not in page
    assert client.post(there, {"mark": "", "row": ["0"]}).status_code == 409
    doubling = "@string{a = {x}}\n" + "@string{a = a # a}\n" * 60 + "@article{kim, title = a}"
    there = client.post(url("import", profile.code), {"text": doubling}).url
    assert "What @string explains makes this list too long" in client.get(there).content.decode()
    row = "@string{x = {Heard}} @article{kim, title = x, year = 2024} @article{lee, title = {Seen}, year = 2024}"
    page = client.get(client.post(url("import", profile.code), {"text": row}).url).content.decode()
    assert len(TICKED.findall(page)) == 2 and "Heard" in page and "Seen" in page
    large = SimpleUploadedFile("works.bib", b"x" * (2 * 1024 * 1024 + 1))
    answer = client.post(url("import", profile.code), {"file": large})
    assert answer.status_code == 413 and "at most 2" in answer.content.decode()
    binary = SimpleUploadedFile("works.bib", b"\x89PNG\x00\xff")
    assert client.post(url("import", profile.code), {"file": binary}).status_code == 422
    client.force_login(seated("expert", name="somebody else"))
    with walls.acting_as(expert):
        actions.consent(person=expert, profile=profile, agreed=True)
    for address in (url("import", profile.code), there):
        assert client.get(address).status_code == client.post(address).status_code == 404
    client.force_login(expert)  # keeps the profile, and did not bring the list
    assert client.get(there).status_code == 404


@pytest.mark.django_db
def test_list_is_read_again_where_the_works_have_changed(client):
    profile, expert, officer = house()
    client.force_login(expert)
    there = client.post(url("import", profile.code), {"text": LIST}).url
    page = client.get(there).content.decode()
    with walls.acting_as(officer):
        work = Work.objects.get()
        actions.remove_work(person=officer, profile=profile, code=work.code)
    late = client.post(there, {"mark": mark(page), "row": ["0", "1"]})
    assert late.status_code == 409 and works(expert) == set()
    again = mark(late.content.decode())
    assert client.post(there, {"mark": again, "row": ["0", "1"]}).status_code == 302
    assert len(works(expert)) == 2


@pytest.mark.django_db(transaction=True)
def test_expert_and_officer_import_the_same_list_at_once():
    profile, expert, officer = house()
    acts = []
    for person in (expert, officer):
        with walls.acting_as(person):
            draft = actions.draft_import(person=person, profile=profile, file_name="x", data=LIST.encode())
            mark = actions.sort_draft(draft).mark
        give = {"person": person, "draft": draft, "chosen": ["0", "1"], "mark": mark}
        acts.append((person, lambda give=give: actions.carry_out_import(**give)))
    told = at_once(*acts)
    assert sorted(map(bool, told)) == [False, True], told
    assert len(works(expert)) == 2


@pytest.mark.django_db
def test_longest_list_goes_through_the_form(client):
    profile, expert, _officer = house()
    client.force_login(expert)
    text = "title,year\n" + "".join(f"Work number {n},2020\n" for n in range(900))
    there = client.post(url("import", profile.code), {"text": text}).url
    page = client.get(there).content.decode()
    assert client.post(there, {"mark": mark(page), "row": [str(n) for n in range(900)]}).status_code == 302
    assert len(works(expert)) == 901


@pytest.mark.django_db
def test_list_that_nobody_imported_is_thrown_away():
    profile, expert, _officer = house()
    with walls.acting_as(expert):
        draft = actions.draft_import(person=expert, profile=profile, file_name="x", data=LIST.encode())
        assert actions.sweep_drafts() == 0
        WorkImport.objects.filter(pk=draft.pk).update(at=timezone.now() - timezone.timedelta(days=8))
        assert actions.sweep_drafts() == 1
