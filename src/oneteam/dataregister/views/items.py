"""The register, one item, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from oneteam.base.answers import answered, only, sent, submitted
from oneteam.base.errors import OneTeamError
from oneteam.files.forms import UploadForm
from oneteam.journal.queries import timeline
from oneteam.projects.models import Project

from .. import actions, facts, forms, queries, rules, sheet
from ..enums import ItemState
from ..models import Item
from ._common import get_item, get_project

FORM = "dataregister/form.html"


def _register_url(project: Project) -> str:
    return reverse("dataregister:register", args=[project.code])


@login_required
def register(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(request, code)
    person = request.user
    items = [facts.row(item) for item in queries.register(project)]
    may = {"list": rules.may_list(person, project), "take_over": rules.may_take_over(person, project)}
    waiting = queries.not_taken_over(project) if may["take_over"] else []
    context = {"project": project, "items": items, "may": may, "waiting": waiting}
    return render(request, "dataregister/register.html", context)


@login_required
@require_POST
def take_over(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(request, code)
    try:
        n = actions.take_over(person=request.user, project=project)
    except OneTeamError as error:
        messages.error(request, str(error))
    else:
        done = ngettext("%(n)s data item was taken over.", "%(n)s data items were taken over.", n)
        messages.success(request, done % {"n": n})
    return redirect(_register_url(project))


@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(request, code)
    only(rules.may_list(request.user, project))
    form = forms.ItemForm(sent(request), project=project, initial={"owner": _owner_code(project)})

    def act() -> Item:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.list_item(person=request.user, project=project, **values)

    page = _page(project, None, _("Put data into the register"), _("Put into the register"), key="new")
    return answered(request, form, act, FORM, page)


def _owner_code(project: Project) -> str:
    parties = {one.pk: str(one.code) for one in queries.parties(project)}
    return parties.get(project.disclosure.owner_id, "")


def _page(
    project: Project, item: Item | None, title: str, button: str, words: str = "", key: str = ""
) -> dict[str, Any]:
    return {"project": project, "item": item, "title": title, "button": button, "words": words, "key": key}


@login_required
def item(request: HttpRequest, code: str) -> HttpResponse:
    return _shown(request, get_item(request, code))


def _shown(
    request: HttpRequest, item: Item, status: int = 200, upload: UploadForm | None = None
) -> HttpResponse:
    may = _may(request.user, item)
    context = {
        "item": item, "project": item.project, "row": facts.row(item), "life": facts.life(item), "may": may,
        "said": facts.said(item), "rounds": facts.rounds(queries.opinions(item), item),
        "attachments": queries.files_of(item.target)[item.target],
        "upload": (upload or UploadForm()) if may["attach"] else None,
        "certificate": queries.certificate(item) if item.state in rules.OVER else None,
        "outputs": [(one, *facts.OUTPUT_TONES[one.state]) for one in queries.outputs(item)],  # type: ignore[index]
        "entries": timeline(item.project.disclosure.thread).filter(target=item.code)[:12],
        "strictest": item.tier is None, "reason": forms.ReasonForm(),
    }  # fmt: skip
    return render(request, "dataregister/item.html", context, status=status)


def _may(person: Any, item: Item) -> dict[str, bool]:
    names = ("change", "remove", "ask_again", "provide", "attach", "take_up", "prolong", "end", "ask_output")
    may = {name: getattr(rules, f"may_{name}")(person, item) for name in names}
    begun = queries.begun(person, item)
    waits = bool(rules.roles(person, item)) and (begun is None or begun.tier is None)
    return may | {"answer": waits}


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    item = get_item(request, code)
    only(rules.may_change(request.user, item))
    form = forms.ItemForm(sent(request), project=item.project, initial=forms.ItemForm.initial_of(item))
    page = _page(item.project, item, _("Change what the register says"), _("Save the change"), key="edit")
    return answered(
        request, form, lambda: actions.change(person=request.user, item=item, **form.cleaned_data), FORM, page,
        _("Saved."), back=item, now=lambda: forms.ItemForm.initial_of(queries.item(code).get()),
    )  # fmt: skip


@login_required
@require_POST
def attach(request: HttpRequest, code: str) -> HttpResponse:
    item = get_item(request, code)
    only(rules.may_attach(request.user, item))
    form = UploadForm(request.POST, request.FILES)
    keep = actions.attach_to_item
    status = submitted(form, lambda: keep(person=request.user, item=item, upload=form.cleaned_data["file"]))
    return _shown(request, item, status, form) if status else redirect(item)


@login_required
def use(request: HttpRequest, code: str) -> HttpResponse:
    item = get_item(request, code)
    only(rules.may_take_up(request.user, item))
    form = forms.UseForm(
        sent(request), people=queries.people(item.project), initial={"ends_on": item.project.ends_on}
    )
    page = _page(item.project, item, _("The data are in use"), _("Note the use"))
    act = actions.take_up
    return answered(
        request, form, lambda: act(person=request.user, item=item, **form.cleaned_data), FORM, page, back=item
    )


@login_required
def prolong(request: HttpRequest, code: str) -> HttpResponse:
    item = get_item(request, code)
    only(rules.may_prolong(request.user, item))
    form = forms.ProlongForm(sent(request), initial={"ends_on": item.ends_on})
    page = _page(item.project, item, _("Prolong the use"), _("Save the change"))
    act = actions.prolong
    return answered(
        request, form, lambda: act(person=request.user, item=item, **form.cleaned_data), FORM, page, back=item
    )


@login_required
def end(request: HttpRequest, code: str) -> HttpResponse:
    item = get_item(request, code)
    only(rules.may_end(request.user, item))
    form = forms.EndForm(
        sent(request), initial={"on": timezone.localdate(), "how_ended": ItemState.DESTROYED}
    )
    words = _(
        "A certificate is made. Files that the register holds are deleted; the certificate keeps their check sums."
    )
    if item.premises_id is not None:
        words = _(
            "A certificate is made. Files that the register holds are deleted; the certificate keeps their number."
        )
    page = _page(item.project, item, _("Return or destroy the data"), _("Certify it"), words)
    act = actions.end
    return answered(
        request, form, lambda: act(person=request.user, item=item, **form.cleaned_data), FORM, page, back=item
    )


@login_required
def ask_again(request: HttpRequest, code: str) -> HttpResponse:
    item = get_item(request, code)
    only(rules.may_ask_again(request.user, item))
    form = forms.ReasonForm(sent(request))
    words = _("Until owner, lead and referee agree anew, the strictest tier holds.")
    page = _page(item.project, item, _("Ask about the tier anew"), _("Ask anew"), words)
    act = actions.ask_again
    return answered(
        request, form, lambda: act(person=request.user, item=item, **form.cleaned_data), FORM, page, back=item
    )


@login_required
def certificate(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The PDF; in either language, whatever the reader's is."""
    item = get_item(request, code)
    made = queries.certificate(item)
    if made is None or language not in sheet.LANGUAGES:
        raise Http404
    response = HttpResponse(sheet.pressed(item, made, language), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{made.code}-{language}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


ACTS: dict[str, Callable[..., Any]] = {"provide": actions.provide, "remove": actions.remove}


@login_required
@require_POST
def act(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """What needs no form."""
    item = get_item(request, code)
    if what not in ACTS:
        raise Http404
    try:
        ACTS[what](person=request.user, item=item)
    except OneTeamError as error:
        messages.error(request, str(error))
        return redirect(item)
    return redirect(_register_url(item.project) if what == "remove" else item)
