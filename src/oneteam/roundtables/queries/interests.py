"""Which members are asked about a joint task, and what they answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Kind, Level, Role
from oneteam.alliance.models import Organisation, Seat
from oneteam.alliance.queries import inside
from oneteam.problems.models import Problem

from ..enums import DecisionKind
from ..models import Decision, InterestForm


def coordinators_to_ask(decision: Decision) -> list[tuple[Person, Organisation]]:
    """Those who may read the decision by their own keys and whose organisation has not answered, asked by the system."""
    seats = Seat.objects.filter(role=Role.COORDINATOR).exclude(organisation=decision.problem.owner_id)
    seats = seats.exclude(organisation__kind=Kind.STARTUP)
    answered = InterestForm.objects.filter(decision=decision).values("organisation")
    open_ = seats.exclude(organisation__in=answered).select_related("organisation").order_by("pk")
    people = Person.objects.filter(pk__in=open_.values("person"), is_active=True)
    reached = {one.pk: one for one in inside(decision.circle, people)}
    return [
        (reached[seat.person_id], seat.organisation)
        for seat in open_
        if seat.person_id in reached and _in_force(reached[seat.person_id], seat)
    ]


def _in_force(person: Any, seat: Seat) -> bool:
    return f"role:{Role.COORDINATOR}:{seat.organisation_id}" in person.known_keys


def member(code: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(code=code)


def interest_of(decision: Decision, organisation: Organisation) -> InterestForm | None:
    found = InterestForm.objects.filter(decision=decision, organisation=organisation)
    return found.select_related("circle", "by").first()


def interests(decision: Decision) -> QuerySet[InterestForm]:
    return InterestForm.objects.filter(decision=decision).select_related("organisation", "by")


def asked_about(organisation: int) -> QuerySet[Any]:
    """Joint tasks about which a member is asked now; ``answered``: whether it has said something already."""
    said = InterestForm.objects.filter(decision=OuterRef("pk"), organisation=organisation)
    asked = Decision.objects.filter(
        kind=DecisionKind.JOINT_TASK, interest_until__gte=timezone.localdate(),
        problem__disclosure__decision_shared=True,
    )  # fmt: skip
    asked = asked.exclude(problem__disclosure__level=Level.SEALED).exclude(problem__owner=organisation)
    asked = asked.select_related("problem")
    return asked.annotate(answered=Exists(said)).order_by("interest_until", "pk")


def asked_about_problem(problem: Problem, organisations: list[int]) -> list[tuple[Decision, Organisation]]:
    """The same on the problem's own page, for the members whose coordinator somebody is."""
    members = Organisation.objects.filter(pk__in=organisations).exclude(kind=Kind.STARTUP)
    return [
        (decision, member)
        for member in members
        for decision in asked_about(member.pk).filter(problem=problem)
    ]
