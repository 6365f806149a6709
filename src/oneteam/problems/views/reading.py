from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import submitted
from oneteam.base.errors import OneTeamError
from oneteam.files.actions import attach
from oneteam.files.forms import UploadForm
from oneteam.files.queries import attached_to
from oneteam.journal.queries import readers, timeline

from .. import actions, forms, panels, queries, rules
from ..life import life, state_shown
from ..models import Problem
from ._common import get_problem

PAGE = 25


@login_required
def problem_list(request: HttpRequest) -> HttpResponse:
    person = request.user
    form = forms.FilterForm(request.GET or None)
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})  # a value that is not on a list filters nothing
    found = queries.filtered(
        words=chosen.get("q", "").strip(), state=chosen.get("state", ""), area=chosen.get("area", ""),
        owner=chosen.get("owner", ""),
    )  # fmt: skip
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(problem, state_shown(problem)) for problem in page],
        "form": form,
        "chosen": any(chosen.values()),
        "may_draft": rules.may_draft(person),
        "may_register": rules.may_register(person),
    }
    return render(request, "problems/list.html", context)


def detail(request: HttpRequest, code: str) -> HttpResponse:
    problem = get_problem(code)
    if hasattr(problem, "brief"):
        note_reading(request.user, problem.disclosure, "brief")
    return problem_page(request, problem)


def problem_page(
    request: HttpRequest, problem: Problem, status: int = 200, upload: UploadForm | None = None,
    reason: forms.ReasonForm | None = None, withdrawal: forms.WithdrawForm | None = None,
) -> HttpResponse:  # fmt: skip
    person = request.user
    brief = getattr(problem, "brief", None)
    owner = rules.may_speak(person, problem)
    follows = rules.may_follow(person, problem)
    context = {
        "problem": problem,
        "brief": brief,
        "life": life(problem),
        "state": state_shown(problem),
        "data_items": queries.data_items(problem) if brief else [],
        "attachments": attached_to(f"brief:{problem.code}") if brief else [],
        "upload": (upload or UploadForm()) if rules.may_attach(person, problem) else None,
        "scopings": queries.scopings(problem),
        "readers": readers(problem.code) if follows else [],
        "entries": timeline(problem.code)[:20] if person.is_authenticated else [],
        "panels": panels.shown(request, problem),
        "owner": owner,
        "follows": follows,
        "acts": _acts(person, problem),
        "reason": reason or forms.ReasonForm(),
        "withdrawal": withdrawal or _withdrawal(problem),
    }
    return render(request, "problems/detail.html", context, status=status)


def _withdrawal(problem: Problem) -> forms.WithdrawForm | None:
    """Nothing is asked about a draft that nobody else saw."""
    return None if rules.is_unseen(problem) else forms.WithdrawForm()


def _acts(person: Any, problem: Problem) -> dict[str, bool]:
    names = ("edit", "submit", "scope", "withdraw", "hold", "resume", "close")
    return {name: getattr(rules, f"may_{name}")(person, problem) for name in names}


ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    "begin_scoping": (actions.begin_scoping, "problems:scoping"),
    "withdraw": (actions.withdraw, "problems:detail"),
    "resume": (actions.resume, "problems:detail"),
}
REASONED: dict[str, Callable[..., Any]] = {"hold": actions.hold, "close": actions.close}


@login_required
@require_POST
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The acts of one button; what speaks against one is said on the same page."""
    problem = get_problem(code)
    if name in REASONED:
        return _with_form(request, problem, REASONED[name], "reason", forms.ReasonForm(request.POST))
    if name == "withdraw" and not rules.is_unseen(problem):
        return _with_form(request, problem, actions.withdraw, "withdrawal", forms.WithdrawForm(request.POST))
    if name not in ACTS:
        raise Http404
    action, after = ACTS[name]
    try:
        action(person=request.user, problem=problem)
    except OneTeamError as error:
        messages.error(request, str(error))
        return problem_page(request, get_problem(code), error.status)
    return redirect(after, code=problem.code)


def _with_form(
    request: HttpRequest, problem: Problem, action: Callable[..., Any], name: str, form: Any
) -> HttpResponse:
    """What was typed stays on the page, also where a colleague was quicker."""
    status = submitted(form, lambda: action(person=request.user, problem=problem, **form.cleaned_data))
    if status:
        return problem_page(request, get_problem(problem.code), status, **{name: form})
    return redirect(problem)


@login_required
@require_POST
def attach_file(request: HttpRequest, code: str) -> HttpResponse:
    problem = get_problem(code)
    form = UploadForm(request.POST, request.FILES)
    if not rules.may_attach(request.user, problem):
        raise Http404
    shown = problem.disclosure
    status = submitted(form, lambda: attach(
        person=request.user, upload=form.cleaned_data["file"], target=f"brief:{problem.code}",
        thread=problem.code, circle=shown.brief, confidential=shown.is_confidential,
    ))  # fmt: skip
    if status:
        return problem_page(request, problem, status, form)
    messages.success(request, _("The file is attached."))
    return redirect(problem)
