"""Objectives, deliverables, risks, and partners that left."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from oneteam import walls

from ..enums import DeliverableState, ProjectState
from ..models import Deliverable, Exit, Objective, Partner, Project, Risk, WorkPackage
from .projects import all_partners


def objectives(project: Project) -> QuerySet[Objective]:
    return Objective.objects.filter(project=project)


def deliverables(project: Project) -> QuerySet[Deliverable]:
    found = Deliverable.objects.filter(project=project)
    return found.select_related("package", "partner__organisation", "state_by")


def risks(project: Project) -> QuerySet[Risk]:
    """Open ones first, the gravest first."""
    closed = ExpressionWrapper(Q(closed_on__isnull=False), BooleanField())
    found = Risk.objects.filter(project=project).select_related("owner")
    return found.annotate(product=F("probability") * F("impact"), is_closed=closed).order_by(
        "is_closed", "-product", "pk"
    )


def exits(project: Project) -> QuerySet[Exit]:
    return (
        Exit.objects.filter(partner__project=project)
        .select_related("partner__organisation", "by")
        .order_by("on", "pk")
    )


def with_counts(found: QuerySet[Project]) -> QuerySet[Project]:
    """How many objectives are reached, deliverables accepted and risks open: for the project's page, in its own statement."""

    def each(rows: Any, value: Any) -> Subquery:
        return Subquery(
            rows.filter(project=OuterRef("pk")).order_by().values("project").annotate(n=value).values("n")
        )

    given = Deliverable.objects.exclude(state=DeliverableState.DROPPED)
    at_risk = Risk.objects.filter(closed_on=None)
    return found.annotate(
        objectives_all=each(Objective.objects.all(), Count("pk")),
        objectives_reached=each(Objective.objects.filter(reached_on__isnull=False), Count("pk")),
        deliverables_all=each(given, Count("pk")),
        deliverables_accepted=each(given.filter(state=DeliverableState.ACCEPTED), Count("pk")),
        risks_open=each(at_risk, Count("pk")),
        risks_highest=each(at_risk, Max(F("probability") * F("impact"))),
    )


def open_packages(partner: Partner) -> QuerySet[WorkPackage]:
    """That it leads."""
    return WorkPackage.objects.filter(lead=partner, ended_on=None)


def open_deliverables(partner: Partner) -> QuerySet[Deliverable]:
    return Deliverable.objects.filter(
        partner=partner, state__in=[DeliverableState.PLANNED, DeliverableState.DELIVERED]
    )


def open_risks(project: Project, people: Any) -> QuerySet[Risk]:
    return Risk.objects.filter(project=project, owner__in=people, closed_on=None)


def risks_of(person: Any) -> QuerySet[Risk]:
    return Risk.objects.filter(owner=person)


def parts_of(person: Any) -> QuerySet[Partner]:
    """That somebody answers for."""
    return Partner.objects.filter(responsible=person)


def takes_part_elsewhere(partner: Partner) -> bool:
    """Whether the organisation is still in another project of the same thread."""
    others = Partner.objects.filter(
        organisation=partner.organisation_id, project__disclosure=partner.project.disclosure, left_on=None
    )
    return others.exclude(pk=partner.pk).exists()


def exits_to_ask() -> QuerySet[Any]:
    """Partners that have left the alliance and take part in a project that goes on, as far as nobody was asked yet."""
    over = (ProjectState.HANDED_OVER, ProjectState.STOPPED)
    found = (
        all_partners().filter(gone=True, left_on=None, exit_asked_on=None).exclude(project__state__in=over)
    )
    return found.select_related(
        "organisation", "project__disclosure__field", "project__responsible", "project__lead"
    )


def proofs_of_deliverables(files: list[Any]) -> set[int]:
    """The files on which something rests that was delivered."""
    codes = {file.target.partition(":")[2] for file in files}
    with walls.system("whether something delivered rests on a file"):
        states = (DeliverableState.DELIVERED, DeliverableState.ACCEPTED)
        kept = set(
            Deliverable.objects.filter(code__in=codes, state__in=states).values_list("code", flat=True)
        )
    return {file.pk for file in files if file.target.partition(":")[2] in kept}
