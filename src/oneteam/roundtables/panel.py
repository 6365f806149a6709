"""What a problem's page shows of its match and its round table."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from oneteam.problems.enums import State
from oneteam.problems.models import Problem
from oneteam.problems.rules import may_review, sees_desk
from oneteam.walls import keys_of

from . import queries

MATCHABLE = (State.ACCEPTED, State.MATCHING, State.AGREED)


def panel(request: HttpRequest, problem: Problem) -> str | None:
    """Nothing, for whoever sees neither a run nor a table and has nothing to do here."""
    runs = list(queries.latest_runs(problem))
    table = queries.table_with_decision(problem)
    waivers = (
        list(queries.open_waivers(problem)) if problem.state == State.MATCHING and sees_desk(problem) else []
    )
    officer = problem.state in MATCHABLE and may_review(request.user, problem)
    edition = queries.edition_on(problem)
    if not (runs or table or officer or waivers or edition):
        return None
    context = {
        "problem": problem, "runs": runs, "waivers": waivers, "table": table, "edition": edition,
        "decision": getattr(table, "decision", None),
        "may_match": officer and problem.state != State.AGREED,
        "may_convene": officer and problem.state == State.AGREED,
    }  # fmt: skip
    return render_to_string("roundtables/_panel.html", context, request)


def interest_panel(request: HttpRequest, problem: Problem) -> str | None:
    """For the coordinators of members who were asked how far they would join."""
    parts = (key.split(":") for key in keys_of(request.user) if key.startswith("role:coordinator:"))
    homes = [int(number) for _role, _coordinator, number in parts]
    asked = queries.asked_about_problem(problem, homes) if homes else []
    if not asked:
        return None
    return render_to_string("roundtables/_interest.html", {"problem": problem, "asked": asked}, request)
