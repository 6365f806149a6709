"""A publication from its draft through the partners' review to the public."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.base.answers import answered, done_or_told, only, seen, sent, submitted
from oneteam.files.forms import UploadForm
from oneteam.journal.queries import timeline

from .. import actions, facts, forms, queries, rules
from ..enums import PublicationKind
from ..models import Publication
from ._common import FORM, get_project, get_publication, only_to_act


@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(request, code)
    only(rules.may_enter(request.user, project))
    form = forms.DraftForm(sent(request), project=project, person=request.user)
    page = {
        "project": project, "title": _("Plan a publication"), "button": _("Keep the draft"), "key": "publication",
        "words": _("Then attach the draft and send it to the partners: they have 30 days to look at it."),
    }  # fmt: skip
    act = actions.draft
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), FORM, page
    )


@login_required
def publication(request: HttpRequest, code: str) -> HttpResponse:
    return _shown(request, get_publication(request, code))


def _shown(
    request: HttpRequest, publication: Publication, status: int = 200, upload: Any = None, delay: Any = None
) -> HttpResponse:
    person, project = request.user, publication.project
    names = ("change_draft", "take_back_draft", "publish")
    may = {name: getattr(rules, f"may_{name}")(person, publication) for name in names}
    context = {
        "publication": publication, "project": project, "may": may, "row": facts.publication_row(publication),
        "life": facts.life(publication), "review": facts.review(publication), "unfiled": rules.unfiled(publication),
        "reviews": rules.reviews_for(person, publication) is not None, "delay": delay or forms.DelayForm(),
        "attachments": queries.draft_files(publication),
        "upload": upload or (UploadForm() if may["change_draft"] else None),
        "entries": timeline(project.disclosure.thread).filter(target=publication.code)[:12],
    }  # fmt: skip
    return render(request, "outcomes/publication.html", context, status=status)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    publication = get_publication(request, code)
    only_to_act(request, publication.project, rules.may_change_draft(request.user, publication))
    initial = forms.DraftForm.initial_of
    form = forms.DraftForm(
        sent(request),
        project=publication.project,
        person=request.user,
        changes=True,
        initial=initial(publication),
    )
    page = {
        "project": publication.project, "thing": publication, "title": _("Change the draft"), "button": _("Save the change"),
        "key": "edit",
    }  # fmt: skip
    act = actions.change_draft
    return answered(
        request, form, lambda: act(person=request.user, publication=publication, **form.cleaned_data), FORM, page,
        _("Saved."), back=publication, now=lambda: initial(queries.publication(code).get()),
    )  # fmt: skip


@login_required
@require_POST
def attach(request: HttpRequest, code: str) -> HttpResponse:
    publication = get_publication(request, code)
    only_to_act(request, publication.project, rules.may_change_draft(request.user, publication))
    form = UploadForm(request.POST, request.FILES)

    def keep() -> None:
        actions.attach_draft(person=request.user, publication=publication, upload=form.cleaned_data["file"])

    status = submitted(form, keep)
    return _shown(request, publication, status, upload=form) if status else redirect(publication)


@login_required
def send(request: HttpRequest, code: str) -> HttpResponse:
    publication = get_publication(request, code)
    only_to_act(request, publication.project, rules.may_change_draft(request.user, publication))
    unfiled = rules.unfiled(publication)
    form = forms.SendForm(sent(request), unfiled=unfiled)
    page = {
        "project": publication.project, "thing": publication, "title": _("Send it to the partners"), "button": _("Send"),
        "words": _("They have 30 days, and may ask to wait for at most 60 days in all. Who says nothing until then has cleared it."),
        "unfiled": unfiled,
    }  # fmt: skip
    act = actions.send
    return answered(
        request, form, lambda: act(person=request.user, publication=publication, **form.cleaned_data), FORM, page,
        back=publication,
    )  # fmt: skip


@login_required
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """It may be published, or it has to wait."""
    publication = get_publication(request, code)
    given: dict[str, Any] = {
        "person": request.user,
        "publication": publication,
        "seen": seen(request, "round"),
    }
    if request.POST.get("do") != "delay":
        return done_or_told(request, lambda: actions.answer(**given), publication)
    form = forms.DelayForm(request.POST)
    status = submitted(form, lambda: actions.answer(**given, **form.cleaned_data))
    return (
        _shown(request, get_publication(request, code), status, delay=form)
        if status
        else redirect(publication)
    )


@login_required
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    publication = get_publication(request, code)
    act = actions.take_back_draft
    return done_or_told(request, lambda: act(person=request.user, publication=publication), publication)


@login_required
def publish(request: HttpRequest, code: str) -> HttpResponse:
    publication = get_publication(request, code)
    only_to_act(request, publication.project, rules.may_publish(request.user, publication))
    paper = publication.kind == PublicationKind.PAPER
    form = forms.PublishForm(sent(request), paper=paper, initial={"on": timezone.localdate()})
    page = {
        "project": publication.project, "thing": publication, "title": _("It is published"), "button": _("Note it"),
    }  # fmt: skip
    act = actions.publish
    return answered(
        request, form, lambda: act(person=request.user, publication=publication, **form.cleaned_data), FORM, page,
        back=publication,
    )  # fmt: skip
