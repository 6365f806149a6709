"""The plan as a file: given out, and brought in after a look at what it changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import attempt, sent, submitted
from oneteam.base.text import file_size

from .. import actions, forms, planfile, queries
from ..models import Project
from ..planfile.csvfile import written
from ..tables import Bad
from ._common import get_managed, get_project
from .timeline import timeline_of

TYPES = {"csv": "text/csv; charset=utf-8", "xml": "application/xml"}


@login_required
def plan_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    project = get_project(code)
    if kind not in TYPES:
        raise Http404
    note_reading(request.user, project.disclosure, "project")
    rows, links = list(queries.milestones(project)), queries.dependencies(project)
    made = planfile.as_csv(rows, links) if kind == "csv" else planfile.as_xml(project, rows, links)
    answer = HttpResponse(made, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="plan-{project.code}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
def import_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Each bad row is named; all that changes is shown first, then applied with one press, or nothing is."""
    project = get_managed(request, code)
    form = forms.PlanFileForm(sent(request), request.FILES or None)
    context: dict[str, Any] = {"project": project, "most": actions.MOST_MILESTONES}
    context["limit"] = file_size(planfile.MOST_BYTES)
    status = submitted(form, lambda: context.update(_looked_at(project, form)))
    if not status and "apply" in request.POST and not context["bad"]:
        status = attempt(form, lambda: _apply(request, project, form, context))
        if not status:
            messages.success(request, _("The plan is changed."))
            return redirect(timeline_of(project))
    context |= {"form": form, "looked": "changes" in context}
    bad = context.get("bad")
    return render(request, "projects/plan_file.html", context, status=422 if bad else status or 200)


def _looked_at(project: Project, form: forms.PlanFileForm) -> dict[str, Any]:
    upload = form.cleaned_data["file"]
    data = upload.read(planfile.MOST_BYTES + 1) if upload else form.cleaned_data["table"].encode()
    found = planfile.read(data)
    says = {"with_links": found.with_links, "with_starts": found.with_starts}
    changes = None if found.bad else actions.compared(project, found.rows, **says)
    bad = found.bad if changes is None else [Bad(*one) for one in changes.bad]
    return {
        "changes": changes, "read": found, "bad": bad[:100], "bad_count": len(bad),
        "table": written(found.rows, **says),
    }  # fmt: skip


def _apply(request: HttpRequest, project: Project, form: forms.PlanFileForm, context: dict[str, Any]) -> None:
    read = context["read"]
    actions.apply_plan(
        person=request.user, project=project, rows=read.rows, with_links=read.with_links,
        with_starts=read.with_starts, stamp=form.cleaned_data["stamp"], reason=form.cleaned_data["reason"],
    )  # fmt: skip
