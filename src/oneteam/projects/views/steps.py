"""The pages with one form each, and the acts that need none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import done_or_told, sent, submitted
from oneteam.files.forms import UploadForm
from oneteam.problems.models import Brief

from .. import actions, forms, queries, rules
from ..models import Project
from ._common import answered, get_managed, get_project
from ._common import step_page as _page
from ._common import then_project as _project_after
from .projects import project_page

PAGE = "projects/step.html"


@login_required
def milestone(request: HttpRequest, code: str) -> HttpResponse:
    project = get_managed(request, code)
    others = list(queries.milestones(project))
    form = forms.MilestoneForm(sent(request), project=project, others=others)
    act = _project_after(project, actions.add_milestone)
    page = _page(
        project, _("Add a milestone"), _("A result that somebody can see, and the day on which it should be there."),
        _("Add the milestone"), key="milestone",
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), PAGE, page
    )


@login_required
def move(request: HttpRequest, code: str, milestone: str) -> HttpResponse:
    project = get_managed(request, code)
    found = get_object_or_404(queries.milestones(project), code=milestone)
    found.project = project
    stored = {name: getattr(found, name) for name in ("version", "starts_on", "due_on")}
    form = forms.MoveForm(sent(request), initial=stored)
    act = _project_after(project, actions.move_milestone)
    page = _page(
        project, _("Move a milestone"),
        _("Told are only those whose milestone waits for it and who is responsible, with your reason."),
        _("Move the milestone"), subject=found.name, when=found.due_on,
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, milestone=found, **form.cleaned_data), PAGE, page,
        _("Moved."), now=lambda: stored | {"reason": found.moved_because},
        back=reverse("projects:timeline", args=[project.code]),
    )  # fmt: skip


@login_required
def site(request: HttpRequest, code: str) -> HttpResponse:
    project = get_managed(request, code)
    organisations = [partner.organisation for partner in queries.partners(project)]
    owner = queries.owner_of(project)
    places = list(queries.places_of({one.pk for one in [*organisations, owner]}))
    form = forms.SiteForm(sent(request), organisations=[*organisations, owner], places=places)
    act = _project_after(project, actions.apply_on_site)
    page = _page(
        project, _("Report a site"), _("Where the result is at work. The site's own organisation confirms it."),
        _("Ask the site to confirm"), key="site",
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), PAGE, page
    )


@login_required
def effect(request: HttpRequest, code: str) -> HttpResponse:
    """Plan what is to be measured; the brief's measure is proposed."""
    project = get_managed(request, code)
    brief = queries.brief_of(project.problem) if project.problem else None
    if brief is not None:
        note_reading(request.user, project.disclosure, "brief")
    sites = list(queries.applications(project))
    form = forms.EffectForm(sent(request), initial=_measure_of(brief), sites=sites)
    page = _page(
        project, _("Plan an effect"), _("Say now what will be measured and how, so that nobody doubts it afterwards."),
        _("Plan the effect"), key="effect",
    )  # fmt: skip
    return answered(
        request, form,
        lambda: actions.plan_effect(person=request.user, project=project, **form.cleaned_data), PAGE, page,
    )  # fmt: skip


def _measure_of(brief: Brief | None) -> dict[str, Any]:
    if brief is None:
        return {"better": "higher"}
    names = ("metric", "unit", "better", "baseline", "target")
    given = {name: getattr(brief, name) for name in names}
    for name in ("baseline", "target"):
        given[name] = f"{given[name].normalize():f}" if given[name] is not None else None
    return given | {"baseline_how": brief.background and ""}


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    project = _led(request, code)
    form = forms.FrameForm(sent(request), initial=forms.FrameForm.initial_of(project))
    act = _project_after(project, actions.change)
    page = _page(
        project, _("Change aim and time"), _("Those who work on the project are told."), _("Save the change"),
        key="edit",
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), PAGE, page,
        _("Saved."), now=lambda: forms.FrameForm.initial_of(project),
    )  # fmt: skip


def _led(request: HttpRequest, code: str) -> Project:
    project = get_project(code)
    if not rules.may_lead(request.user, project):
        raise Http404
    return project


@login_required
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who works on it: looked for by name, taken in or off with one button each."""
    project = _led(request, code)
    if request.method == "POST":
        return _change_people(request, project)
    words = request.GET.get("q", "").strip()[:100]
    members = list(queries.members(project))
    inside = {member.person_id for member in members}
    context = {
        "project": project, "members": members, "q": words,
        "found": [one for one in queries.people_found(words, rules.chooses_among(request.user)) if one.pk not in inside],
    }  # fmt: skip
    return render(request, "projects/people.html", context)


def _change_people(request: HttpRequest, project: Project) -> HttpResponse:
    code, off = request.POST.get("person", ""), "off" in request.POST
    somebody = queries.member_of(project, code) if off else queries.person(code)
    if somebody is None:
        raise Http404
    act = actions.remove_member if off else actions.add_member
    back = reverse("projects:people", args=[project.code])
    return done_or_told(
        request, lambda: act(person=request.user, project=project, somebody=somebody), back, _("Saved.")
    )


@login_required
@require_POST
def attach_file(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    if not rules.may_manage(request.user, project):
        raise Http404
    form = UploadForm(request.POST, request.FILES)
    keep = actions.attach_to_project
    status = submitted(
        form, lambda: keep(person=request.user, project=project, upload=form.cleaned_data["file"])
    )
    return project_page(request, project, status, form) if status else redirect(project)


@login_required
def stop(request: HttpRequest, code: str) -> HttpResponse:
    project = get_managed(request, code)
    form = forms.StopForm(sent(request))
    act = _project_after(project, actions.stop)
    page = _page(
        project, _("Stop the project"),
        _("The partners are told. Stopping in time, with the lessons written down, saves others the same way."),
        _("Stop the project"), key="stop",
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), PAGE, page
    )


@login_required
def close(request: HttpRequest, code: str) -> HttpResponse:
    """The problem of a project that is over."""
    project = get_project(code)
    if not rules.may_close_problem(request.user, project):
        raise Http404
    form = forms.CloseForm(sent(request), initial={"reason": str(project.stopped_because)})
    act = _project_after(project, actions.close_problem)
    page = _page(
        project,
        _("Close the problem"),
        _("The owner reads the reason. The history of the problem stays."),
        _("Close the problem"),
    )
    return answered(
        request,
        form,
        lambda: act(person=request.user, project=project, **form.cleaned_data),
        PAGE,
        page,
        _("The problem is closed."),
    )


# The acts that need no form ---------------------------------------------------------------------------


def _reach(person: Any, project: Project, key: str) -> None:
    milestone = get_object_or_404(queries.milestones(project), code=key)
    milestone.project = project
    actions.reach_milestone(person=person, milestone=milestone)


def _confirm_trl(person: Any, project: Project, key: str) -> None:
    step = get_object_or_404(queries.trl_records(project), code=key)
    step.project = project
    actions.confirm_trl(person=person, step=step)


def _confirm_versions(person: Any, project: Project, key: str) -> None:
    application = get_object_or_404(queries.applications(project), code=key)
    application.project = project
    actions.confirm_versions(person=person, application=application)


def _plain(action: Callable[..., None]) -> Callable[[Any, Project, str], None]:
    return lambda person, project, key: action(person=person, project=project)


ACTS: dict[str, tuple[Callable[[Any, Project, str], None], Any]] = {
    "start": (_plain(actions.start), gettext_lazy("The project has started.")),
    "try_out": (_plain(actions.try_out), gettext_lazy("The field trial has begun.")),
    "hand_over": (_plain(actions.hand_over), gettext_lazy("The result has been handed over.")),
    "reach": (_reach, gettext_lazy("Reached.")),
    "confirm_trl": (_confirm_trl, gettext_lazy("The step is confirmed and counts from now on.")),
    "confirm_versions": (_confirm_versions, gettext_lazy("The version is confirmed.")),
}


@login_required
@require_POST
def act(request: HttpRequest, code: str, what: str, key: str = "") -> HttpResponse:
    project = get_project(code)
    if what not in ACTS:
        raise Http404
    action, done = ACTS[what]
    return done_or_told(request, lambda: action(request.user, project, key), project, str(done))
