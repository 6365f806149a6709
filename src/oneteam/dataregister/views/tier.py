"""One question at a time about how sensitive an item is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from oneteam.base.answers import only, sent, submitted
from oneteam.base.errors import OneTeamError
from oneteam.problems.enums import Tier

from .. import actions, flow, forms, queries, rules
from ..models import Item
from ._common import get_item


@login_required
def tier(request: HttpRequest, code: str) -> HttpResponse:
    item = get_item(request, code)
    begun = queries.begun(request.user, item)
    only(rules.roles(request.user, item) and (begun is None or begun.tier is None))
    way = flow.walk(begun.answers if begun else {})
    if request.method == "POST" and (step := STEPS.get(request.POST.get("do", ""))):
        return _stepped(request, item, step)
    if way.question is None:
        return _page(request, item, way)
    form = forms.AnswerForm(sent(request), question=way.question)
    act = actions.answer
    status = submitted(form, lambda: act(person=request.user, item=item, **form.cleaned_data))
    return _page(request, item, way, status, form) if status else redirect("dataregister:tier", item.code)


def _page(
    request: HttpRequest, item: Item, way: flow.Way, status: int = 200, form: Any = None
) -> HttpResponse:
    role = next(iter(rules.roles(request.user, item)))
    context = {
        "item": item, "project": item.project, "way": way, "form": form, "role": role.label,
        "number": len(way.answered) + 1, "steps": [(one, flow.WORDS[choice]) for one, choice in way.answered],
        "result": Tier(way.tier).label if way.tier is not None else "",
    }  # fmt: skip
    return render(request, "dataregister/tier.html", context, status=status)


STEPS = {"back": actions.go_back, "finish": actions.finish}


def _stepped(request: HttpRequest, item: Item, step: Any) -> HttpResponse:
    try:
        step(person=request.user, item=item)
    except OneTeamError as error:
        messages.error(request, str(error))
        return redirect(item)
    if step is actions.finish:
        messages.success(request, _("Your answers are handed in."))
        return redirect(item)
    return redirect("dataregister:tier", item.code)
