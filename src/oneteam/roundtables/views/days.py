"""All open problems matched at once, and the lists that are made of such a plan."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oneteam.alliance.reading import note_readings
from oneteam.base.answers import found, submitted
from oneteam.longjobs import actions as longjobs
from oneteam.longjobs import queries as jobs

from .. import actions, forms, queries, rules, wording
from ..enums import MAKE_LISTS, PLAN_DAY, Change
from ..facts import quarter
from ..matching import Parameters
from ..models import DayPlan

MOST_PLANS = 10


@login_required
def days(request: HttpRequest) -> HttpResponse:
    """What can be planned; POST plans it as a long job."""
    if not rules.may_plan_day(request.user):
        raise Http404
    plans, problems = list(queries.days()[:MOST_PLANS]), list(queries.open_to_match())
    last = next((plan for plan in plans if not plan.clash), None)
    before = _rows_before(plans[0]) if plans and request.method == "GET" else []
    form = forms.DayForm(request.POST or None, problems=problems, again=last is not None, before=before)
    asked: list[Any] = []
    status = submitted(form, lambda: asked.append(_ask(request, form, last)))
    if asked:
        return redirect(asked[0])
    running = jobs.open_job(request.user, PLAN_DAY)
    context = {"form": form, "plans": plans, "problems": problems, "running": running}
    return render(request, "roundtables/days.html", context, status=status)


def _ask(request: HttpRequest, form: forms.DayForm, last: DayPlan | None) -> Any:
    given = form.cleaned_data
    before = last.code if last is not None and given.get("keep") else ""
    return actions.begin_day(
        person=request.user, codes=given["problems"], parameters=form.parameters(Parameters()), before=before,
        by_hand=form.by_hand(),
    )  # fmt: skip


def _rows_before(plan: DayPlan) -> list[dict[str, Any]]:
    return [
        {
            "expert": f"{pair['person'].name} ({pair['expert']})",
            "do": "must" if pair["must"] else "apart",
            "problem": pair["problem"].code,
        }
        for pair in _by_hand(plan)
    ]


def _by_hand(plan: DayPlan) -> list[dict[str, Any]]:
    """What was said by hand, of problems and people that the reader may know of."""
    pairs = plan.by_hand
    problems = queries.inside_notes(pair["problem"] for pair in pairs) if pairs else {}
    people = (
        {one.code: one.person for one in queries.experts_by_code(pair["expert"] for pair in pairs)}
        if pairs
        else {}
    )
    return [
        pair | {"problem": problems[pair["problem"]], "person": people[pair["expert"]]}
        for pair in pairs
        if pair["problem"] in problems and pair["expert"] in people
    ]


@login_required
def day(request: HttpRequest, code: str) -> HttpResponse:
    """A plan with its problems and the load of its experts; POST makes lists of some of them, as a long job."""
    if not rules.may_plan_day(request.user):
        raise Http404
    plan = found(queries.day(code))
    rows = list(queries.day_problems(plan))
    form = forms.ListsForm(request.POST or None, rows=rows)
    asked: list[Any] = []
    status = submitted(form, lambda: asked.append(_ask_lists(request, plan, form)))
    if asked:
        return redirect(asked[0])
    by_hand = _by_hand(plan)
    shown = {
        one.pk: one.disclosure
        for one in (*(row.problem for row in rows), *(pair["problem"] for pair in by_hand))
    }
    note_readings(request.user, [(one, one.private_id) for one in shown.values()], "match")
    context = {
        "seats": Parameters.of(plan.parameters).size,
        "plan": plan, "form": form, "by_hand": by_hand,
        "in_the_way": [pair for pair in by_hand if pair["in_the_way"]], **_problems(rows),
        "unmet": [wording.DAY_RULES[rule] for rule in plan.clash if rule in wording.DAY_RULES],
        "points": {name: round(100 * getattr(plan, name)) for name in ("floor", "total", "floor_bound", "bound")},
        "open": set(queries.open_to_match().select_related(None).values_list("code", flat=True)),
        "running": jobs.open_job(request.user, MAKE_LISTS), "timetables": queries.timetables_of(plan)[:MOST_PLANS],
    }  # fmt: skip
    return render(request, "roundtables/day.html", context, status=status)


def _ask_lists(request: HttpRequest, plan: DayPlan, form: forms.ListsForm) -> Any:
    arguments = {"plan": plan.code, "codes": form.cleaned_data["problems"]}
    return longjobs.ask(person=request.user, kind=MAKE_LISTS, arguments=arguments)


def _problems(rows: list[Any]) -> dict[str, Any]:
    """Of problems that ended or were put on hold since: who was planned there is free again."""
    gone = [row for row in rows if row.problem.state in rules.AT_REST]
    still = [row for row in rows if row not in gone]
    totals = [row.total for row in still]
    left = {"floor": round(100 * min(totals)), "total": round(100 * sum(totals))} if totals else None
    return {"rows": [_row(row) for row in still], "gone": gone, "left": left, "load": _load(still)}


def _row(row: Any) -> dict[str, Any]:
    places = list(row.places.all())
    return {
        "row": row, "problem": row.problem, "points": round(100 * row.total),
        "share": min(100, round(100 * row.total / row.alone)) if row.alone else 100,
        "seated": [place for place in places if place.change != Change.REMOVED],
        "gone": [place for place in places if place.change == Change.REMOVED],
    }  # fmt: skip


def _load(rows: list[Any]) -> list[dict[str, Any]]:
    """Whom the plan asks how often, beside what they have already this quarter; the most burdened first."""
    seated = [place for row in rows for place in row.places.all() if place.change != Change.REMOVED]
    planned = Counter(place.person_id for place in seated)
    people = {place.person_id: place for place in seated}
    here = [row.problem.code for row in rows]
    had, quotas = queries.loads(people, *quarter(timezone.localdate()), but=here), queries.quotas(people)
    found = [
        {
            "place": people[number], "planned": count, "had": had.get(number, 0),
            "all": count + had.get(number, 0), "quota": quotas.get(number, 0),
        }
        for number, count in planned.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one["planned"], -one["all"], one["place"].person.name))
