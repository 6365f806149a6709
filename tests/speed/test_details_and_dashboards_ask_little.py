"""A page about one thing asks the database at most fifteen times, however much belongs to that thing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance.models import Agreement
from oneteam.base.fields import Bi
from oneteam.cases.models import LedgerEntry
from oneteam.dataregister.models import Item, Opinion, Output
from oneteam.demo.generate import generate
from oneteam.experts.models import ExpertProfile
from oneteam.journal.models import Entry
from oneteam.outcomes.models import Answer, Contribution, Outcome, Publication, Result
from oneteam.problems import ending
from oneteam.problems.enums import Ending
from oneteam.problems.models import Problem, Scoping
from oneteam.projects.models import (
    Application,
    Change,
    Deliverable,
    Effect,
    Exit,
    Measurement,
    Milestone,
    Objective,
    Partner,
    Project,
    Risk,
    TrlRecord,
    UsedMonth,
    WorkPackage,
)
from oneteam.roundtables.models import ActionItem, MatchRun, RoundTable
from tests.factories import make_org, seated, today
from tests.speed import bulk
from tests.speed.counting import Cost, cost

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
        item, output = _fill_register(project)
        came_out = _come_out(project)
        seat = {role: Person.objects.filter(seats__role=role, seats__organisation=found.owner).first()
                for role in ("owner", "executive")}  # fmt: skip
        partner = Partner.objects.filter(project=project, is_lead=False).first()
        return {
            **came_out, "entry": _ended(found), "item": item, "output": output, "problem": found, "project": project, "table": RoundTable.objects.get(problem=found),
            "run": MatchRun.objects.filter(problem=found).first(),
            "effect": Effect.objects.filter(problem=found).first(),
            "profile": ExpertProfile.objects.first(), "agreement": Agreement.objects.first(),
            "auditor": seated("auditor", make_org("auditors")),
            "officer": Person.objects.filter(seats__role="officer").first(),
            "owner": seat["owner"], "executive": seat["executive"],
            "expert": Person.objects.filter(seats__role="expert").first(),
            "partner": Person.objects.filter(seats__organisation=partner.organisation, seats__role="coordinator").first(),
        }  # fmt: skip


def _ended(problem: Problem) -> LedgerEntry:
    lesson = ending.Lesson("no_data", Bi("자료", "Data"))
    ending.keep(ending.Ended(Ending.DECLINED, problem.disclosure, problem.title, lesson, None, problem))
    return LedgerEntry.objects.get()


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
    _promise(project)
    bulk.copy(Entry.objects.filter(thread=problem.code).first(), 20)


def _promise(project: Project) -> None:
    """Each a dozen times: who does what, what was promised, what may go wrong, what changed."""
    both = {"project": project, "circle": project.circle}
    partner = Partner.objects.filter(project=project).last()
    somebody, words = project.responsible, Bi("말", "Words")
    package = WorkPackage(
        name=words, lead=partner, starts_on=project.starts_on, ends_on=project.ends_on, **both
    )
    bulk.copy(package, 12)
    for month in range(1, 13):
        day = today().replace(month=month, day=1)
        UsedMonth.objects.create(partner=partner, month=day, amount=1, by=somebody, circle=project.circle)
    bulk.copy(Objective(text=words, **both), 12)
    bulk.copy(Risk(what=words, probability=2, impact=3, owner=somebody, **both), 12)
    promised = Deliverable(
        name=words, package=package, partner=partner, due_on=today(), state_by=somebody, **both
    )
    bulk.copy(promised, 12)
    Exit.objects.create(partner=partner, on=today(), reason=words, by=somebody, circle=project.circle)
    bulk.copy(Change(what="aim", before=words, after=words, by=somebody, **both), 60)


def _fill_register(project: Project) -> tuple[Item, Output]:
    somebody, circle = project.responsible, project.circle
    item = Item.objects.create(
        project=project, circle=circle, name=Bi("기록", "Log"), owner=project.disclosure.owner, approver=somebody,
        referee=somebody, premises=project.lead, state="in_use", tier=3, responsible=somebody, ends_on=today(-3), round=3,
    )  # fmt: skip
    for number in (1, 2, 3):
        for role, by in zip(("owner", "lead", "referee"), Person.objects.order_by("pk")[:3], strict=True):
            given = {"item": item, "circle": circle, "round": number, "role": role, "by": by}
            Opinion.objects.create(
                **given, answers={"personal": "no", "sensitive": "no", "published": "yes"}, tier=0
            )
    output = Output.objects.create(
        item=item, circle=circle, narrow=circle, name=Bi("표", "Table"), is_table=False, threshold=5, by=somebody,
        party=project.lead,
    )  # fmt: skip
    code, shown = item.code, output.code
    bulk.copy(output, 5)
    bulk.copy(item, 5)
    return Item.objects.get(code=code), Output.objects.get(code=shown)


def _come_out(project: Project) -> dict[str, Any]:
    bulk.outcomes(1, project)
    common = {"circle": project.circle, "by": project.responsible}
    here = {**common, "project": project, "title": Bi("결과", "Result")}
    result = Result.objects.create(**here, kind="invention", what=Bi("새것", "News"), on=today())
    part = {"result": result, "organisation": project.lead, "what": Bi("한 일", "Work"), **common}
    for person, kind in zip(
        Person.objects.order_by("pk")[:4], ("idea", "data", "trial", "method"), strict=True
    ):
        Contribution.objects.create(**part, person=person, kind=kind, confirmed=[project.lead_id])
    draft = Publication.objects.create(
        **here, organisation=project.lead, kind="paper", state="review", round=1, ends_on=today(9)
    )
    for one in Partner.objects.filter(project=project):
        said = {"publication": draft, "round": 1, "organisation": one.organisation, "days": 3}
        Answer.objects.create(**said, reason="because", **common)
    found = {"outcome": Outcome.objects.get(project=project), "result": result, "draft": draft}
    codes = {name: (type(row), row.code) for name, row in found.items()}
    for row in found.values():
        bulk.copy(row, 5)
    return {name: model.objects.get(code=code) for name, (model, code) in codes.items()}


PAGES = {
    "home": lambda house: reverse("desk:home"),
    "problem": lambda house: reverse("problems:detail", args=[house["problem"].code]),
    "thread": lambda house: reverse("cases:thread", args=[house["problem"].code]),
    "thread of a project": lambda house: reverse("cases:thread", args=[house["project"].code]),
    "thread of an effect": lambda house: reverse("cases:thread", args=[house["effect"].code]),
    "report": lambda house: reverse("cases:report", args=[house["problem"].code]),
    "report of an effect": lambda house: reverse("cases:report", args=[house["effect"].code]),
    "entry of the ledger": lambda house: reverse("cases:entry", args=[house["entry"].code]),
    "project": lambda house: reverse("projects:detail", args=[house["project"].code]),
    "timeline": lambda house: reverse("projects:timeline", args=[house["project"].code]),
    "gates": lambda house: reverse("projects:gates", args=[house["project"].code]),
    "register": lambda house: reverse("dataregister:register", args=[house["project"].code]),
    **{
        name: lambda house, name=name: reverse(f"projects:{name}", args=[house["project"].code])
        for name in ("parts", "results", "risks", "changes")
    },
    "item": lambda house: reverse("dataregister:item", args=[house["item"].code]),
    "output": lambda house: reverse("dataregister:output", args=[house["output"].code]),
    "rights": lambda house: reverse("outcomes:of_project", args=[house["project"].code]),
    "result": lambda house: reverse("outcomes:result", args=[house["result"].code]),
    "publication": lambda house: reverse("outcomes:publication", args=[house["draft"].code]),
    "outcome": lambda house: reverse("outcomes:outcome", args=[house["outcome"].code]),
    "effect": lambda house: reverse("projects:effect", args=[house["effect"].code]),
    "table": lambda house: reverse("roundtables:detail", args=[house["table"].code]),
    "run": lambda house: reverse("roundtables:run", args=[house["run"].code]),
    "who may see it": lambda house: reverse("problems:people", args=[house["problem"].code]) + "?q=a",
    "scoping": lambda house: reverse("problems:scoping", args=[house["problem"].code]),
    "minutes": lambda house: reverse("roundtables:minutes", args=[house["table"].code]),
    "people of a project": lambda house: reverse("projects:people", args=[house["project"].code]),
    "days": lambda house: reverse("roundtables:days"),
    "expert": lambda house: reverse("experts:detail", args=[house["profile"].code]),
    "profile": lambda house: reverse("experts:edit", args=[house["profile"].code]),
    "availability": lambda house: reverse("experts:availability", args=[house["profile"].code]),
    "organisation": lambda house: reverse("alliance:organisation", args=[house["problem"].owner.code]),
    "agreement": lambda house: reverse("alliance:agreement", args=[house["agreement"].code]),
    "audit": lambda house: reverse("journal:audit"),
}


ROLES = ("officer", "owner", "executive", "expert", "partner", "auditor")


def test_pages_about_one_thing_ask_at_most_fifteen_times(client, house):
    """Who finds nothing there is not asked: the walls' own tests see to that."""
    seen, wrong = set(), {}
    for role in ROLES:
        client.force_login(house[role])
        for page, address in PAGES.items():
            found = cost(client, address(house))
            if found.status == 404:
                continue
            seen.add(page)
            wrong |= {f"{page}, {role}": fault for fault in _faults(found)}
    for page in ("desk:public", "desk:home", "alliance:organisations"):
        wrong |= {f"{page}, visitor": fault for fault in _faults(cost(Client(), reverse(page)))}
    assert wrong == {}, "\n".join(map(": ".join, wrong.items()))
    assert seen == set(PAGES)


def _faults(found: Cost) -> list[str]:
    faults = [] if found.status == 200 else [f"answers {found.status}"]
    faults += [found.told()] if found.sql > MOST_SQL or found.repeated() else []
    return faults + ([str(found.instances)] if sum(found.instances.values()) > 4 * 25 + 100 else [])
