from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import only, sent

from .. import actions, facts_parts, forms, queries, rules
from ..models import Project, Risk
from ._common import answered, get_project, step_page


@login_required
def risks(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    note_reading(request.user, project.disclosure, "project")
    found = list(queries.risks(project))
    context = {
        "project": project, "manage": rules.may_manage(request.user, project),
        "open": [one for one in found if one.closed_on is None],
        "closed": [one for one in found if one.closed_on is not None], "map": facts_parts.risk_map(found),
    }  # fmt: skip
    return render(request, "projects/risks.html", context)


def _risk(project: Project, code: str) -> Risk:
    found: Risk = get_object_or_404(queries.risks(project), code=code)
    found.project = project
    return found


@login_required
def risk(request: HttpRequest, code: str, risk: str = "") -> HttpResponse:
    """A new one, or one that is changed: of two who do so at once the second reads both texts."""
    project = get_project(code)
    only(rules.may_manage(request.user, project))
    found = _risk(project, risk) if risk else None
    people = {project.responsible_id: project.responsible} | {
        one.person_id: one.person for one in project.members.all()
    }
    initial = forms.RiskForm.initial_of(found) if found else {"owner": _own(request.user, people)}
    form = forms.RiskForm(sent(request), people=list(people.values()), risk=found, initial=initial)

    def act() -> str:
        if found is None:
            actions.add_risk(person=request.user, project=project, **form.cleaned_data)
        else:
            actions.change_risk(person=request.user, risk=found, **form.cleaned_data)
        return reverse("projects:risks", args=[project.code])

    title = _("Change a risk") if found else _("Note a risk")
    words = _("Only who sees to it is told.")
    page = step_page(project, title, words, _("Save"), key=f"risk-{risk}")
    return answered(
        request, form, act, "projects/step.html", page,
        now=lambda: forms.RiskForm.initial_of(_risk(project, risk)),
    )  # fmt: skip


def _own(person: Any, people: dict[int, Any]) -> str:
    return str(person.code) if person.pk in people else ""
