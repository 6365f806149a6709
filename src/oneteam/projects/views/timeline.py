"""The plan in pictures: the timeline of one project, and what a milestone waits for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import sent

from .. import actions, forms, queries, rules, timelines
from ..models import Project
from ._common import answered, get_managed, get_project, step_page
from .projects import PAGE


@login_required
def timeline(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    note_reading(request.user, project.disclosure, "project")
    milestones, links = list(queries.planned_milestones(project)), queries.dependencies(project)
    today = timezone.localdate()
    context = {
        "project": project,
        "drawings": timelines.plan_drawn(project, milestones, links, today) if milestones else [],
        "rows": timelines.plan_table(milestones, links, today),
        "may_manage": rules.may_manage(request.user, project),
    }
    return render(request, "projects/timeline.html", context)


@login_required
def portfolio(request: HttpRequest) -> HttpResponse:
    """All projects that one sees, page by page."""
    form = forms.FilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.listed(words=chosen.get("q", ""), state=chosen.get("state", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    projects = list(page)
    drawings, rows = timelines.portfolio_drawn(
        projects, queries.milestones_of(projects), timezone.localdate()
    )
    context = {
        "page": page,
        "form": form,
        "filtered": any(chosen.values()),
        "drawings": drawings,
        "rows": rows,
    }
    return render(request, "projects/portfolio.html", context)


def timeline_of(project: Project) -> str:
    return reverse("projects:timeline", args=[project.code])


@login_required
def order(request: HttpRequest, code: str, milestone: str) -> HttpResponse:
    """Who answers for a milestone, and what it waits for."""
    project = get_managed(request, code)
    found = get_object_or_404(queries.milestones(project), code=milestone)
    found.project = project
    others = [row for row in queries.milestones(project) if row.pk != found.pk]
    form = forms.OrderForm(sent(request), project=project, others=others, initial=_order_now(project, found))

    def act() -> None:
        actions.set_order(person=request.user, milestone=found, **form.cleaned_data)

    page: dict[str, Any] = {
        "project": project, "title": _("What it waits for"), "subject": found.name, "when": found.due_on,
        "words": _("It begins when these are reached. Whoever answers for it is told when one of them moves."),
        "button": _("Save"), "key": "",
    }  # fmt: skip
    return answered(
        request, form, act, "projects/step.html", page, _("Saved."), back=timeline_of(project),
        now=lambda: _order_now(project, get_object_or_404(queries.milestones(project), code=milestone)),
    )  # fmt: skip


@login_required
def remove(request: HttpRequest, code: str, milestone: str) -> HttpResponse:
    """Such as one of a plan that was brought in by mistake."""
    project = get_managed(request, code)
    found = get_object_or_404(queries.milestones(project), code=milestone)
    found.project = project
    form = forms.RemoveForm(sent(request), initial={"version": found.version})

    def act() -> None:
        actions.remove_milestone(person=request.user, milestone=found, **form.cleaned_data)

    page = step_page(
        project, _("Take a milestone out of the plan"),
        _("What waits for it then waits for what it waited for. The change log keeps your reason."),
        _("Take it out"), subject=found.name, when=found.due_on,
    )  # fmt: skip
    return answered(
        request, form, act, "projects/step.html", page, _("Taken out."), back=timeline_of(project),
        now=lambda: {"version": get_object_or_404(queries.milestones(project), code=milestone).version},
    )  # fmt: skip


def _order_now(project: Project, milestone: Any) -> dict[str, Any]:
    before = {key for key, after in queries.dependencies(project) if after == milestone.pk}
    codes = [row.code for row in queries.milestones(project) if row.pk in before]
    keeper = milestone.keeper.code if milestone.keeper else ""
    return {"version": milestone.version, "keeper": keeper, "after": codes}
