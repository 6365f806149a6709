"""The secretariat's pages: writing down what was told by telephone, and the review."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import submitted
from oneteam.base.text import say

from .. import actions, forms, queries, rules
from ._common import get_problem


@login_required
def register(request: HttpRequest) -> HttpResponse:
    if not rules.may_register(request.user):
        raise Http404
    form = forms.RegisterForm(request.POST or None)
    status = submitted(form, lambda: actions.register_for(person=request.user, **form.values()))
    if not status:
        text = _("Written down as a draft of its owner. %(who)s has been asked by mail to check it.")
        messages.success(request, say(text, who=form.values()["contact"].name))
        return redirect("problems:list")
    return render(request, "problems/register.html", {"form": form}, status=status)


@login_required
def scoping(request: HttpRequest, code: str) -> HttpResponse:
    problem = get_problem(code)
    if not rules.may_review(request.user, problem):
        raise Http404
    if hasattr(problem, "brief"):
        note_reading(request.user, problem.disclosure, "brief")
    form = forms.ScopingForm(request.POST or None)
    finish = actions.finish_scoping
    status = submitted(form, lambda: finish(person=request.user, problem=problem, **form.cleaned_data))
    if not status:
        messages.success(request, _("The owner has been told."))
        return redirect(problem)
    context = {"problem": problem, "brief": getattr(problem, "brief", None), "form": form}
    context["data_items"] = queries.data_items(problem)
    return render(request, "problems/scoping.html", context, status=status)
