"""The secretariat's pages: writing down what was told by telephone, and the review."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from oneteam.base.text import say

from .. import actions, forms, queries, rules
from ._common import attempt, get_problem


@login_required
def register(request: HttpRequest) -> HttpResponse:
    if not rules.may_register(request.user):
        raise Http404
    form = forms.RegisterForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        values = form.values()
        status = attempt(form, lambda: actions.register_for(person=request.user, **values))
        if not status:
            text = _("Written down as a draft of its owner. %(who)s has been asked by mail to check it.")
            messages.success(request, say(text, who=values["contact"].name))
            return redirect("problems:list")
    return render(request, "problems/register.html", {"form": form}, status=status)


@login_required
def scoping(request: HttpRequest, code: str) -> HttpResponse:
    problem = get_problem(code)
    if not rules.may_review(request.user, problem):
        raise Http404
    form = forms.ScopingForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        status = attempt(form, lambda: actions.finish_scoping(person=request.user, problem=problem, **values))
        if not status:
            messages.success(request, _("The owner has been told."))
            return redirect(problem)
    context = {"problem": problem, "brief": getattr(problem, "brief", None), "form": form}
    context["data_items"] = queries.data_items(problem)
    return render(request, "problems/scoping.html", context, status=status)
