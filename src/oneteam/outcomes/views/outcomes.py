"""Outcomes of all projects, of one, and one outcome."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_readings
from oneteam.base.answers import answered, done_or_told, only, seen, sent
from oneteam.base.tables import csv_of
from oneteam.journal.queries import timeline
from oneteam.projects.facts import money

from .. import actions, facts, forms, queries, rules
from ..models import Outcome
from ._common import FORM, get_outcome, get_project, only_to_act

PAGE, MOST = 25, 5_000


def _chosen(request: HttpRequest) -> tuple[forms.FilterForm, QuerySet[Outcome]]:
    form = forms.FilterForm(request.GET or None)
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})
    return form, queries.listed(**chosen)


def _note(request: HttpRequest, shown: list[Outcome]) -> None:
    threads = {one.project.disclosure for one in shown}
    note_readings(request.user, [(one, one.desk_id) for one in threads], "outcomes")


@login_required
def outcome_list(request: HttpRequest) -> HttpResponse:
    form, found = _chosen(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    _note(request, shown)
    context = {
        "form": form, "page": page, "rows": [facts.row(one) for one in shown], "totals": queries.totals(found),
        "filtered": form.is_bound, "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "outcomes/list.html", context)


@login_required
def table(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a table for a spreadsheet."""
    found = list(_chosen(request)[1][: MOST + 1])
    shown = found[:MOST]
    _note(request, shown)
    rows = facts.table(shown)
    if len(found) > MOST:
        rows.append(
            [
                _("Only the newest %(most)s stand here. Choose a kind or a year to see the others.")
                % {"most": MOST}
            ]
        )
    response = HttpResponse(csv_of(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="outcomes.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def of_project(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(request, code)
    context = {
        "project": project, "rows": [facts.row(one) for one in queries.of_project(project)],
        "publications": [facts.publication_row(one) for one in queries.publications(project)],
        "results": [facts.result_row(one, project) for one in queries.results(project)],
        "may_enter": rules.may_enter(request.user, project),
    }  # fmt: skip
    return render(request, "outcomes/project.html", context)


@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(request, code)
    only(rules.may_enter(request.user, project))
    form = forms.OutcomeForm(sent(request), request.FILES or None, project=project, person=request.user)
    page = {
        "project": project, "title": _("Enter an outcome"), "button": _("Enter it"), "upload": True, "key": "new",
        "words": _("Another partner of the project confirms it. What was claimed and what was confirmed stand apart."),
    }  # fmt: skip
    act = actions.enter
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), FORM, page
    )


@login_required
def outcome(request: HttpRequest, code: str) -> HttpResponse:
    outcome = get_outcome(request, code)
    person = request.user
    context: dict[str, Any] = {
        "outcome": outcome, "project": outcome.project, "row": facts.row(outcome),
        "attachments": queries.file_of(outcome), "money": outcome.effect and money(outcome.effect),
        "may": {
            "change": rules.may_change(person, outcome), "confirm": rules.confirms_for(person, outcome),
            "grant": rules.may_note_grant(person, outcome),
        },
        "entries": timeline(outcome.project.disclosure.thread).filter(target=outcome.code)[:12],
    }  # fmt: skip
    return render(request, "outcomes/outcome.html", context)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    outcome = get_outcome(request, code)
    only_to_act(request, outcome.project, rules.may_change(request.user, outcome))
    initial = forms.OutcomeForm.initial_of
    form = forms.OutcomeForm(
        sent(request), request.FILES or None, project=outcome.project, person=request.user, changed=outcome,
        initial=initial(outcome),
    )  # fmt: skip
    page = {
        "project": outcome.project, "thing": outcome, "title": _("Change the outcome"), "button": _("Save the change"),
        "upload": True, "key": "edit",
    }  # fmt: skip
    return answered(
        request, form, lambda: actions.change(person=request.user, outcome=outcome, **form.cleaned_data), FORM, page,
        _("Saved."), back=outcome, now=lambda: initial(queries.outcome(code).get()),
    )  # fmt: skip


ACTS = {"confirm": actions.confirm, "take_back": actions.take_back}


@login_required
@require_POST
def act(request: HttpRequest, code: str, what: str) -> HttpResponse:
    outcome = get_outcome(request, code)
    if what not in ACTS:
        raise Http404
    back = outcome if what == "confirm" else reverse("outcomes:of_project", args=[outcome.project.code])
    return done_or_told(
        request, lambda: ACTS[what](person=request.user, outcome=outcome, version=seen(request)), back
    )
