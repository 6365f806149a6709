"""What a person matched, where they sat, what they agreed to, took on and said of others, for their own data export."""

from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from .models import Decision, DecisionReview
from .queries import own


@section("matching")
def matching(person: Any) -> dict[str, Any]:
    asked = ("code", "problem__code", "at", "answered_at", "agreed", "until")
    return {
        "lists": [
            dict(row) for row in own.runs_by(person).values("code", "problem__code", "state", "created_at")
        ],
        "days": [dict(row) for row in own.days_by(person).values("code", "at")],
        "timetables": [dict(row) for row in own.timetables_by(person).values("code", "at", "on")],
        "date_searches": [dict(row) for row in own.date_searches_by(person).values("code", "at", "last")],
        "waivers_asked": [dict(row) for row in own.waivers_asked_by(person).values(*asked)],
        "waivers_answered": [dict(row) for row in own.waivers_answered_by(person).values(*asked)],
    }


@section("round_tables")
def round_tables(person: Any) -> dict[str, Any]:
    answers = ("table_code", "thread", "starts_at", "answer", "answered_at", "reason", "created_at")
    interest = ("decision__code", "organisation__code", "level", "comment", "at")
    seats = ("table__code", "table__starts_at", "is_expert", "answer", "presence", "reason")
    return {
        "invitations": [dict(row) for row in own.invitations_of(person).values(*answers)],
        "seats": [dict(row) for row in own.seats_of(person).values(*seats)],
        "minutes_agreed": [
            dict(row) for row in own.agreements_by(person).values("minutes__table__code", "at")
        ],
        "minutes_corrections": [
            {
                "code": row.code,
                "text": row.text.as_dict(),
                "reason": row.reason,
                "at": row.at,
                "state": row.state,
            }
            for row in own.corrections_by(person)
        ],
        "decisions": [_decision(row) for row in own.responsible_for(person)],
        "dissents": [dict(row) for row in own.dissents_of(person).values("decision__code", "why")],
        "reviews": [_review(row) for row in own.reviews_by(person)],
        "interests_stated": [dict(row) for row in own.interests_by(person).values(*interest)],
        "feedback_given": own.feedback_by(person),
        "actions": [
            {
                "code": row.code,
                "table": row.table.code,
                "what": row.what.as_dict(),
                "due_on": row.due_on,
                "state": row.state,
                "done_at": row.done_at,
                "lacking": row.lacking,
                "evidence": row.evidence,
            }
            for row in own.taken_on_by(person)
        ],
    }


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "code": row.code,
        "thread": row.problem.code,
        "kind": row.kind,
        "text": row.text.as_dict(),
        "reasons": row.reasons.as_dict(),
        "due_on": row.due_on,
        "review_on": row.review_on,
        "dissents": [{"who": one.person.name, "why": one.why} for one in row.dissents.all()],
        "reviews": [_review(one) for one in row.reviews.all()],
    }


def _review(row: DecisionReview) -> dict[str, Any]:
    return {
        "decision": row.decision.code,
        "outcome": row.outcome,
        "text": row.text.as_dict(),
        "next_on": row.next_on,
        "at": row.at,
    }
