"""How projects stand: the lead's word a month, and what moved in a week."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import sent
from oneteam.base.forms import read_date

from .. import actions, forms, queries, rules
from .. import week as weeks
from ._common import answered, get_project
from .projects import PAGE

MOST_ENTRIES = 400


@login_required
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """What was said so far; the lead says more."""
    project = get_project(code)
    note_reading(request.user, project.disclosure, "project")
    may = rules.may_say_progress(request.user, project)
    form = forms.ProgressForm(sent(request) if may else None)

    def act() -> None:
        actions.say_progress(person=request.user, project=project, **form.cleaned_data)

    page = {"project": project, "may": may, "words": list(queries.progress(project)[:24])}
    return answered(request, form, act, "projects/progress.html", page, _("Said."), back=project)


@login_required
def week(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    monday = weeks.monday_of(_day_in(request, today))
    found = queries.entries_of_week(monday, weeks.KINDS)
    entries = list(found[:MOST_ENTRIES])
    rows = weeks.by_project(entries, queries.projects_told_of(one.target for one in entries))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "tiles": weeks.tiles(queries.counted(found)), "drawings": weeks.picture(list(page), monday),
        "first": monday, "last": monday + timedelta(days=6), "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7) if monday < weeks.monday_of(today) else None,
        "more": len(entries) == MOST_ENTRIES,
    }  # fmt: skip
    return render(request, "projects/week.html", context)


def _day_in(request: HttpRequest, today: date) -> date:
    """The day whose week is asked for; what cannot be read, or is still to come, is this week."""
    try:
        return min(today, read_date(request.GET.get("of", "")))
    except ValueError:
        return today
