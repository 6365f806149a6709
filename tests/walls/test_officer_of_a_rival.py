"""An officer whom a rival employs reads teasers that rivals may read, and nothing follows from being an officer."""

import pytest
from django.urls import reverse

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.journal.models import Mail
from oneteam.problems import actions
from oneteam.problems.models import Brief, Problem, Scoping
from tests.factories import accepted, make_org, make_problem, rivals, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    company, competitor = make_org("company"), make_org("competitor")
    owner, officer = seated("owner", company), seated("officer", make_org("host"))
    rivals(company, competitor, ["robot"])
    return accepted(owner, company, officer, level="alliance"), owner, seated("officer", competitor)


def briefs(person) -> int:
    with walls.acting_as(person):
        return Brief.objects.count() + Scoping.objects.count()


def test_names_neither_himself_nor_others(thread, client):
    problem, _owner, walled = thread
    client.force_login(walled)
    named = reverse("problems:name", args=[problem.code])
    assert client.post(named, {"person": walled.code}).status_code == 404
    assert client.get(reverse("problems:people", args=[problem.code])).status_code == 404
    with walls.acting_as(walled), pytest.raises(Refused):
        actions.name_person(person=walled, problem=problem, named=walled)
    assert briefs(walled) == 0


@pytest.mark.parametrize("act", ["hold", "close", "resume", "begin_scoping"])
def test_his_acts_are_refused_not_broken(thread, client, act):
    problem, _owner, walled = thread
    client.force_login(walled)
    place = reverse("problems:act", args=[problem.code, act])
    assert client.post(place, {"reason": "까닭"}).status_code == 409
    assert client.post(reverse("problems:level", args=[problem.code, "down"])).status_code == 404
    assert client.get(reverse("problems:scoping", args=[problem.code])).status_code == 404


def test_neither_state_nor_filter_nor_todo_tells_him_how_far_it_is(thread, client):
    problem, _owner, walled = thread
    client.force_login(walled)
    page = client.get(problem.get_absolute_url()).content.decode()
    assert problem.title.ko in page and str(problem.get_state_display()) not in page
    assert problem.code in client.get(reverse("problems:list")).content.decode()
    for state in ("accepted", "matching"):
        found = client.get(reverse("problems:list"), {"state": state}).content.decode()
        assert problem.code not in found
    home = client.get("/").content.decode()
    assert reverse("roundtables:match", args=[problem.code]) not in home + page


def test_hears_of_no_request_to_open_it(thread):
    problem, owner, walled = thread
    with walls.acting_as(owner):
        actions.ask_lowering(person=owner, problem=problem, level="public")
    with walls.system("test"):
        assert not Mail.objects.filter(recipient=walled).exists()


def test_owner_may_name_him_and_a_colleague_may_not(thread):
    problem, owner, walled = thread
    with walls.acting_as(owner):
        officer = Scoping.objects.get(problem=problem).scoper
    with walls.acting_as(officer), pytest.raises(Invalid):
        actions.name_person(person=officer, problem=problem, named=walled)
    assert briefs(walled) == 0
    with walls.acting_as(owner):
        actions.name_person(person=owner, problem=problem, named=walled)
    assert briefs(walled) == 2
    assert Problem.objects.count() == 0  # outside the block the house is closed


def test_draft_is_not_his_either():
    company, competitor = make_org("company"), make_org("competitor")
    rivals(company, competitor, ["robot"])
    make_problem(seated("owner", company), company, level="alliance")
    assert briefs(seated("officer", competitor)) == 0
