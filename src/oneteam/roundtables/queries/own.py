"""Of one person, for their own data export."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from oneteam import walls
from oneteam.accounts.models import Person

from ..models import (
    ActionItem,
    Attendance,
    DateSearch,
    DayPlan,
    DayTimetable,
    Decision,
    DecisionReview,
    Dissent,
    Feedback,
    InterestForm,
    MatchRun,
    MinutesAgreement,
    MinutesSuggestion,
    TableInvitation,
    WaiverRequest,
)


def runs_by(person: Person) -> QuerySet[MatchRun]:
    return MatchRun.objects.filter(by=person).order_by("pk")


def days_by(person: Person) -> QuerySet[DayPlan]:
    return DayPlan.objects.filter(by=person).order_by("pk")


def timetables_by(person: Person) -> QuerySet[DayTimetable]:
    return DayTimetable.objects.filter(by=person).order_by("pk")


def date_searches_by(person: Person) -> QuerySet[DateSearch]:
    return DateSearch.objects.filter(by=person).order_by("pk")


def waivers_asked_by(person: Person) -> QuerySet[WaiverRequest]:
    return WaiverRequest.objects.filter(by=person)


def waivers_answered_by(person: Person) -> QuerySet[WaiverRequest]:
    return WaiverRequest.objects.filter(answered_by=person)


def invitations_of(person: Person) -> QuerySet[TableInvitation]:
    return TableInvitation.objects.filter(person=person)


def seats_of(person: Person) -> QuerySet[Attendance]:
    return Attendance.objects.filter(person=person)


def agreements_by(person: Person) -> QuerySet[MinutesAgreement]:
    return MinutesAgreement.objects.filter(person=person)


def corrections_by(person: Person) -> QuerySet[MinutesSuggestion]:
    return MinutesSuggestion.objects.filter(by=person)


def responsible_for(person: Person) -> QuerySet[Decision]:
    found = Decision.objects.filter(responsible=person).select_related("problem").order_by("pk")
    return found.prefetch_related("dissents__person", "reviews__decision")


def dissents_of(person: Person) -> QuerySet[Dissent]:
    return Dissent.objects.filter(person=person)


def reviews_by(person: Person) -> QuerySet[DecisionReview]:
    return DecisionReview.objects.filter(by=person).select_related("decision")


def interests_by(person: Person) -> QuerySet[InterestForm]:
    return InterestForm.objects.filter(by=person)


def taken_on_by(person: Person) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(who=person).select_related("table")


def feedback_by(person: Person) -> list[dict[str, Any]]:
    """What they said of others. It is for the secretariat, who alone reads what was said of somebody."""
    with walls.system("somebody's own words, for their data export"):
        found = Feedback.objects.filter(by=person).order_by("pk")
        return [dict(row) for row in found.values("table__code", "person__name", "helped", "text", "at")]
