from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.rules import is_officer, owns
from oneteam.base.errors import OneTeamError
from oneteam.files.forms import UploadForm
from oneteam.files.queries import attached_to
from oneteam.journal.actions import read
from oneteam.journal.queries import readers, timeline

from . import actions, forms, panels, queries, rules
from .life import life, state_shown
from .models import Brief, Problem

PAGE = 25
STEPS = (
    ("problem", forms.ProblemStep),
    ("field", forms.FieldStep),
    ("level", forms.LevelStep),
    ("check", None),
)


def get_problem(code: str) -> Problem:
    """The problem, or 404: for a wrong address and for a hidden problem alike."""
    problem = queries.one(code).first()
    if problem is None:
        raise Http404
    return problem


@login_required
def problem_list(request: HttpRequest) -> HttpResponse:
    form = forms.FilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.filtered(
        words=chosen.get("q", ""),
        state=chosen.get("state", ""),
        area=chosen.get("area", ""),
        followed=None if is_officer(request.user) else rules.organisations_of(request.user),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(problem, state_shown(request.user, problem)) for problem in page]
    context = {"page": page, "rows": rows, "form": form, "chosen": chosen}
    context["may_draft"] = rules.may_draft(request.user)
    return render(request, "problems/list.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    organisations = rules.organisations_to_draft_for(request.user)
    if not organisations:
        return render(request, "problems/cannot_draft.html", status=200)
    form = forms.StartForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        problem = actions.draft(person=request.user, **form.cleaned_data)
        return redirect("problems:edit", code=problem.code, step="problem")
    status = 422 if form.is_bound else 200
    return render(request, "problems/new.html", {"form": form}, status=status)


@login_required
def edit(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One step of the guided form."""
    problem = get_problem(code)
    brief = getattr(problem, "brief", None)
    form_class = dict(STEPS).get(step)
    if brief is None or step not in dict(STEPS):
        raise Http404
    if not rules.may_edit(request.user, problem):
        messages.warning(
            request, _("This text cannot be edited any more. What you see is what was submitted.")
        )
        return redirect(problem)
    if form_class is None:
        return _check(request, problem)
    form = form_class(request.POST or None, initial=form_class.initial_of(problem, brief))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _save(request, problem, step, form)
        except OneTeamError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            return _after(request, problem, step)
    return _step_page(request, problem, step, form, status)


def _save(request: HttpRequest, problem: Problem, step: str, form: Any) -> None:
    person, version = request.user, form.cleaned_data["version"]
    if step == "level":
        if officer := form.cleaned_data.get("officer"):
            actions.name_person(person=person, problem=problem, named=officer, role="officer")
        actions.set_disclosure(person=person, problem=problem, **form.values())
        return
    teaser, brief = form.teaser_values(), form.brief_values()
    actions.save_step(person=person, problem=problem, version=version, teaser=teaser, brief=brief)
    if step == "field":
        actions.set_data_items(person=person, problem=problem, rows=form.data_rows())


def _after(request: HttpRequest, problem: Problem, step: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    if "later" in request.POST:
        return redirect(problem)
    if "preview" in request.POST:
        return redirect("problems:edit", code=problem.code, step=step)
    names = [name for name, _form in STEPS]
    return redirect("problems:edit", code=problem.code, step=names[names.index(step) + 1])


def _step_page(request: HttpRequest, problem: Problem, step: str, form: Any, status: int) -> HttpResponse:
    shown = form.data if form.is_bound and step == "level" else {}
    changed = (
        {"level": shown["level"]} if shown.get("level") in ("public", "alliance", "named", "sealed") else {}
    )
    levels = [
        ("public", _("public")),
        ("alliance", _("alliance")),
        ("named", _("named")),
        ("sealed", _("sealed")),
    ]
    previews = [(level, queries.views_of_others(problem.disclosure, level=level)) for level, _label in levels]
    context = {
        "problem": problem, "step": step, "form": form, "life": _steps(step), "previews": previews,
        "preview": queries.views_of_others(problem.disclosure, **changed),
    }  # fmt: skip
    return render(request, f"problems/step_{step}.html", context, status=status)


def _steps(now: str) -> list[dict[str, str]]:
    labels = {
        "problem": _("Problem"), "field": _("Site and data"), "level": _("Confidentiality"),
        "check": _("Check and submit"),
    }  # fmt: skip
    names = [name for name, _form in STEPS]
    place = names.index(now)
    return [
        {"label": labels[name], "when": "", "state": "done" if n < place else "now" if n == place else "todo"}
        for n, name in enumerate(names)
    ]


def _check(request: HttpRequest, problem: Problem, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "problem": problem, "brief": problem.brief, "life": _steps("check"), "error": error,
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


def detail(request: HttpRequest, code: str) -> HttpResponse:
    problem = get_problem(code)
    person = request.user
    brief = getattr(problem, "brief", None)
    _note_reading(person, problem, brief)
    owner = owns(person, problem.disclosure)
    context = {
        "problem": problem,
        "brief": brief,
        "life": life(person, problem),
        "state": state_shown(person, problem),
        "data_items": queries.data_items(problem) if brief else [],
        "attachments": attached_to(f"brief:{problem.code}") if brief else [],
        "upload": UploadForm() if owner else None,
        "scopings": queries.scopings(problem),
        "readers": readers(problem.code) if owner or is_officer(person) else [],
        "entries": timeline(problem.code)[:20],
        "panels": panels.shown(request, problem),
        "owner": owner,
        "acts": _acts(person, problem),
        "sharing": forms.SharingForm(initial=vars(problem.disclosure)) if owner else None,
    }
    return render(request, "problems/detail.html", context)


def _note_reading(person: Any, problem: Problem, brief: Brief | None) -> None:
    """Reading above the alliance level is logged, unless one reads one's own."""
    if brief is None or not person.is_authenticated or not problem.disclosure.is_confidential:
        return
    if not owns(person, problem.disclosure):
        read(person=person, thread=problem.code, what="brief", circle=problem.disclosure.desk)


def _acts(person: Any, problem: Problem) -> dict[str, bool]:
    names = ("edit", "submit", "scope", "withdraw", "hold", "resume", "close")
    return {name: getattr(rules, f"may_{name}")(person, problem) for name in names}


@login_required
def scoping(request: HttpRequest, code: str) -> HttpResponse:
    problem = get_problem(code)
    if not is_officer(request.user):
        raise Http404
    form = forms.ScopingForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.finish_scoping(person=request.user, problem=problem, **form.cleaned_data)
        except OneTeamError as error:
            fields = getattr(error, "fields", {})
            form.add_error(next(iter(fields), None), str(error))
            status = error.status
        else:
            messages.success(request, _("The owner has been told."))
            return redirect(problem)
    context = {"problem": problem, "brief": getattr(problem, "brief", None), "form": form}
    context["data_items"] = queries.data_items(problem)
    return render(request, "problems/scoping.html", context, status=status)


ACTS = {
    "begin_scoping": (actions.begin_scoping, "problems:scoping"),
    "withdraw": (actions.withdraw, "problems:detail"),
    "hold": (actions.hold, "problems:detail"),
    "resume": (actions.resume, "problems:detail"),
    "close": (actions.close, "problems:detail"),
}


@login_required
@require_POST
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The acts that need no form."""
    problem = get_problem(code)
    if name not in ACTS:
        raise Http404
    action, after = ACTS[name]
    try:
        action(person=request.user, problem=problem)
    except OneTeamError as error:
        messages.error(request, str(error))
        return redirect(problem)
    return redirect(after, code=problem.code)


@login_required
@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    problem = get_problem(code)
    form = forms.SharingForm(request.POST)
    try:
        if form.is_valid():
            actions.set_disclosure(person=request.user, problem=problem, **form.cleaned_data)
            messages.success(request, _("Saved."))
    except OneTeamError as error:
        messages.error(request, str(error))
    return redirect(problem)


@login_required
@require_POST
def attach_file(request: HttpRequest, code: str) -> HttpResponse:
    from oneteam.files.actions import attach

    problem = get_problem(code)
    form = UploadForm(request.POST, request.FILES)
    try:
        if not owns(request.user, problem.disclosure) or getattr(problem, "brief", None) is None:
            raise Http404
        if form.is_valid():
            shown = problem.disclosure
            attach(
                person=request.user, upload=form.cleaned_data["file"], target=f"brief:{problem.code}",
                thread=problem.code, circle=shown.brief, confidential=shown.is_confidential,
            )  # fmt: skip
            messages.success(request, _("The file is attached."))
        else:
            messages.error(request, _("Please choose a file."))
    except OneTeamError as error:
        messages.error(request, str(error))
    return redirect(problem)
