"""A page about one thing asks the database at most fifteen times, however much belongs to that thing."""

import pytest
from django.urls import reverse

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.demo.generate import generate
from oneteam.journal.models import Entry
from oneteam.problems.models import Problem, Scoping
from oneteam.projects.models import Application, Effect, Measurement, Milestone, Partner, Project, TrlRecord
from oneteam.roundtables.models import ActionItem, MatchRun, RoundTable
from tests.factories import make_org
from tests.speed import bulk
from tests.speed.counting import cost

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_SQL = 15


@pytest.fixture
def house():
    """A generated alliance, and of its threads one at the named level that came all the way, made rich."""
    generate(problems=60, experts=12, projects=30, seed=5, say=lambda _words: None)
    with walls.system("a rich thread for a test"):
        found = (
            Problem.objects.filter(state="verified", disclosure__level="named")
            .select_related("owner")
            .first()
        )
        assert found is not None
        project = Project.objects.get(problem=found)
        _enrich(found, project)
        seat = {role: Person.objects.filter(seats__role=role, seats__organisation=found.owner).first()
                for role in ("owner", "executive")}  # fmt: skip
        partner = Partner.objects.filter(project=project, is_lead=False).first()
        return {
            "problem": found, "project": project, "table": RoundTable.objects.get(problem=found),
            "run": MatchRun.objects.filter(problem=found).first(),
            "effect": Effect.objects.filter(problem=found).first(),
            "officer": Person.objects.filter(seats__role="officer").first(),
            "owner": seat["owner"], "executive": seat["executive"],
            "expert": Person.objects.filter(seats__role="expert").first(),
            "partner": Person.objects.filter(seats__organisation=partner.organisation, seats__role="coordinator").first(),
        }  # fmt: skip


def _enrich(problem: Problem, project: Project) -> None:
    bulk.copy(Scoping.objects.filter(problem=problem).first(), 3)
    bulk.copy(MatchRun.objects.filter(problem=problem).first(), 3)
    table = RoundTable.objects.get(problem=problem)
    bulk.copy(ActionItem.objects.filter(table=table).first(), 4)
    bulk.copy(Partner.objects.filter(project=project).last(), 3, organisation=make_org, agreed_at=None)
    bulk.copy(Milestone.objects.filter(project=project).first(), 4)
    bulk.copy(TrlRecord.objects.filter(project=project).first(), 4, confirmed_at=None)
    site = Application.objects.filter(project=project).first()
    bulk.copy(Effect.objects.filter(application=site).first(), 3)
    bulk.copy(Measurement.objects.filter(effect__application=site).first(), 4)
    bulk.copy(site, 3, confirmed_at=None)
    bulk.copy(Entry.objects.filter(thread=problem.code).first(), 20)


PAGES = {
    "home": lambda house: reverse("desk:home"),
    "problem": lambda house: reverse("problems:detail", args=[house["problem"].code]),
    "thread": lambda house: reverse("desk:thread", args=[house["problem"].code]),
    "project": lambda house: reverse("projects:detail", args=[house["project"].code]),
    "effect": lambda house: reverse("projects:effect", args=[house["effect"].code]),
    "table": lambda house: reverse("roundtables:detail", args=[house["table"].code]),
    "run": lambda house: reverse("roundtables:run", args=[house["run"].code]),
}


ROLES = ("officer", "owner", "executive", "expert", "partner")


@pytest.mark.parametrize("page", PAGES)
def test_page_about_one_thing_asks_at_most_fifteen_times(client, house, page):
    seen = [role for role in ROLES if _costs_little(client, house[role], PAGES[page](house))]
    assert "officer" in seen


def _costs_little(client, person, url) -> bool:
    """False: the page is not for this person; the walls' own tests see to that."""
    client.force_login(person)
    found = cost(client, url)
    if found.status == 404:
        return False
    assert found.status == 200
    assert found.sql <= MOST_SQL, found.told()
    assert not found.repeated(), found.told()
    assert sum(found.instances.values()) <= 4 * 25 + 100, found.instances
    return True


@pytest.mark.parametrize("page", ["desk:public", "desk:home", "alliance:organisations"])
def test_page_for_visitors_asks_little(client, house, page):
    found = cost(client, reverse(page))
    assert found.status == 200
    assert found.sql <= MOST_SQL, found.told()
    assert not found.repeated(), found.told()
