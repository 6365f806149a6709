"""The page "Who may see it": level, what is shared, and who is named."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.enums import LEVELS, Level, NamedRole
from oneteam.base.answers import submitted
from oneteam.base.errors import OneTeamError

from .. import actions, forms, queries, rules
from ..models import Problem
from ..reading import read_by
from ._common import get_problem


def followed(request: HttpRequest, code: str) -> Problem:
    problem = get_problem(code)
    if not rules.may_follow(request.user, problem):
        raise Http404
    return problem


def _levels(problem: Problem) -> tuple[list[str], list[str]]:
    """The more open and the stricter ones."""
    place = LEVELS.index(problem.disclosure.level)
    return LEVELS[:place], LEVELS[place + 1 :]


@login_required
def people(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, followed(request, code))


@login_required
def readings(request: HttpRequest, code: str) -> HttpResponse:
    """For the owner and the secretariat: who has read what of it, how often, and last when."""
    problem = followed(request, code)
    return render(request, "problems/readings.html", {"problem": problem, "readers": read_by(problem)})


def _page(request: HttpRequest, problem: Problem, status: int = 200, **changed: Any) -> HttpResponse:
    person, words = request.user, request.GET.get("q", "").strip()[:100]
    opener, stricter = _levels(problem)
    waiting = queries.open_request(problem)
    owner = rules.may_set_disclosure(person, problem)
    named = queries.named(problem)
    context: dict[str, Any] = {
        "problem": problem,
        "named": [(row, rules.may_take_off(person, problem, row.role)) for row in named],
        "by_project": any(row.role not in rules.NAMED_HERE for row in named),
        "owner": owner,
        "q": words,
        "found": [(one, rules.role_for(one, problem).label) for one in queries.to_be_named(words)],
        "raise_form": _level_form(problem, stricter, "up") if owner and stricter else None,
        "lower_form": _level_form(problem, opener, "down") if opener and waiting is None else None,
        "sharing": forms.SharingForm(initial=forms.SharingForm.initial_of(problem)) if owner else None,
        "waiting": waiting,
        "may_answer": waiting is not None and rules.may_answer_lowering(person, waiting),
        "preview": queries.views_of_others(problem.disclosure),
    }
    return render(request, "problems/people.html", context | changed, status=status)


def _level_form(problem: Problem, levels: list[str], way: str) -> forms.RaiseForm:
    return forms.RaiseForm(levels=levels, prefix=way, initial={"version": problem.version})


def _level_now(code: str) -> dict[str, Any]:
    problem = get_problem(code)
    return {"level": Level(problem.disclosure.level).label, "version": problem.version}


@login_required
@require_POST
def change_level(request: HttpRequest, code: str, way: str) -> HttpResponse:
    """``up`` works at once; ``down`` in the owner's hands too, and later asks the other side."""
    problem = followed(request, code)
    opener, stricter = _levels(problem)
    form = forms.RaiseForm(request.POST, levels=stricter if way == "up" else opener, prefix=way)
    status = submitted(
        form, lambda: _change(request, problem, way, **form.cleaned_data), now=lambda: _level_now(code)
    )
    if status:
        name = "raise_form" if way == "up" else "lower_form"
        return _page(request, get_problem(code), status, **{name: form})
    return redirect("problems:people", code=code)


def _change(request: HttpRequest, problem: Problem, way: str, level: str, version: int) -> None:
    if way == "up":
        actions.raise_level(person=request.user, problem=problem, level=level, version=version)
        messages.success(request, _("Done. Whoever is outside now sees it no more."))
    elif rules.is_free(problem):
        actions.set_disclosure(person=request.user, problem=problem, level=level, version=version)
        messages.success(request, _("Saved."))
    else:
        actions.ask_lowering(person=request.user, problem=problem, level=level, version=version)
        messages.success(request, _("Asked. It opens as soon as the other side agrees."))


@login_required
@require_POST
def answer(request: HttpRequest, code: str, request_code: str) -> HttpResponse:
    problem = followed(request, code)
    asked = queries.level_request(request_code)
    if asked is None or asked.problem_id != problem.pk:
        raise Http404
    try:
        actions.answer_lowering(
            person=request.user, request=asked, agreed=request.POST.get("agreed") == "yes"
        )
    except OneTeamError as error:
        messages.error(request, str(error))
        return _page(request, get_problem(code), error.status)
    messages.success(request, _("Your answer is noted."))
    return redirect("problems:people", code=code)


@login_required
@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    problem = followed(request, code)
    form = forms.SharingForm(request.POST)
    keep = actions.set_disclosure
    status = submitted(
        form, lambda: keep(person=request.user, problem=problem, **form.cleaned_data),
        now=lambda: form.initial_of(get_problem(code)),
    )  # fmt: skip
    if status:
        return _page(request, get_problem(code), status, sharing=form)
    messages.success(request, _("Saved."))
    return redirect("problems:people", code=code)


@login_required
@require_POST
def name(request: HttpRequest, code: str) -> HttpResponse:
    """Name somebody, or take a name off: one button each."""
    problem = followed(request, code)
    person, off = request.POST.get("person", ""), request.POST.get("off", "")
    somebody = queries.named_person(problem, person) if off else queries.person(person)
    if somebody is None:
        raise Http404
    try:
        if off in NamedRole.values:
            actions.unname_person(person=request.user, problem=problem, named=somebody, role=off)
        else:
            actions.name_person(person=request.user, problem=problem, named=somebody)
    except OneTeamError as error:
        messages.error(request, str(error))
        return _page(request, get_problem(code), error.status)
    messages.success(request, _("Saved."))
    return redirect("problems:people", code=code)
