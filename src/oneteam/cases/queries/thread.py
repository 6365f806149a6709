"""The thread: one statement a station. The walls decide which rows there are."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, DateField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, JSONObject

from oneteam.base.models import one_or_none
from oneteam.files.models import Attachment
from oneteam.problems.models import Problem, Scoping
from oneteam.problems.queries import problems
from oneteam.projects.enums import MilestoneState
from oneteam.projects.models import Application, Effect, Measurement, Milestone, Project, TrlRecord
from oneteam.roundtables.models import Decision, DecisionReview, Dissent, MatchRun, MinutesEdition, RoundTable

from ..roots import Root

# --- where a thread is looked at from --------------------------------------------------------------


def root(code: str) -> Root | None:
    """By the number of a problem, a project or an effect."""
    found = {"P": _of_problem, "J": _of_project, "X": _of_effect}.get(code[:1])
    return found(code) if found else None


def _problem(**by: Any) -> Problem | None:
    return one_or_none(problems().filter(**by).select_related("brief"))


def _of_problem(code: str) -> Root | None:
    problem = _problem(code=code)
    return Root(problem, problem) if problem else None


def _of_project(code: str) -> Root | None:
    project = one_or_none(_projects().filter(code=code))
    if project is None:
        return None
    return Root(project, _problem(pk=project.problem_id) if project.problem_id else None, project)


def _of_effect(code: str) -> Root | None:
    effect = one_or_none(_effects().filter(code=code))
    if effect is None:
        return None
    return Root(effect, _problem(pk=effect.problem_id) if effect.problem_id else None, effect=effect)


# --- stations --------------------------------------------------------------------------------------


def scopings(problem: Problem) -> QuerySet[Scoping]:
    return Scoping.objects.filter(problem=problem).select_related("scoper")


def runs(problem: Problem) -> QuerySet[Any]:
    chosen = Count("candidates", filter=Q(candidates__chosen=True, candidates__struck=False))
    return MatchRun.objects.filter(problem=problem).annotate(chosen=chosen).order_by("created_at")


def tables(problem: Problem) -> QuerySet[Any]:
    """With their minutes, where the reader may see them."""
    present = Count("attendance", filter=Q(attendance__presence="present"))
    return (
        RoundTable.objects.filter(problem=problem)
        .select_related("chair", "minutes__writer")
        .annotate(expected=Count("attendance"), present=present)
        .order_by("starts_at")
    )


def decisions(problem: Problem) -> QuerySet[Any]:
    """With the table's code and the members' edition of its minutes, where the reader may see them."""
    table = RoundTable.objects.filter(pk=OuterRef("table")).values("code")
    edition = MinutesEdition.objects.filter(
        problem=OuterRef("problem"), minutes__table=OuterRef("table"), published_at__isnull=False
    )
    against = Dissent.objects.filter(decision=OuterRef("pk")).order_by("pk")
    reviews = DecisionReview.objects.filter(decision=OuterRef("pk")).order_by("at", "pk")
    found = Decision.objects.filter(problem=problem).select_related("responsible").order_by("decided_at")
    return found.annotate(
        table_code=Subquery(table),
        edition_code=Subquery(edition.values("code")[:1]),
        against=ArraySubquery(against.values(row=JSONObject(why="why", who=_name("person")))),
        said_again=ArraySubquery(reviews.values(row=JSONObject(at="at", outcome="outcome", text="text"))),
    )


def projects(root: Root) -> list[Any]:
    """Those of the problem; of an effect its own, of a project itself."""
    if root.project is not None:
        return [root.project]
    wanted = Q(code=root.effect.project_code) if root.effect else Q(problem=root.problem)
    return list(_projects().filter(wanted).order_by("created_at"))


def _projects() -> QuerySet[Any]:
    """With the milestones that were reached and the steps of readiness that were confirmed."""
    reached = Milestone.objects.filter(project=OuterRef("pk"), state=MilestoneState.REACHED)
    confirmed = TrlRecord.objects.filter(project=OuterRef("pk"), confirmed_at__isnull=False)
    milestone = JSONObject(name="name", on=Cast("reached_on", CharField()))
    by = _name("confirmed_by")
    files = Attachment.objects.filter(target=Concat(Value("trl:"), OuterRef("code"))).order_by("at", "pk")
    file = JSONObject(
        code="code", name="name", digest="digest", on=Cast(Cast("at", DateField()), CharField())
    )
    step = JSONObject(
        level="level",
        evidence="evidence",
        at="confirmed_at",
        by=by,
        files=ArraySubquery(files.values(row=file)),
    )
    return Project.objects.select_related("lead", "responsible", "disclosure").annotate(
        milestone_count=Count("milestones"),
        reached=ArraySubquery(reached.order_by("reached_on", "pk").values(row=milestone)),
        steps=ArraySubquery(confirmed.order_by("level", "at").values(row=step)),
    )


def _name(person: str) -> JSONObject:
    """As much of somebody as it takes to call them."""
    return JSONObject(**{name: f"{person}__{name}" for name in ("name", "name_en", "title")})


def applications(root: Root) -> QuerySet[Application]:
    sites = Application.objects.select_related("organisation", "confirmed_by", "project")
    if root.effect is not None:
        return sites.filter(effects=root.effect)
    if root.project is not None:
        return sites.filter(project=root.project)
    return sites.filter(project__problem=root.problem)


def effects(root: Root) -> list[Any]:
    if root.effect is not None:
        return [root.effect]
    wanted = Q(project_code=root.project.code) if root.project else Q(problem=root.problem)
    return list(_effects().filter(wanted).order_by("created_at"))


def _effects() -> QuerySet[Any]:
    """With the files that prove their figures, where the reader may see them."""
    proofs = Measurement.objects.filter(effect=OuterRef("pk"), evidence__isnull=False).order_by("on", "pk")
    names = {name: f"evidence__{name}" for name in ("code", "name", "digest")}
    row = JSONObject(on=Cast("on", CharField()), part="part", **names)
    return Effect.objects.select_related("verifier", "verifier_of", "disclosure").annotate(
        proofs=ArraySubquery(proofs.values(row=row))
    )
