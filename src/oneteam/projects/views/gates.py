"""The way through the nine levels: questions, evidence, confirmation, refusal, and going back."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import sent
from oneteam.files.queries import attachments

from .. import actions, forms, queries, rules
from ..gates import GATES, HIGHEST, gate
from ..models import Project, TrlRecord
from ._common import answered, get_managed, get_project


@login_required
def gates(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    note_reading(request.user, project.disclosure, "project")
    context = {
        "project": project, "gates": list(_way(request.user, project)), "returns": list(queries.returns(project)),
        "may_run": rules.may_run(request.user, project), "next": min(project.trl_now + 1, HIGHEST),
    }  # fmt: skip
    return render(request, "projects/gates.html", context)


def _way(person: Any, project: Project) -> Any:
    """Each level with its state and all that was brought for it, newest last."""
    records = list(queries.trl_records(project))
    files: dict[str, list[Any]] = {}
    for file in attachments().filter(target__in=[f"trl:{record.code}" for record in records]):
        files.setdefault(file.target, []).append(file)
    for one in GATES:
        own = [record for record in records if record.level == one.level]
        waits = any(record.is_open for record in own)
        rows = [_brought(person, project, record, files.get(f"trl:{record.code}", [])) for record in own]
        yield {"gate": one, "state": _state(project, one.level, waits), "records": rows}


def _brought(person: Any, project: Project, record: TrlRecord, files: list[Any]) -> dict[str, Any]:
    is_next = record.level == project.trl_now + 1
    return {
        "record": record, "files": files,
        "answers": list(zip(gate(record.level).questions, record.answers, strict=False)),
        "may_judge": is_next and rules.may_confirm_trl(person, record, project),
    }  # fmt: skip


def _state(project: Project, level: int, waits: bool) -> str:
    if level <= project.trl_start and level <= project.trl_now:
        return "start"
    if level <= project.trl_now:
        return "passed"
    return "waits" if waits else "next" if level == project.trl_now + 1 else ""


def gates_of(project: Project) -> str:
    return reverse("projects:gates", args=[project.code])


@login_required
def trl(request: HttpRequest, code: str) -> HttpResponse:
    """Evidence for the next level: its questions, what shows it, and the file."""
    project = get_managed(request, code)
    level = min(project.trl_now + 1, HIGHEST)
    form = forms.TrlForm(sent(request), request.FILES or None, gate=gate(level), initial={"level": level})

    def act() -> None:
        actions.record_trl(person=request.user, project=project, **form.values())

    page = {"project": project, "gate": gate(level)}
    return answered(
        request,
        form,
        act,
        "projects/trl.html",
        page,
        _("A partner is asked to confirm."),
        back=gates_of(project),
    )


@login_required
def refuse(request: HttpRequest, code: str, step: str) -> HttpResponse:
    project = get_project(code)
    found: TrlRecord = get_object_or_404(queries.trl_records(project), code=step)
    found.project = project
    if not rules.may_confirm_trl(request.user, found, project):
        raise Http404
    form = forms.RefuseForm(sent(request))

    def act() -> None:
        actions.refuse_trl(person=request.user, step=found, **form.cleaned_data)

    page = {
        "project": project, "title": _("Refuse the evidence for TRL %(level)s") % {"level": found.level},
        "words": _("Whoever gave it reads your reason, and can give it anew."), "button": _("Refuse"), "key": "",
    }  # fmt: skip
    return answered(request, form, act, "projects/step.html", page, _("Refused."), back=gates_of(project))


@login_required
def back(request: HttpRequest, code: str) -> HttpResponse:
    project = get_managed(request, code)
    form = forms.BackForm(sent(request), now=project.trl_now)

    def act() -> None:
        actions.go_back(person=request.user, project=project, **form.cleaned_data)

    page = {
        "project": project, "title": _("Go back to an earlier TRL"), "button": _("Go back"), "key": "",
        "words": _("It stays in the history with your reason. The steps above need new evidence."),
    }  # fmt: skip
    return answered(request, form, act, "projects/step.html", page, _("Noted."), back=gates_of(project))
