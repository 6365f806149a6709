from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oneteam.accounts.models import Person
from oneteam.alliance.models import Organisation
from oneteam.problems.models import Brief, Problem
from oneteam.roundtables.models import Decision

from .enums import EffectState
from .models import Application, Effect, Measurement, Milestone, Partner, Project, TrlRecord


def projects() -> QuerySet[Project]:
    return Project.objects.select_related("lead", "disclosure", "responsible", "problem")


def filtered(*, words: str = "", state: str = "") -> QuerySet[Project]:
    found = projects()
    if words:
        found = found.filter(title__icontains=words)
    return found.filter(state=state) if state else found


def partners(project: Project) -> QuerySet[Partner]:
    return Partner.objects.filter(project=project).select_related("organisation", "agreed_by")


def milestones(project: Project) -> QuerySet[Milestone]:
    return Milestone.objects.filter(project=project)


def trl_records(project: Project) -> QuerySet[TrlRecord]:
    return TrlRecord.objects.filter(project=project).select_related("by", "confirmed_by", "project")


def applications(project: Project) -> QuerySet[Application]:
    return Application.objects.filter(project=project).select_related(
        "organisation", "confirmed_by", "project"
    )


def project_effects(project: Project) -> QuerySet[Effect]:
    return Effect.objects.filter(project_code=project.code).select_related("verifier")


def thread_projects(problem: Problem) -> QuerySet[Project]:
    return projects().filter(problem=problem)


def thread_effects(problem: Problem) -> QuerySet[Effect]:
    return Effect.objects.filter(problem=problem).select_related("verifier")


def effects() -> QuerySet[Effect]:
    return Effect.objects.select_related("verifier", "problem", "problem__owner", "problem__disclosure")


def measurements(effect: Effect) -> QuerySet[Measurement]:
    return Measurement.objects.filter(effect=effect).select_related("by")


def decision(code: str) -> Decision | None:
    return (
        Decision.objects.select_related("problem", "problem__disclosure", "responsible")
        .filter(code=code)
        .first()
    )


def brief_of(problem: Problem) -> Brief | None:
    return Brief.objects.filter(problem=problem).first()


def member_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(standing="active").order_by("kind", "pk")


def people_to_choose() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, seats__ended_at=None).distinct().order_by("name", "pk")


# --- what was released to everybody ---------------------------------------------------------------

LEAST_ORGANISATIONS = 3
LARGEST_SHARE = 0.8


def released_effects() -> QuerySet[Effect]:
    """Verified and released; newest first."""
    found = Effect.objects.filter(state=EffectState.VERIFIED, problem__disclosure__released_at__isnull=False)
    return found.select_related("problem", "problem__owner", "verifier").order_by("-verified_at")


def released_totals() -> list[dict[str, Any]]:
    """Totals of released effects: only of three or more organisations of which none has over 80 %."""
    owners = Counter(released_effects().order_by().values_list("problem__owner_id", flat=True))
    total = sum(owners.values())
    if len(owners) < LEAST_ORGANISATIONS or max(owners.values()) > LARGEST_SHARE * total:
        return []
    return [
        {"title": _("Verified effects in the field"), "value": total, "note": ""},
        {"title": _("Organisations with a verified effect"), "value": len(owners), "note": ""},
    ]
