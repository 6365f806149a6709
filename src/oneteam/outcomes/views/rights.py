"""A result, who contributed to it, its shares and its patents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.base.answers import answered, done_or_told, only, seen, sent
from oneteam.journal.queries import timeline
from oneteam.projects.enums import IpRule

from .. import actions, facts, forms, queries, rights, rules
from ..enums import WEIGHTS, OutcomeKind
from ..models import Contribution, Division, Outcome, Result
from ._common import FORM, get_outcome, get_project, get_result, only_to_act


@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(request, code)
    only(rules.may_enter(request.user, project))
    form = forms.ResultForm(sent(request), initial={"on": timezone.localdate()})
    page = {
        "project": project, "title": _("Write down a result"), "button": _("Write it down"), "key": "result",
        "words": _("Then each partner records what its people contributed."),
    }  # fmt: skip
    act = actions.disclose
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), FORM, page
    )


@login_required
def result(request: HttpRequest, code: str) -> HttpResponse:
    result, person = get_result(request, code), request.user
    project = result.project
    found = rights.of_result(result, project)
    context = {
        "result": result, "project": project, "rights": found, "joint": project.ip_rule == IpRule.JOINT,
        "contributions": [_row(person, one, result) for one in result.contributions.all()],
        "divisions": [_row(person, one, result) for one in result.divisions.all() if one != found.by_hand],
        "patents": [facts.row(one) for one in result.patents.all()], "is_unfiled": rules.is_unfiled(result),
        "gone": rules.gone(project), "weights": [(kind.label, weight) for kind, weight in WEIGHTS.items()],
        "may": {"enter": rules.may_enter(person, project), "change": rules.may_change_result(person, result)},
        "entries": timeline(project.disclosure.thread).filter(target=result.code)[:12],
    }  # fmt: skip
    return render(request, "outcomes/result.html", context)


def _row(person: Any, thing: Contribution | Division, result: Result) -> dict[str, Any]:
    project = result.project
    parties = rules.parties(project, result)
    shares = thing.shares if isinstance(thing, Division) else {}
    return {
        "thing": thing, "waits": _waits(thing, parties.values(), project),
        "may_confirm": rules.confirms_rights_for(person, thing, project) is not None,
        "may_remove": isinstance(thing, Contribution) and rules.may_remove(person, thing, project),
        "shares": [(parties[int(number)], share) for number, share in shares.items() if int(number) in parties],
    }  # fmt: skip


def _waits(thing: Contribution | Division, parties: Iterable[Any], project: Any) -> list[Any]:
    """Shares wait for everybody that was asked; a contribution not for who has left."""
    return rules.waits_for(thing, parties if isinstance(thing, Division) else rules.there(project))


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    result = get_result(request, code)
    only_to_act(request, result.project, rules.may_change_result(request.user, result))
    initial = forms.ResultForm.initial_of
    form = forms.ResultForm(sent(request), changes=True, initial=initial(result))
    page = {
        "project": result.project, "thing": result, "title": _("Change the result"), "button": _("Save the change"), "key": "edit",
    }  # fmt: skip
    return answered(
        request, form, lambda: actions.change_result(person=request.user, result=result, **form.cleaned_data), FORM, page,
        _("Saved."), back=result, now=lambda: initial(queries.result(code).get()),
    )  # fmt: skip


@login_required
def contribute(request: HttpRequest, code: str) -> HttpResponse:
    result = get_result(request, code)
    only(rules.may_enter(request.user, result.project))
    form = forms.ContributionForm(sent(request), project=result.project, person=request.user)
    page = {
        "project": result.project, "thing": result, "title": _("Record a contribution"), "button": _("Record it"),
        "words": _("Each partner records what its own people did. It counts once every partner has confirmed it."),
        "key": "contribution",
    }  # fmt: skip
    act = actions.contribute
    return answered(
        request,
        form,
        lambda: act(person=request.user, result=result, **form.cleaned_data),
        FORM,
        page,
        back=result,
    )


@login_required
def divide(request: HttpRequest, code: str) -> HttpResponse:
    result = get_result(request, code)
    only(rules.may_enter(request.user, result.project))
    found = rights.of_result(result, result.project)
    form = forms.SharesForm(
        sent(request), organisations=[line.organisation for line in found.lines],
        initial={f"share_{line.organisation.pk}": line.share for line in found.lines},
    )  # fmt: skip
    page = {
        "project": result.project, "thing": result, "title": _("Shares by hand"), "button": _("Ask the partners"),
        "words": _("They have to sum to 100, and hold once every partner has confirmed them."), "key": "shares",
    }  # fmt: skip

    def act() -> Division:
        reason = form.cleaned_data["reason"]
        return actions.divide(person=request.user, result=result, shares=form.shares(), reason=reason)

    return answered(request, form, act, FORM, page, back=result)


@login_required
def patent(request: HttpRequest, code: str) -> HttpResponse:
    """A patent was filed for the result."""
    result = get_result(request, code)
    only(rules.may_enter(request.user, result.project))
    form = forms.OutcomeForm(
        sent(request), request.FILES or None, project=result.project, person=request.user, patent=True,
        initial={"title": result.title},
    )  # fmt: skip
    page = {
        "project": result.project, "thing": result, "title": _("A patent was filed"), "button": _("Enter it"),
        "upload": True, "key": "patent",
    }  # fmt: skip

    def act() -> Outcome:
        values = {"kind": OutcomeKind.PATENT, "result": result, **form.cleaned_data}
        return actions.enter(person=request.user, project=result.project, **values)

    return answered(request, form, act, FORM, page)


@login_required
def grant(request: HttpRequest, code: str) -> HttpResponse:
    outcome = get_outcome(request, code)
    only_to_act(request, outcome.project, rules.may_note_grant(request.user, outcome))
    form = forms.GrantForm(sent(request), request.FILES or None)
    page = {
        "project": outcome.project, "thing": outcome, "title": _("The patent was granted"), "button": _("Enter it"),
        "words": _("Another partner then confirms it anew."), "upload": True,
    }  # fmt: skip
    act = actions.note_grant
    return answered(
        request,
        form,
        lambda: act(person=request.user, outcome=outcome, **form.cleaned_data),
        FORM,
        page,
        back=outcome,
    )


@login_required
@require_POST
def act(request: HttpRequest, code: str, what: str, key: str) -> HttpResponse:
    """Confirm a contribution or shares, or take a contribution back."""
    result = get_result(request, code)
    things: list[Any] = [*result.contributions.all(), *result.divisions.all()]
    thing = next((one for one in things if one.code == key), None)
    if what == "confirm" and thing is not None:
        return done_or_told(
            request,
            lambda: actions.confirm_rights(
                person=request.user, thing=_of(result, thing), version=seen(request)
            ),
            result,
        )
    if what == "remove" and isinstance(thing, Contribution):
        return done_or_told(
            request, lambda: actions.remove(person=request.user, contribution=_of(result, thing)), result
        )
    if what in ("confirm", "remove"):
        return redirect(result)  # it was taken back or replaced meanwhile: the page shows what there is
    raise Http404


def _of(result: Result, thing: Any) -> Any:
    """With the result as it was read, and the people of its project."""
    thing.result = result
    return thing
