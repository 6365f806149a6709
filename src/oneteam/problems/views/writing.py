"""The guided form: four steps, each saved by itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.enums import LEVELS
from oneteam.base.answers import attempt
from oneteam.base.errors import OneTeamError

from .. import actions, besides, forms, queries, rules
from ..models import Problem
from ._common import get_problem

STEPS: tuple[tuple[str, Any], ...] = (
    ("problem", forms.ProblemStep),
    ("field", forms.FieldStep),
    ("level", forms.LevelStep),
    ("check", None),
)
NAMES = [name for name, _form in STEPS]


@login_required
def new(request: HttpRequest) -> HttpResponse:
    organisations = rules.organisations_to_draft_for(request.user)
    if not organisations:
        return render(request, "problems/cannot_draft.html")
    form = forms.StartForm(request.POST or None, organisations=organisations)
    if form.is_bound and form.is_valid():
        problem = actions.draft(person=request.user, **form.cleaned_data)
        return redirect("problems:edit", code=problem.code, step="problem")
    return render(request, "problems/new.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
def edit(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One step of the guided form."""
    problem = get_problem(code)
    brief = getattr(problem, "brief", None)
    if brief is None or step not in NAMES:
        raise Http404
    if not rules.may_edit(request.user, problem):
        messages.warning(
            request, _("This text cannot be edited any more. What you see is what was submitted.")
        )
        return redirect(problem)
    if step == "check":
        return _check(request, problem)
    form_class = dict(STEPS)[step]
    form = form_class(request.POST or None, initial=form_class.initial_of(problem, brief))
    if not form.is_bound:
        return _step_page(request, problem, step, form)
    if not form.is_valid():
        return _step_page(request, problem, step, form, status=422)
    if "preview" in request.POST:  # shown as it would be, and nothing is saved
        return _step_page(request, problem, step, form, shown=form.values())
    return _try(request, problem, step, form)


def _try(request: HttpRequest, problem: Problem, step: str, form: Any) -> HttpResponse:
    def now() -> dict[str, Any]:
        fresh = get_problem(problem.code)
        values: dict[str, Any] = type(form).initial_of(fresh, fresh.brief)
        return values

    status = attempt(form, lambda: _save(request, problem, step, form), now=now)
    if status:
        return _step_page(request, get_problem(problem.code), step, form, status=status)
    messages.success(request, _("Saved."))
    if "later" in request.POST:
        return redirect(problem)
    return redirect("problems:edit", code=problem.code, step=NAMES[NAMES.index(step) + 1])


@transaction.atomic
def _save(request: HttpRequest, problem: Problem, step: str, form: Any) -> None:
    """All that a step says, or, where a part of it is refused, nothing."""
    person, version = request.user, form.cleaned_data["version"]
    if step == "level":
        if officer := form.cleaned_data.get("officer"):
            actions.name_person(person=person, problem=problem, named=officer, role="officer")
        actions.set_disclosure(person=person, problem=problem, version=version, **form.values())
        return
    teaser, brief = form.teaser_values(), form.brief_values()
    actions.save_step(person=person, problem=problem, version=version, teaser=teaser, brief=brief)
    if step == "field":
        actions.set_data_items(person=person, problem=problem, rows=form.data_rows())


def _step_page(
    request: HttpRequest, problem: Problem, step: str, form: Any, *, status: int = 200,
    shown: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "problem": problem, "step": step, "form": form, "life": steps(step), "conflict": form.conflict,
    }  # fmt: skip
    if step != "level":
        context["besides"] = besides.shown(request, problem, form)
    if step == "level":
        flags = dict(shown or {})
        level = flags.pop("level", problem.disclosure.level)
        context["peek"] = queries.peek(problem.disclosure, level=level, **flags)
        context["level"], context["named"] = level, queries.named(problem)
        context["previews"] = [
            (one, queries.views_of_others(problem.disclosure, level=one, **flags)) for one in LEVELS
        ]
    return render(request, f"problems/step_{step}.html", context, status=status)


def steps(now: str) -> list[dict[str, str]]:
    labels = {
        "problem": _("Problem"), "field": _("Site and data"), "level": _("Confidentiality"),
        "check": _("Check and submit"),
    }  # fmt: skip
    place = NAMES.index(now)
    return [
        {"label": labels[name], "when": "", "state": "done" if n < place else "now" if n == place else "todo"}
        for n, name in enumerate(NAMES)
    ]


def _check(request: HttpRequest, problem: Problem, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "problem": problem, "brief": problem.brief, "life": steps("check"), "error": error,
        "missing": actions.missing_for_submission(problem), "data_items": queries.data_items(problem),
        "preview": queries.views_of_others(problem.disclosure),
    }  # fmt: skip
    return render(request, "problems/step_check.html", context, status=status)


@login_required
@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    problem = get_problem(code)
    try:
        actions.submit(person=request.user, problem=problem)
    except OneTeamError as error:
        if rules.may_edit(request.user, problem) and hasattr(problem, "brief"):
            return _check(request, problem, str(error), error.status)
        messages.error(request, str(error))
        return redirect(problem)
    text = _("Submitted. The number is %(code)s. The secretariat answers within seven days.")
    messages.success(request, text % {"code": problem.code})
    return redirect(problem)
