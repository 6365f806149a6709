"""What is to leave: asked for, looked at, let go or not."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import answered, done_or_told, only, sent, submitted
from oneteam.base.errors import OneTeamError

from .. import actions, facts, forms, queries, rules
from ..enums import OutputState
from ..models import Output
from ._common import get_item, get_output

SHOWN = 200  # rows of a table on the page


@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    item = get_item(request, code)
    only(rules.may_ask_output(request.user, item))
    form = forms.OutputForm(sent(request), request.FILES or None, item=item)

    def act() -> Output:
        values = dict(form.cleaned_data)
        return actions.ask_output(person=request.user, item=item, upload=values.pop("file"), **values)

    words = _(
        "Nothing leaves before the approver has looked at it. You see first what would be hidden, and why."
    )
    page = {
        "project": item.project, "item": item, "title": _("Take a result out"), "button": _("Ask the approver"),
        "words": words, "upload": True, "key": "output",
    }  # fmt: skip
    return answered(request, form, act, "dataregister/form.html", page)


@login_required
def output(request: HttpRequest, code: str) -> HttpResponse:
    output = get_output(code)
    note_reading(request.user, output.item.project.disclosure, "data")
    return _shown(request, output, forms.RefuseForm())


def _shown(request: HttpRequest, output: Output, form: Any, status: int = 200) -> HttpResponse:
    files = queries.files_of(output.target, output.left)
    may = {
        "answer": rules.may_answer_output(request.user, output),
        "take_back": rules.may_take_back(request.user, output),
    }
    context = {
        "output": output, "item": output.item, "project": output.item.project, "may": may, "form": form,
        "tone": facts.OUTPUT_TONES[OutputState(output.state)], "brought": files[output.target],
        "gone": files[output.left], **_table(output, files[output.target]),
    }  # fmt: skip
    return render(request, "dataregister/output.html", context, status=status)


def _table(output: Output, brought: list[Any]) -> dict[str, Any]:
    """The table as it was brought, for whoever may look at that: what stays is marked."""
    if not output.is_table or not brought:
        return {}
    try:
        found = actions.looked_at(output, brought[0])
    except OneTeamError as error:
        return {"broken": str(error)}
    return {"found": found, "lines": found.lines[:SHOWN], "more": len(found.lines) - SHOWN}


@login_required
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Let it go, or say why not."""
    output = get_output(code)
    person = request.user
    if request.POST.get("do") != "refuse":
        return done_or_told(request, lambda: actions.let_go(person=person, output=output), output)
    form = forms.RefuseForm(request.POST)
    status = submitted(form, lambda: actions.refuse(person=person, output=output, **form.cleaned_data))
    return _shown(request, get_output(code), form, status) if status else redirect(output)


@login_required
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    output = get_output(code)
    return done_or_told(request, lambda: actions.take_back(person=request.user, output=output), output)
