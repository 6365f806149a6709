"""Sites of members, and results at work on them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from oneteam.alliance.enums import Level
from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, sent

from .. import actions, forms, queries, rules
from ..models import Application, Project, Site
from ._common import answered, get_project

PAGE = 25
STEP = "projects/step.html"


@login_required
def place_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.places(), PAGE).get_page(request.GET.get("page"))
    return render(request, "projects/places.html", {"page": page})


@login_required
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A site with everything at work there that its reader may know of."""
    site = found(queries.places().filter(code=code))
    rows = [(one, list(one.versions.all())) for one in queries.applications_at(site)]
    context = {"site": site, "rows": rows, "may_keep": rules.may_keep_place(request.user, site)}
    return render(request, "projects/place.html", context)


@login_required
def place_edit(request: HttpRequest, code: str) -> HttpResponse:
    site: Site = found(queries.places().filter(code=code))
    if not rules.may_keep_place(request.user, site):
        raise Http404
    form = forms.PlaceForm(sent(request), person=request.user, initial=forms.PlaceForm.initial_of(site))

    def act() -> Site:
        values = {name: value for name, value in form.cleaned_data.items() if name != "find_keeper"}
        actions.save_site(person=request.user, site=site, **values)
        return site

    return answered(
        request, form, act, "projects/place_edit.html", {"site": site}, _("Saved."),
        now=lambda: forms.PlaceForm.initial_of(found(queries.places().filter(code=code))),
    )  # fmt: skip


@login_required
def application(request: HttpRequest, code: str, site: str) -> HttpResponse:
    """What runs at one site since when, and what the site said of it."""
    project, row = _found(code, site)
    note_reading(request.user, project.disclosure, "project")
    versions = list(queries.versions(row))
    context = {
        "project": project, "site": row, "versions": versions,
        "checks": [(one, rules.may_answer_check(request.user, one, row)) for one in queries.checks(row)],
        "may": _may(request.user, project, row, versions),
    }  # fmt: skip
    return render(request, "projects/application.html", context)


def _may(person: Any, project: Project, row: Application, versions: list[Any]) -> dict[str, bool]:
    waiting = any(version.confirmed_at is None for version in versions)
    return {
        "confirm": rules.may_confirm_site(person, row),
        "version": rules.may_report_version(person, row, project),
        "confirm_version": waiting and row.confirmed_at is not None and rules.keeps(person, row),
        "end": rules.may_end_site(person, row, project),
    }


def _found(code: str, site: str) -> tuple[Project, Application]:
    project = get_project(code)
    row = get_object_or_404(queries.applications(project), code=site)
    row.project = project
    return project, row


def _page(project: Project, row: Application, title: Any, words: Any, button: Any) -> dict[str, Any]:
    return {
        "project": project, "title": title, "words": words, "button": button, "key": "", "subject": row.site,
        "when": row.since,
    }  # fmt: skip


@login_required
def confirm(request: HttpRequest, code: str, site: str) -> HttpResponse:
    """The site's organisation says that the result is at work there, and which of its sites this is."""
    project, row = _found(code, site)
    if not rules.keeps(request.user, row):
        raise Http404
    places = [row.at] if row.at else list(queries.places_of({row.organisation_id}))
    initial = {"at": row.at.code if row.at else "", "name": row.site}
    sealed = project.disclosure.level == Level.SEALED
    form = forms.ConfirmSiteForm(sent(request), places=places, sealed=sealed, initial=initial)

    def act() -> Application:
        actions.confirm_site(person=request.user, application=row, **form.cleaned_data)
        return row

    words = _("The project says that its result is at work there. Confirm it only where you know that it is.")
    page = _page(project, row, _("Confirm a site"), words, _("Confirm the site"))
    return answered(request, form, act, STEP, page, _("The site is confirmed."))


@login_required
def version(request: HttpRequest, code: str, site: str) -> HttpResponse:
    project, row = _found(code, site)
    if not rules.may_report_version(request.user, row, project):
        raise Http404
    form = forms.SiteVersionForm(sent(request))

    def act() -> Application:
        actions.report_version(person=request.user, application=row, **form.cleaned_data)
        return row

    words = _("What ran there before stays in the history. The site's own person confirms what is new.")
    page = _page(project, row, _("Another version runs there"), words, _("Note the version"))
    return answered(request, form, act, STEP, page, _("The version is noted."))


@login_required
def check(request: HttpRequest, code: str, check: str) -> HttpResponse:
    """Still in use? Asked of the site some months after it confirmed."""
    project = get_project(code)
    asked = found(queries.check(project, check))
    row: Application = asked.application
    row.project = project
    if not rules.keeps(request.user, row):
        raise Http404
    form = forms.SiteCheckForm(sent(request))

    def act() -> Application:
        actions.answer_check(person=request.user, check=asked, **form.cleaned_data)
        return row

    words = _("Your word decides whether this site is still counted.")
    page = _page(project, row, _("Is it still in use?"), words, _("Answer"))
    return answered(request, form, act, STEP, page, _("Your answer is noted. Thank you."))


@login_required
def end(request: HttpRequest, code: str, site: str) -> HttpResponse:
    project, row = _found(code, site)
    if not rules.may_end_site(request.user, row, project):
        raise Http404
    form = forms.EndSiteForm(sent(request))

    def act() -> Application:
        actions.end_site(person=request.user, application=row, **form.cleaned_data)
        return row

    words = _("What was measured there stays. The project reads the reason.")
    page = _page(project, row, _("Out of use"), words, _("Note that it is out of use"))
    return answered(request, form, act, STEP, page, _("The site is noted as out of use."))
