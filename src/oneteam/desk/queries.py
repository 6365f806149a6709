from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from oneteam.alliance import queries as organisations
from oneteam.alliance.models import Alliance, MembershipPeriod, Organisation
from oneteam.base.models import one_or_none
from oneteam.problems.models import Problem, Scoping
from oneteam.problems.queries import AT_THE_DESK, filtered, problems
from oneteam.projects.enums import EffectState
from oneteam.projects.models import Application, Effect, Partner, Project
from oneteam.projects.queries import about as projects_about
from oneteam.roundtables.enums import ActionState, Answer, RunState
from oneteam.roundtables.models import ActionItem, Decision, MatchRun, RoundTable, TableInvitation

MOST = 20


def problems_in(states: list[Any], owners: Iterable[int] | None = None) -> QuerySet[Problem]:
    found = problems().filter(AT_THE_DESK, state__in=states).order_by("state_at")
    return (found if owners is None else found.filter(owner__in=list(owners)))[:MOST]


def problems_of(owners: Iterable[int]) -> QuerySet[Problem]:
    return problems().filter(owner__in=list(owners))[:6]


def newest_problems() -> QuerySet[Problem]:
    return problems()[:6]


def runs_to_approve(owners: Iterable[int]) -> QuerySet[MatchRun]:
    runs = MatchRun.objects.filter(state=RunState.SENT, problem__owner__in=list(owners))
    return runs.select_related("problem")[:MOST]


def partners_to_agree(organisations: Iterable[int]) -> QuerySet[Partner]:
    partners = Partner.objects.filter(agreed_at=None, organisation__in=list(organisations))
    return partners.exclude(project__state="stopped").select_related("project")[:MOST]


def sites_to_confirm(organisations: Iterable[int]) -> QuerySet[Application]:
    sites = Application.objects.filter(confirmed_at=None, organisation__in=list(organisations))
    return sites.select_related("project")[:MOST]


def invitations_to_answer(person: Any) -> QuerySet[TableInvitation]:
    return TableInvitation.objects.filter(person=person, answer=Answer.ASKED)[:MOST]


def actions_of(person: Any) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(who=person, state=ActionState.OPEN).select_related("table")[:MOST]


def effects_to_verify(person: Any) -> QuerySet[Effect]:
    return Effect.objects.filter(verifier=person, state=EffectState.CLAIMED)[:MOST]


def alliance() -> Alliance | None:
    return one_or_none(Alliance.objects.all())


def members() -> QuerySet[MembershipPeriod]:
    """The membership periods in force of active members, oldest first, with their organisations."""
    periods = MembershipPeriod.objects.filter(ends_on=None, organisation__standing="active")
    return periods.exclude(organisation__kind="startup").select_related("organisation")


def organisations_found(words: str, *, candidates: bool) -> QuerySet[Organisation]:
    """``candidates``: also those who are no member yet or no more, for the secretariat."""
    shown = organisations.organisations() if candidates else organisations.shown_organisations()
    return organisations.matching(shown, words)[:10]


def problems_found(words: str) -> QuerySet[Problem]:
    return filtered(words=words)[:20]


def projects_found(words: str) -> QuerySet[Project]:
    return Project.objects.filter(projects_about(words)).select_related("lead")[:10]


# --- the thread: one statement a station ----------------------------------------------------------


def thread_problem(code: str) -> QuerySet[Problem]:
    return problems().filter(code=code).select_related("brief")


def scopings(problem: Problem) -> QuerySet[Scoping]:
    return Scoping.objects.filter(problem=problem).select_related("scoper")


def runs(problem: Problem) -> QuerySet[Any]:
    chosen = Count("candidates", filter=Q(candidates__chosen=True, candidates__struck=False))
    return MatchRun.objects.filter(problem=problem).annotate(chosen=chosen).order_by("created_at")


def tables(problem: Problem) -> QuerySet[Any]:
    present = Count("attendance", filter=Q(attendance__presence="present"))
    return (
        RoundTable.objects.filter(problem=problem)
        .select_related("chair", "minutes")
        .annotate(expected=Count("attendance"), present=present)
        .order_by("starts_at")
    )


def decisions(problem: Problem) -> QuerySet[Decision]:
    return Decision.objects.filter(problem=problem).select_related("responsible").order_by("decided_at")


def projects(problem: Problem) -> QuerySet[Any]:
    reached = Count("milestones", filter=Q(milestones__state="reached"))
    return (
        Project.objects.filter(problem=problem)
        .select_related("lead", "responsible")
        .annotate(milestone_count=Count("milestones"), reached_count=reached)
        .order_by("created_at")
    )


def applications(problem: Problem) -> QuerySet[Application]:
    sites = Application.objects.filter(project__problem=problem)
    return sites.select_related("organisation", "confirmed_by", "project")


def effects(problem: Problem) -> QuerySet[Effect]:
    return (
        Effect.objects.filter(problem=problem)
        .select_related("verifier")
        .annotate(measured=Count("measurements"))
        .order_by("created_at")
    )
