from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, submitted
from oneteam.longjobs import queries as jobs
from oneteam.problems.enums import State

from .. import actions, cards, comparing, forms, matching, queries, rules
from ..enums import MATCH, RunState
from ..matching import Parameters
from ..models import Candidate, MatchRun
from ._answers import press

IN_MATCHING = rules.IN_MATCHING


@login_required
def match(request: HttpRequest, code: str) -> HttpResponse:
    """The runs of a problem; POST makes a new one."""
    problem = found(queries.problem(code))
    runs = list(queries.runs_of(problem))
    may_match = rules.may_match(request.user, problem)
    if not runs and not may_match:
        raise Http404
    form = forms.RulesForm(request.POST or None, initial=Parameters().kept())
    made: list[Any] = []
    status = submitted(form, lambda: made.append(_run(request, problem, form)))
    if not status:
        return redirect(made[0])
    context = {
        "problem": problem,
        "runs": runs,
        "form": form,
        "may_match": may_match and problem.state in IN_MATCHING,
        "may_compare": may_match and len(runs) > 1,
        "running": jobs.open_job(request.user, MATCH) if may_match else None,
        "pair": ("one", "other"),
    }
    return render(request, "roundtables/match.html", context, status=status)


def _run(request: HttpRequest, problem: Any, form: Any) -> Any:
    return actions.begin_match(person=request.user, problem=problem, parameters=form.parameters(Parameters()))


@login_required
def run(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.run(code))
    note_reading(request.user, one.problem.disclosure, "match", one.circle_id)
    return run_page(request, one)


def run_page(request: HttpRequest, one: MatchRun, status: int = 200, /, **shown: Any) -> HttpResponse:
    may = _may(request, one)
    rows = list(queries.candidates_with_hours(one) if may["match"] else queries.candidates(one))
    lookup = cards.lookup(rows, one.problem.code, private=may["match"])
    panel = [row for row in rows if row.chosen and not row.struck]
    waivers = queries.waivers_asked(one.problem) if may["match"] else {}
    words = request.GET.get("q", "").strip()[:100] if may["change"] else ""
    context = {
        "run": one, "problem": one.problem, "may": may, "unmet": cards.unmet(one),
        "chosen": [cards.card(row, lookup) for row in rows if row.chosen],
        "others": [cards.card(row, lookup) for row in rows if row.rank and not row.chosen],
        "excluded": [_out(row, lookup, waivers) for row in rows if not row.rank],
        "first": next((row.expert_code for row in rows if row.rank and not row.chosen), ""),
        "kinds": [row.organisation.kind for row in panel],
        "times": cards.common_times(lookup.free[row.person_id] for row in panel) if may["match"] and panel else None,
        "uncovered": _labels(one), "q": words, "found": queries.experts_found(one, words), **_forms(one, may), **shown,
    }  # fmt: skip
    return render(request, "roundtables/run.html", context, status=status)


def _may(request: HttpRequest, one: MatchRun) -> dict[str, bool]:
    match = rules.may_change(request.user, one)
    at_work = one.problem.state in IN_MATCHING
    owner = rules.may_approve(request.user, one)
    return {
        "match": match,
        "change": match and at_work and one.state in (RunState.PROPOSED, RunState.SENT, RunState.ASKED_AGAIN),
        "send": match and at_work and one.state == RunState.PROPOSED and not one.unmet,
        "approve": owner and one.state == RunState.SENT,
        "ask_again": owner and (one.state == RunState.SENT or _is_agreed(one)),
        "convene": _is_agreed(one) and match,
    }


def _is_agreed(one: MatchRun) -> bool:
    return one.state == RunState.APPROVED and one.problem.state == State.AGREED


def _forms(one: MatchRun, may: dict[str, bool]) -> dict[str, Any]:
    made: dict[str, Any] = {"seats": Parameters.of(one.parameters).size}
    if may["change"]:
        made["rules"] = forms.RulesForm(initial=one.parameters)
        made["by_hand"] = forms.ByHandForm(run=one)
    if may["send"]:
        made["send"] = forms.SendForm()
    if may["ask_again"]:
        made["again"] = forms.ReasonForm()
    return made


def _out(row: Candidate, lookup: cards.Lookup, waivers: dict[int, Any]) -> dict[str, Any]:
    return {
        "candidate": row, "id": row.expert_code, "person": row.person, "note": cards.note_on(row),
        "why": cards.why_excluded(row, lookup), "by_hand": cards.by_hand(row),
        "waiver": waivers.get(row.person_id), "waivable": queries.waivable(row),
    }  # fmt: skip


@login_required
def swap(request: HttpRequest, code: str) -> HttpResponse:
    """What the panel would be with one person for another; nothing is kept until that is confirmed."""
    one = found(queries.run(code))
    if not _may(request, one)["change"]:
        raise Http404
    note_reading(request.user, one.problem.disclosure, "match", one.circle_id)
    rows = list(queries.candidates(one))
    form = forms.SwapForm(request.GET or None, rows=rows)
    shown: dict[str, Any] = {}
    status = submitted(form, lambda: shown.update(_effect(one, rows, form))) or 200
    context = {"run": one, "problem": one.problem, "form": form, "effect": shown}
    part = "_effect" if request.headers.get("HX-Request") else "swap"
    return render(request, f"roundtables/{part}.html", context, status=status)


def _effect(one: MatchRun, rows: list[Candidate], form: forms.SwapForm) -> dict[str, Any]:
    given = form.cleaned_data
    return comparing.shown(
        matching.exchange(one, rows, given["expert"], given["instead"], timezone.localdate())
    )


@login_required
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two runs of a problem side by side."""
    problem = found(queries.problem(code))
    pair = queries.runs_named(problem, request.GET.get("one", ""), request.GET.get("other", ""))
    if not rules.may_match(request.user, problem) or len(pair) != 2:
        raise Http404
    note_reading(request.user, problem.disclosure, "match", pair[1].circle_id)
    labels = {name: field.label for name, field in forms.RulesForm().fields.items()}
    labels |= {"pinned": _("Fixed by hand"), "excluded": _("Left out by hand")}
    context = {"problem": problem, **comparing.side_by_side(pair[0], pair[1], labels)}
    return render(request, "roundtables/compare.html", context)


@login_required
@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.run(code))
    form = forms.NoteForm(request.POST)
    status = submitted(form, lambda: _note(request, one, form))
    return run_page(request, one, status, noted=form) if status else redirect(one)


def _note(request: HttpRequest, one: MatchRun, form: forms.NoteForm) -> None:
    given = form.cleaned_data
    actions.note_candidate(person=request.user, run=one, code=given["expert"], text=given["text"])


def _labels(one: MatchRun) -> list[str]:
    codes = one.figures.get("uncovered", [])
    labels = queries.skill_labels(codes) if codes else {}
    return [labels.get(code, code) for code in codes]


@login_required
@require_POST
def change(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """Run the match again: with other rules, somebody fixed, left out, exchanged or named by hand."""
    one = found(queries.run(code))
    form: Any = _change_form(request, one, what)
    made: list[Any] = []
    status = submitted(form, lambda: made.append(_again(request, one, form, what)))
    if not status:
        return redirect(made[0])
    return run_page(request, one, status, **{what: form}, running=jobs.open_job(request.user, MATCH))


def _change_form(request: HttpRequest, one: MatchRun, what: str) -> Any:
    if what == "rules":
        return forms.RulesForm(request.POST)
    if what == "by_hand":
        return forms.ByHandForm(request.POST, run=one)
    if what == "one":
        return forms.ChangeForm(request.POST)
    raise Http404


def _again(request: HttpRequest, one: MatchRun, form: Any, what: str) -> Any:
    parameters = form.parameters(Parameters.of(one.parameters))
    return actions.begin_match(person=request.user, problem=one.problem, parameters=parameters)


@login_required
@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.run(code))
    form = forms.SendForm(request.POST)
    status = submitted(
        form, lambda: actions.send_to_owner(person=request.user, run=one, note=form.cleaned_data["note"])
    )
    return run_page(request, one, status, send=form) if status else redirect(one)


@login_required
@require_POST
def approve(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.run(code))
    struck = request.POST.getlist("struck")
    return press(request, lambda: actions.approve_panel(person=request.user, run=one, struck=struck), one)


@login_required
@require_POST
def ask_again(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.run(code))
    form = forms.ReasonForm(request.POST)
    status = submitted(
        form, lambda: actions.ask_again(person=request.user, run=one, reason=form.cleaned_data["reason"])
    )
    return run_page(request, one, status, again=form) if status else redirect(one)
