"""Projects, who takes part, and what they plan."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import JSONObject

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Standing
from oneteam.alliance.models import Disclosure, Organisation, Skill
from oneteam.problems.models import Brief, Problem
from oneteam.roundtables.models import Decision

from ..enums import MilestoneState
from ..models import Effect, Member, Milestone, Partner, ProgressWord, Project, TrlRecord
from .here import here


def projects() -> QuerySet[Project]:
    return Project.objects.select_related("lead", "disclosure", "responsible", "problem")


def one(code: str) -> QuerySet[Project]:
    """A project with those in it, which its rules ask about."""
    partners = all_partners()
    members = Member.objects.select_related("person").order_by("pk")
    found = projects().select_related("decision__table", "state_by").annotate(last_word=_last_word())
    return found.filter(code=code).prefetch_related(
        Prefetch("partners", partners), Prefetch("members", members)
    )


def _last_word() -> Subquery:
    """What the lead said last of how it stands."""
    said = ProgressWord.objects.filter(project=OuterRef("pk")).order_by("-on", "-pk")
    return Subquery(said.values(row=JSONObject(on="on", state="state", line="line"))[:1])


def all_partners() -> QuerySet[Any]:
    """With those who left the project; ``gone``: whether the organisation has left the alliance."""
    found = Partner.objects.select_related("organisation", "agreed_by")
    away = ~Exists(here().filter(pk=OuterRef("organisation")))
    suspended = Q(organisation__standing=Standing.SUSPENDED)
    return found.annotate(gone=ExpressionWrapper(away & ~suspended, BooleanField()))


def locked(project: Project) -> Project:
    """The row as it is now, held until the end: of two at once the second waits and reads what the first did."""
    return (
        Project.objects.select_for_update(of=("self",))
        .select_related("disclosure", "problem")
        .get(pk=project.pk)
    )


def listed(*, words: str = "", **chosen: Any) -> QuerySet[Project]:
    """Rows of the list: how many partners, and the next milestone. ``chosen``: kind, state, lead; empty for all."""
    coming = Milestone.objects.filter(project=OuterRef("pk"), state=MilestoneState.PLANNED).order_by(
        "due_on", "pk"
    )
    partners = (
        Partner.objects.filter(project=OuterRef("pk"), left_on=None)
        .order_by()
        .values("project")
        .annotate(n=Count("pk"))
    )
    found = Project.objects.select_related("lead", "disclosure").annotate(
        next_name=Subquery(coming.values("name")[:1]),
        next_on=Subquery(coming.values("due_on")[:1]),
        partner_count=Subquery(partners.values("n")),
    )
    if words:
        found = found.filter(about(words))
    return found.filter(**{name: value for name, value in chosen.items() if value})


def about(words: str) -> Q:
    """Projects with these words in a title of either language, or with this number."""
    return Q(code__iexact=words) | Q(title__ko__icontains=words) | Q(title__en__icontains=words)


def leads() -> QuerySet[Organisation]:
    """Who leads a project that whoever asks sees."""
    return Organisation.objects.filter(pk__in=Project.objects.order_by().values("lead")).order_by(
        "kind", "pk"
    )


def partners(project: Project) -> QuerySet[Partner]:
    """Those who take part now."""
    found = Partner.objects.filter(project=project, left_on=None)
    return found.select_related("organisation", "agreed_by")


def staying(project: Project) -> list[Organisation]:
    """Those of them that are in the alliance still: one that is not may be replaced before its exit is recorded."""
    now = all_partners().filter(project=project, left_on=None, gone=False)
    return [one.organisation for one in now]


def members(project: Project) -> QuerySet[Member]:
    return Member.objects.filter(project=project).select_related("person").order_by("pk")


def memberships(person: Any, disclosure: Disclosure) -> QuerySet[Member]:
    """In any project of a thread."""
    return Member.objects.filter(person=person, project__disclosure=disclosure)


def verifies(person: Any, project: Project) -> bool:
    return Effect.objects.filter(project_code=project.code, verifier=person).exists()


def verifiers(project: Project) -> list[Person]:
    """Those of its effects, each once."""
    found = Effect.objects.filter(project_code=project.code, verifier__isnull=False)
    return list(Person.objects.filter(pk__in=found.values("verifier")).order_by("pk"))


def milestones(project: Project) -> QuerySet[Milestone]:
    return Milestone.objects.filter(project=project)


def trl_records(project: Project) -> QuerySet[TrlRecord]:
    return TrlRecord.objects.filter(project=project).select_related("by", "confirmed_by", "refused_by")


def thread_projects(problem: Problem) -> QuerySet[Project]:
    """As the problem's page lists them, and of each no more than is shown."""
    found = Project.objects.filter(problem=problem).select_related("lead")
    return found.only("code", "state", "title", "lead__name", "lead__short", "lead__kind")


def decision(code: str) -> Decision | None:
    found = Decision.objects.select_related("problem__disclosure", "problem__owner", "responsible")
    return found.filter(code=code).first()


def project_of_decision(decision: Decision) -> Project | None:
    return Project.objects.filter(decision=decision).first()


def brief_of(problem: Problem) -> Brief | None:
    return Brief.objects.filter(problem=problem).first()


def owner_of(project: Project) -> Organisation:
    return Organisation.objects.get(pk=project.disclosure.owner_id)


def areas() -> list[tuple[str, str]]:
    return [(skill.code, str(skill.label)) for skill in Skill.objects.filter(kind="area")]


def memberships_of(person: Person) -> QuerySet[Member]:
    return Member.objects.filter(person=person).select_related("project")


def led_by(person: Person) -> QuerySet[Project]:
    return Project.objects.filter(responsible=person)
