"""Objectives and deliverables."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import only, sent
from oneteam.files.queries import attached_to

from .. import actions, forms, queries, rules
from ..enums import DeliverableState
from ..models import Deliverable, Objective, Project
from ._common import answered, get_project, step_page, then

PAGE = "projects/step.html"
TONES = {
    DeliverableState.PLANNED: ("", ""), DeliverableState.DELIVERED: ("warn", "clock"),
    DeliverableState.ACCEPTED: ("ok", "check"), DeliverableState.DROPPED: ("", "stop"),
}  # fmt: skip


def _results(project: Project) -> str:
    return reverse("projects:results", args=[project.code])


@login_required
def results(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    note_reading(request.user, project.disclosure, "project")
    found = list(queries.deliverables(project))
    files: dict[str, list[Any]] = {}
    for file in attached_to(*(one.target for one in found)) if found else ():
        files.setdefault(file.target, []).append(file)
    context = {
        "project": project, "lead": rules.may_lead(request.user, project),
        "objectives": list(queries.objectives(project)),
        "rows": [_row(request.user, one, project, files.get(one.target, [])) for one in found],
    }  # fmt: skip
    return render(request, "projects/results.html", context)


def _row(person: Any, deliverable: Deliverable, project: Project, files: list[Any]) -> dict[str, Any]:
    tone, icon = TONES[DeliverableState(deliverable.state)]
    names = ("change_deliverable", "deliver", "accept")
    may = {name: getattr(rules, f"may_{name}")(person, deliverable, project) for name in names}
    return {"deliverable": deliverable, "tone": tone, "icon": icon, "files": files, "may": may}


@login_required
def objective(request: HttpRequest, code: str, objective: str = "") -> HttpResponse:
    """A new one, or one that is changed."""
    project = get_project(code)
    only(rules.may_lead(request.user, project))

    def now() -> Objective:
        found: Objective = get_object_or_404(queries.objectives(project), code=objective)
        found.project = project
        return found

    found = now() if objective else None
    form = forms.ObjectiveForm(
        sent(request), initial=forms.ObjectiveForm.initial_of(found) if found else None
    )

    def act() -> str:
        values = dict(form.cleaned_data)
        version = values.pop("version")
        if found is None:
            actions.add_objective(person=request.user, project=project, **values)
        else:
            actions.change_objective(person=request.user, objective=found, version=version, **values)
        return _results(project)

    title = _("Change an objective") if found else _("Add an objective")
    page = step_page(
        project,
        title,
        _("What the project is measured by at its end."),
        _("Save"),
        key=f"objective-{objective}",
    )
    return answered(request, form, act, PAGE, page, now=lambda: forms.ObjectiveForm.initial_of(now()))


def _deliverable(project: Project, code: str) -> Deliverable:
    found: Deliverable = get_object_or_404(queries.deliverables(project), code=code)
    found.project = project
    return found


@login_required
def new_deliverable(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    only(rules.may_lead(request.user, project))
    packages = list(queries.packages(project).filter(ended_on=None))
    form = forms.DeliverableForm(sent(request), project=project, packages=packages, deliverable=None)
    act = then(_results(project), actions.add_deliverable)
    page = step_page(
        project, _("Add a deliverable"), _("One partner delivers it with a file that shows it, another accepts it."),
        _("Add the deliverable"), key="deliverable",
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), PAGE, page
    )


@login_required
def deliverable(request: HttpRequest, code: str, deliverable: str) -> HttpResponse:
    project = get_project(code)
    found = _deliverable(project, deliverable)
    only(rules.may_change_deliverable(request.user, found, project))
    packages = [one for one in queries.packages(project) if not one.ended_on or one.pk == found.package_id]
    form = forms.DeliverableForm(
        sent(request), project=project, packages=packages, deliverable=found,
        initial=forms.DeliverableForm.initial_of(found),
    )  # fmt: skip
    act = then(_results(project), actions.change_deliverable)
    page = step_page(
        project, _("Change a deliverable"), _("Only who delivers it is told, with your reason."), _("Save the change"),
        subject=found.name, key=f"deliverable-{found.code}",
        end=reverse("projects:give_up", args=[project.code, found.code]),
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, deliverable=found, **form.cleaned_data), PAGE, page,
        now=lambda: forms.DeliverableForm.initial_of(_deliverable(project, deliverable)),
    )  # fmt: skip


@login_required
def give_up(request: HttpRequest, code: str, deliverable: str) -> HttpResponse:
    project = get_project(code)
    found = _deliverable(project, deliverable)
    only(rules.may_lead(request.user, project))
    form = forms.EndForm(sent(request))
    act = then(_results(project), actions.give_up_deliverable)
    page = step_page(
        project, _("Give a deliverable up"), _("It stays in the list with your reason."), _("End it"), subject=found.name
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, deliverable=found, **form.cleaned_data), PAGE, page
    )


@login_required
def deliver(request: HttpRequest, code: str, deliverable: str) -> HttpResponse:
    project = get_project(code)
    found = _deliverable(project, deliverable)
    only(rules.may_deliver(request.user, found, project))
    form = forms.DeliverForm(sent(request), request.FILES or None)
    act = then(_results(project), actions.deliver)
    page = step_page(
        project, _("Deliver"), _("The other partners are asked to accept it."), _("Deliver"), subject=found.name,
        when=found.due_on, upload=True,
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, deliverable=found, **form.cleaned_data), PAGE, page
    )


@login_required
def accept(request: HttpRequest, code: str, deliverable: str) -> HttpResponse:
    project = get_project(code)
    found = _deliverable(project, deliverable)
    only(rules.may_accept(request.user, found, project))
    form = forms.AcceptForm(sent(request))
    files = list(attached_to(found.target))

    def act() -> str:
        data = form.cleaned_data
        actions.answer_deliverable(
            person=request.user, deliverable=found, accepted=data["answer"] == "yes", said=data["said"]
        )
        return _results(project)

    page = step_page(
        project, _("Accept what was delivered"), _("Read the file first. You answer for your organisation."), _("Answer"),
        subject=found.name, when=found.delivered_on, files=files,
    )  # fmt: skip
    return answered(request, form, act, PAGE, page)
