"""The pages of the way, asked for as each person, in both languages."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from oneteam import walls
from oneteam.alliance.models import Alliance
from oneteam.base.fields import Bi
from oneteam.problems.models import Problem
from oneteam.projects.models import Project
from tests.factories import accepted, make_org, rivals, seated, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    company, competitor = make_org("company"), make_org("rival")
    rivals(company, competitor, ["robot"])
    owner, officer = seated("owner", company), seated("officer")
    problem = accepted(owner, company, officer)
    return {
        "owner": owner,
        "officer": officer,
        "rival": seated("coordinator", competitor),
        "problem": problem,
    }


def get(client, person, url, language="ko"):
    if person is not None:
        person.language = language
        person.save()
        client.force_login(person)
    return client.get(url)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("who", ["owner", "officer", "rival"])
@pytest.mark.parametrize(
    "page", ["desk:home", "desk:public", "desk:find", "problems:list", "projects:list", "experts:list"]
)
def test_page_opens(client, people, who, page, language):
    answer = get(client, people[who], reverse(page), language)
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("page", ["problems:detail", "cases:thread"])
def test_hidden_problem_is_a_wrong_address_to_a_rival(client, people, page):
    hidden = get(client, people["rival"], reverse(page, args=[people["problem"].code]))
    wrong = get(client, people["rival"], reverse(page, args=["P-222222"]))
    assert hidden.status_code == wrong.status_code == 404
    assert get(client, people["owner"], reverse(page, args=[people["problem"].code])).status_code == 200


def test_visitor_sees_the_public_home(client, people):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "company" in answer.content.decode()


def test_find_does_not_find_what_is_hidden(client, people):
    url = reverse("desk:find") + "?q=" + people["problem"].code
    assert people["problem"].code in get(client, people["officer"], url).content.decode()
    body = get(client, people["rival"], url).content.decode()
    assert reverse("problems:detail", args=[people["problem"].code]) not in body


def test_words_find_titles_and_names_and_not_how_they_are_stored(client, people):
    problem = people["problem"]
    with walls.system("test"):
        Problem.objects.update(title=Bi("용접", "Wlding"), teaser=Bi("요약", "Summary"))
        Project.objects.create(
            title=Bi("용접", "Wlding"), lead=problem.owner, disclosure=problem.disclosure, starts_on=today(),
            ends_on=today(90), trl_start=3, trl_now=3, trl_target=6, responsible=people["owner"],
            circle_id=problem.disclosure.field_id,
        )  # fmt: skip
    for page, count in (("desk:find", 2), ("projects:list", 1), ("problems:list", 1)):
        for words in ("en", "ko", '"', "{"):
            body = get(client, people["officer"], f"{reverse(page)}?q={quote(words)}", "en").content.decode()
            assert body.count("data-row") == 0, (page, words)
        body = get(client, people["officer"], f"{reverse(page)}?q=wlding", "en").content.decode()
        assert body.count("data-row") == count, page


def test_find_shows_no_candidate_but_to_the_secretariat(client, people):
    make_org("Morrow", standing="candidate")
    url = reverse("desk:find") + "?q=orro"
    assert "Morrow" not in get(client, people["owner"], url).content.decode()
    assert "Morrow" in get(client, people["officer"], url).content.decode()


@pytest.mark.parametrize("step", ["problem", "field", "level", "check"])
def test_steps_of_the_form_open(client, people, step):
    from tests.factories import make_problem

    company = make_org("second")
    owner = seated("owner", company)
    problem = make_problem(owner, company)
    answer = get(client, owner, reverse("problems:edit", args=[problem.code, step]))
    assert answer.status_code == 200


def test_officer_of_an_empty_alliance_sees_its_first_steps_until_they_are_done_or_skipped(client):
    officer = seated("officer")
    Alliance.objects.create(
        name=Bi("모임", "Alliance"), contact="post@example.com", skipped=["organisations"]
    )
    page = get(client, officer, "/", "en").content.decode()
    assert "First steps" in page
    assert "2 / 5" in page or "3 / 5" in page
    for step in ("coordinators", "rivals", "problem"):
        client.post(reverse("alliance:skip", args=[step]))
    assert "First steps" not in client.get("/").content.decode()
    assert "First steps" not in get(client, seated("owner"), "/", "en").content.decode()
