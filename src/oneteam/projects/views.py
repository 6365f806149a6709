from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.base.errors import OneTeamError
from oneteam.files.queries import attached_to
from oneteam.journal.actions import read
from oneteam.journal.queries import timeline
from oneteam.walls import keys_of

from . import actions, forms, queries, rules
from .models import Effect, Project

PAGE = 25


def get_project(code: str) -> Project:
    project = queries.projects().select_related("problem__owner", "circle").filter(code=code).first()
    if project is None:
        raise Http404
    return project


def get_effect(code: str) -> Effect:
    effect = queries.effects().select_related("application", "circle").filter(code=code).first()
    if effect is None:
        raise Http404
    return effect


@login_required
def project_list(request: HttpRequest) -> HttpResponse:
    form = forms.FilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.filtered(words=chosen.get("q", ""), state=chosen.get("state", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "chosen": chosen, "may_propose": rules.may_propose(request.user)}
    return render(request, "projects/list.html", context)


@login_required
def new(request: HttpRequest, decision_code: str = "") -> HttpResponse:
    """A project from a decision, or a bilateral one of its own."""
    decision = queries.decision(decision_code) if decision_code else None
    if (decision_code and decision is None) or not rules.may_propose(request.user, decision):
        raise Http404
    form = forms.ProjectForm(request.POST or None, initial=_initial(decision))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        kind = actions.KIND_OF_DECISION[decision.kind] if decision else "bilateral"
        try:
            project = actions.propose(person=request.user, decision=decision, kind=kind, **form.values())
        except OneTeamError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("The partners have been asked."))
            return redirect(project)
    return render(request, "projects/new.html", {"form": form, "decision": decision}, status=status)


def _initial(decision: Any) -> dict[str, Any]:
    if decision is None:
        return {}
    return {"title": decision.problem.title, "aim": decision.text, "responsible": decision.responsible_id}


def _context(request: HttpRequest, project: Project, **changed: Any) -> dict[str, Any]:
    may_run = rules.may_run(request.user, project)
    partners = list(queries.partners(project))
    records = list(queries.trl_records(project))
    sites = list(queries.applications(project))
    numbers = {partner.organisation_id for partner in partners}
    return {
        "project": project,
        "partners": [(partner, rules.may_agree(request.user, partner)) for partner in partners],
        "milestones": queries.milestones(project),
        "records": [(record, _may_confirm(request.user, project, record, numbers)) for record in records],
        "sites": [(site, rules.may_confirm_site(request.user, site)) for site in sites],
        "effects": [
            {"effect": effect, "facts": facts_of(effect)} for effect in queries.project_effects(project)
        ],
        "attachments": attached_to(f"project:{project.code}"),
        "entries": timeline(project.disclosure.thread)[:15],
        "may_run": may_run,
        "may_start": rules.may_start(request.user, project),
        "milestone_form": forms.MilestoneForm() if may_run else None,
        "trl_form": forms.TrlForm() if may_run else None,
        "site_form": forms.SiteForm() if may_run else None,
        "stop_form": forms.StopForm() if may_run else None,
    } | changed


def _may_confirm(person: Any, project: Project, record: Any, partners: set[int]) -> bool:
    """As the rule says, from the partners that were read already."""
    keys = keys_of(person)
    return record.confirmed_at is None and any(f"org:{n}" in keys for n in partners - {project.lead_id})


def facts_of(effect: Effect) -> dict[str, Any]:
    """The five without which no effect is shown."""
    confirmed = effect.verifier.name if effect.verifier and effect.verified_at else _("nobody yet")
    return {
        "baseline": figure(effect.baseline, effect.unit),
        "sample": effect.claimed_n or effect.baseline_n or _("not given"),
        "method": effect.get_method_display(),
        "confirmed_by": confirmed,
        "date": effect.verified_at or effect.claimed_on,
    }


def figure(value: Any, unit: str) -> str:
    return f"{value.normalize():f}{unit}" if value is not None else "–"


@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    return render(request, "projects/detail.html", _context(request, project))


ADDITIONS: dict[str, Any] = {
    "milestone": (forms.MilestoneForm, actions.add_milestone, "milestone_form"),
    "trl": (forms.TrlForm, actions.record_trl, "trl_form"),
    "site": (forms.SiteForm, actions.apply_on_site, "site_form"),
    "stop": (forms.StopForm, actions.stop, "stop_form"),
}


@login_required
@require_POST
def add(request: HttpRequest, code: str, what: str) -> HttpResponse:
    project = get_project(code)
    if what not in ADDITIONS:
        raise Http404
    form_class, action, name = ADDITIONS[what]
    form = form_class(request.POST)
    status = 422
    if form.is_valid():
        try:
            action(person=request.user, project=project, **form.cleaned_data)
            return redirect(project)
        except OneTeamError as error:
            form.add_error(None, str(error))
            status = error.status
    return render(request, "projects/detail.html", _context(request, project, **{name: form}), status=status)


@login_required
@require_POST
def act(request: HttpRequest, code: str, what: str, number: int = 0) -> HttpResponse:
    """The acts that need no form: agree, start, reach, confirm."""
    project = get_project(code)
    try:
        _act(request.user, project, what, number)
    except OneTeamError as error:
        messages.error(request, str(error))
    return redirect(project)


def _act(person: Any, project: Project, what: str, number: int) -> None:
    if what == "start":
        actions.start(person=person, project=project)
    elif what == "agree":
        partner = get_object_or_404(
            queries.partners(project).select_related("project__disclosure"), pk=number
        )
        actions.agree(person=person, partner=partner)
    elif what == "reach":
        milestone = get_object_or_404(
            queries.milestones(project).select_related("project__disclosure"), pk=number
        )
        actions.reach_milestone(person=person, milestone=milestone)
    elif what == "confirm_trl":
        step = get_object_or_404(
            queries.trl_records(project).select_related("project__disclosure"), pk=number
        )
        actions.confirm_trl(person=person, step=step)
    elif what == "confirm_site":
        site = queries.applications(project).select_related(
            "project__disclosure", "project__problem__disclosure"
        )
        actions.confirm_site(person=person, application=get_object_or_404(site, pk=number))
    else:
        raise Http404


@login_required
def move(request: HttpRequest, code: str, number: int) -> HttpResponse:
    project = get_project(code)
    milestone = get_object_or_404(
        queries.milestones(project).select_related("project__disclosure"), pk=number
    )
    if not rules.may_run(request.user, project):
        raise Http404
    initial = {"version": milestone.version, "due_on": milestone.due_on}
    form = forms.MoveForm(request.POST or None, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.move_milestone(person=request.user, milestone=milestone, **form.cleaned_data)
            return redirect(project)
        except OneTeamError as error:
            form.add_error(None, str(error))
            status = error.status
    context = {"project": project, "milestone": milestone, "form": form}
    return render(request, "projects/move.html", context, status=status)


@login_required
def new_effect(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Plan what is to be measured at a site; the brief's measure is proposed."""
    project = get_project(code)
    sites = queries.applications(project).select_related("project__disclosure", "project__problem")
    site = get_object_or_404(sites, pk=number)
    if not rules.may_run(request.user, project):
        raise Http404
    form = forms.EffectForm(request.POST or None, initial=_measure_of(project))
    if form.is_bound and form.is_valid():
        effect = actions.plan_effect(person=request.user, application=site, **form.cleaned_data)
        return redirect(effect)
    status = 422 if form.is_bound else 200
    return render(
        request, "projects/new_effect.html", {"project": project, "site": site, "form": form}, status=status
    )


def _measure_of(project: Project) -> dict[str, Any]:
    brief = queries.brief_of(project.problem) if project.problem else None
    names = ("metric", "unit", "better", "baseline", "target")
    return {name: getattr(brief, name) for name in names} if brief else {}


def _effect_context(request: HttpRequest, effect: Effect, **changed: Any) -> dict[str, Any]:
    project = queries.projects().filter(code=effect.project_code).first()
    person = request.user
    may_run = project is not None and person.is_authenticated and rules.may_run(person, project)
    open_ = effect.state != "verified"
    released = bool(effect.problem and effect.problem.disclosure.released_at)
    return {
        "effect": effect,
        "project": project,
        "facts": facts_of(effect),
        "measurements": queries.measurements(effect),
        "attachments": attached_to(actions.evidence_of(effect)),
        "may_claim": may_run and effect.state in ("planned", "rejected"),
        "measure_form": forms.MeasurementForm() if may_run and open_ else None,
        "verifier_form": forms.VerifierForm()
        if rules.may_name_verifier(person) and open_ and project
        else None,
        "verdict_form": forms.VerdictForm() if rules.may_judge(person, effect) else None,
        "may_release": rules.may_release(person, effect) and not released,
        "released": released,
    } | changed


def effect(request: HttpRequest, code: str) -> HttpResponse:
    """One effect, with everything that proves it."""
    shown = get_effect(code)
    disclosure = shown.problem.disclosure if shown.problem else None
    if (
        disclosure
        and disclosure.is_confidential
        and request.user.is_authenticated
        and not disclosure.released_at
    ):
        read(person=request.user, thread=disclosure.thread, what="effect", circle=disclosure.desk)
    return render(request, "projects/effect.html", _effect_context(request, shown))


@login_required
@require_POST
def effect_act(request: HttpRequest, code: str, what: str) -> HttpResponse:
    shown = get_effect(code)
    if what not in EFFECT_ACTS:
        raise Http404
    form_class, name, action = EFFECT_ACTS[what]
    form = form_class(request.POST, request.FILES) if form_class else None
    status = 422
    if form is None or form.is_valid():
        try:
            action(request.user, shown, form.cleaned_data if form else {})
            return redirect(shown)
        except OneTeamError as error:
            status = error.status
            if form is None:
                messages.error(request, str(error))
                return redirect(shown)
            form.add_error(None, str(error))
    return render(
        request, "projects/effect.html", _effect_context(request, shown, **{name: form}), status=status
    )


def _measure(person: Any, effect: Effect, data: dict[str, Any]) -> None:
    actions.measure(person=person, effect=effect, **data)


def _claim(person: Any, effect: Effect, data: dict[str, Any]) -> None:
    actions.claim(person=person, effect=effect)


def _name_verifier(person: Any, effect: Effect, data: dict[str, Any]) -> None:
    actions.name_verifier(person=person, effect=effect, **data)


def _verify(person: Any, effect: Effect, data: dict[str, Any]) -> None:
    actions.judge(person=person, effect=effect, confirmed=True, **data)


def _reject(person: Any, effect: Effect, data: dict[str, Any]) -> None:
    actions.judge(person=person, effect=effect, confirmed=False, **data)


def _release(person: Any, effect: Effect, data: dict[str, Any]) -> None:
    actions.release(person=person, effect=effect)


# What can be done with an effect: its form, the form's name on the page, and the act.
EFFECT_ACTS: dict[str, Any] = {
    "measure": (forms.MeasurementForm, "measure_form", _measure),
    "claim": (None, "", _claim),
    "verifier": (forms.VerifierForm, "verifier_form", _name_verifier),
    "verify": (forms.VerdictForm, "verdict_form", _verify),
    "reject": (forms.VerdictForm, "verdict_form", _reject),
    "release": (None, "", _release),
}
