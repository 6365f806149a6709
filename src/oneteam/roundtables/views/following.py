"""What people took on: its page, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, submitted
from oneteam.files.forms import UploadForm
from oneteam.files.queries import attached_to
from oneteam.journal.queries import timeline

from .. import actions, forms, queries, rules
from ..enums import ActionState
from ..models import ActionItem
from ._answers import press


def get_item(request: HttpRequest, code: str) -> ActionItem:
    item: ActionItem = found(queries.action_item(code))
    note_reading(request.user, item.table.problem.disclosure, "room", item.circle_id)
    return item


@login_required
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Open to everybody in the room; whoever took it on says here what came of it."""
    shown = get_item(request, code)
    form = forms.DoneForm(request.POST or None, request.FILES or None)
    finish = actions.finish_action_item
    status = submitted(form, lambda: finish(person=request.user, item=shown, **form.cleaned_data))
    return item_page(request, shown, status, form=form) if status else redirect(shown)


def item_page(request: HttpRequest, item: ActionItem, status: int = 200, **shown: Any) -> HttpResponse:
    open_, done = item.state == ActionState.OPEN, item.state == ActionState.DONE
    finishes = rules.may_finish(request.user, item)
    context = {
        "item": item, "table": item.table, "problem": item.table.problem,
        "form": forms.DoneForm(), "upload": UploadForm() if finishes and not open_ else None,
        "may": {
            "finish": open_ and finishes,
            "attach": finishes and item.state != ActionState.CONFIRMED,
            "confirm": done and rules.may_confirm(request.user, item),
            "move": rules.may_move(request.user, item),
        },
        "reminders": queries.reminders(item),
        "attachments": attached_to(item.evidence_target),
        "entries": timeline(item.table.problem.code).filter(target=item.code), **shown,
    }  # fmt: skip
    return render(request, "roundtables/item.html", context, status=status)


@login_required
@require_POST
def attach(request: HttpRequest, code: str) -> HttpResponse:
    shown = get_item(request, code)
    form = UploadForm(request.POST, request.FILES)
    keep = actions.attach_to_action_item
    status = submitted(form, lambda: keep(person=request.user, item=shown, upload=form.cleaned_data["file"]))
    return item_page(request, shown, status, upload=form) if status else redirect(shown)


@login_required
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    shown = get_item(request, code)
    return press(request, lambda: actions.confirm_action_item(person=request.user, item=shown), shown)


@login_required
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    shown = get_item(request, code)
    if not rules.may_confirm(request.user, shown):
        raise Http404
    form = forms.LackingForm(request.POST or None)
    back = actions.send_back_action_item
    status = submitted(form, lambda: back(person=request.user, item=shown, **form.cleaned_data))
    if not status:
        return redirect(shown)
    context = {"item": shown, "table": shown.table, "problem": shown.table.problem, "form": form}
    return render(request, "roundtables/item_back.html", context, status=status)


@login_required
def move(request: HttpRequest, code: str) -> HttpResponse:
    shown = get_item(request, code)
    if not rules.may_lead(request.user, shown.table):
        raise Http404
    form = forms.MoveForm(request.POST or None)
    status = submitted(
        form, lambda: actions.move_action_item(person=request.user, item=shown, **form.cleaned_data)
    )
    if not status:
        return redirect(shown)
    context = {"item": shown, "table": shown.table, "problem": shown.table.problem, "form": form}
    return render(request, "roundtables/item_move.html", context, status=status)
