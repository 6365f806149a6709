"""Who does what: the role matrix, the parts, the work packages, the change log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import done_or_told, only, seen, sent

from .. import actions, facts_parts, forms, queries, rules
from ..models import Partner, Project, WorkPackage
from ._common import answered, get_project, step_page, then

PAGE = "projects/step.html"
CHANGES = 25


def parts_of(project: Project) -> str:
    return reverse("projects:parts", args=[project.code])


@login_required
def parts(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    note_reading(request.user, project.disclosure, "project")
    partners, packages = list(queries.parts(project)), list(queries.packages(project))
    context = {
        "project": project, "exits": list(queries.exits(project)), "lead": rules.may_lead(request.user, project),
        "rows": [facts_parts.row(request.user, one, project) for one in partners],
        "matrix": facts_parts.matrix(partners, packages), "totals": facts_parts.totals(partners),
    }  # fmt: skip
    return render(request, "projects/parts.html", context)


@login_required
def changes(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    note_reading(request.user, project.disclosure, "project")
    page = Paginator(queries.changes(project), CHANGES).get_page(request.GET.get("page"))
    return render(request, "projects/changes.html", {"project": project, "page": page})


@login_required
def new_partner(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    only(rules.may_lead(request.user, project))
    form = forms.NewPartnerForm(sent(request), project=project)
    act = then(parts_of(project), actions.add_partner)
    page = step_page(
        project, _("Ask one more partner"), _("They see the project from now on, and are asked to agree to their part."),
        _("Ask them to agree"), key="partner",
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), PAGE, page
    )


def get_partner(project: Project, org: str) -> Partner:
    partner: Partner = get_object_or_404(queries.parts(project), organisation__code=org)
    partner.project = project
    return partner


@login_required
@require_POST
def agree(request: HttpRequest, code: str, org: str) -> HttpResponse:
    """One press, to the part as it was read."""
    project = get_project(code)
    partner = get_partner(project, org)
    return done_or_told(
        request, lambda: actions.agree(person=request.user, partner=partner, version=seen(request)), project,
        _("Your organisation has agreed."),
    )  # fmt: skip


@login_required
def part(request: HttpRequest, code: str, org: str) -> HttpResponse:
    project = get_project(code)
    partner = get_partner(project, org)
    only(rules.may_change_part(request.user, partner, project))
    people = [
        one.person for one in project.members.all() if rules.belongs(one.person, {partner.organisation_id})
    ]
    form = forms.PartForm(sent(request), people=people, initial=forms.PartForm.initial_of(partner))
    act = then(parts_of(project), actions.change_part)
    page = step_page(
        project, _("Change a part"), _("What was agreed and is changed is agreed to anew by the partner."),
        _("Save the change"), subject=partner.organisation.name, key=f"part-{org}",
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, partner=partner, **form.cleaned_data), PAGE, page, _("Saved."),
        now=lambda: forms.PartForm.initial_of(get_partner(project, org)),
    )  # fmt: skip


@login_required
def used(request: HttpRequest, code: str, org: str) -> HttpResponse:
    """Entered by the partner itself; everybody of the project reads it."""
    project = get_project(code)
    partner = get_partner(project, org)
    form = None
    if rules.may_enter_used(request.user, partner, project):
        form = forms.UsedForm(sent(request), project=project)
    only(form or request.method == "GET")
    here = reverse("projects:used", args=[project.code, org])
    context = {
        "project": project,
        "partner": partner,
        "months": list(queries.used_months(partner)),
        "form": form,
    }
    if form is None:
        return render(request, "projects/used.html", context)
    act = then(here, actions.enter_used)
    return answered(
        request, form, lambda: act(person=request.user, partner=partner, **form.cleaned_data), "projects/used.html",
        context, _("Saved."),
    )  # fmt: skip


def _package(project: Project, code: str) -> WorkPackage:
    package: WorkPackage = get_object_or_404(queries.packages(project), code=code)
    package.project = project
    return package


@login_required
def package(request: HttpRequest, code: str, package: str = "") -> HttpResponse:
    """A new one, or one that is changed."""
    project = get_project(code)
    found = _package(project, package) if package else None
    only(rules.may_lead(request.user, project) and (found is None or found.ended_on is None))
    form = forms.PackageForm(
        sent(request), project=project, package=found, initial=_package_now(project, found)
    )
    page = _package_page(project, found)

    def act() -> str:
        if found is None:
            actions.add_package(person=request.user, project=project, **form.cleaned_data)
        else:
            actions.change_package(person=request.user, package=found, **form.cleaned_data)
        return parts_of(project)

    return answered(
        request, form, act, PAGE, page, now=lambda: _package_now(project, _package(project, package))
    )


def _package_now(project: Project, package: WorkPackage | None) -> dict[str, Any]:
    if package is None:
        return {"starts_on": project.starts_on, "ends_on": project.ends_on}
    return forms.PackageForm.initial_of(project, package)


def _package_page(project: Project, package: WorkPackage | None) -> dict[str, Any]:
    if package is None:
        return step_page(
            project, _("Add a work package"), _("A part of the work with one partner who leads it."),
            _("Add the work package"), key="package",
        )  # fmt: skip
    more = {"subject": package.name, "key": f"package-{package.code}"}
    more["end"] = reverse("projects:end_package", args=[project.code, package.code])
    words = _(
        "Only the partners whom it concerns are told, with your reason. Who leads it anew is asked to agree."
    )
    return step_page(project, _("Change a work package"), words, _("Save the change"), **more)


@login_required
def end_package(request: HttpRequest, code: str, package: str) -> HttpResponse:
    project = get_project(code)
    found = _package(project, package)
    only(rules.may_lead(request.user, project))
    form = forms.EndForm(sent(request))
    act = then(parts_of(project), actions.end_package)
    page = step_page(
        project, _("End a work package"), _("Done or given up: it stays in the matrix with its day and your reason."),
        _("End it"), subject=found.name,
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, package=found, **form.cleaned_data), PAGE, page
    )
