"""What the invited expert sees and answers, signed in or by the link of the mail; who is asked instead."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.alliance.rules import has_nda
from oneteam.base.answers import found, submitted

from .. import actions, forms, queries, rules
from ._answers import press
from .tables import get_table


@login_required
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """What the invited expert sees: the teaser, when, where, why; the answer."""
    one = found(queries.invitation(code, request.user))
    problem = found(queries.problem(one.thread))
    form = forms.AnswerForm(request.POST or None)
    status = submitted(
        form,
        lambda: actions.answer_invitation(person=request.user, invitation=one, **form.values()),
    )
    if not status:
        return _answered(request, form) or redirect("roundtables:invitation", code=code)
    context = {
        "invitation": one, "problem": problem, "form": form, "nda": has_nda(request.user),
        "opens_at": one.starts_at - rules.MATERIALS_BEFORE,
        "skills": queries.skill_labels(one.why.get("skills", [])).values(),
        "clashing": queries.clashing(one), "open": _is_open(one) and problem.state == "scheduled",
        "may_withdraw": _may_withdraw(one) and problem.state == "scheduled",
    }  # fmt: skip
    return render(request, "roundtables/invitation.html", context, status=status)


def _is_open(one: Any) -> bool:
    return bool(one.answer == "asked" and one.starts_at > timezone.now())


def _may_withdraw(one: Any) -> bool:
    return bool(one.answer == "accepted" and one.starts_at > timezone.now())


def _answered(request: HttpRequest, form: Any) -> HttpResponse | None:
    """After a conflict was told there is no invitation to go back to."""
    if form.cleaned_data["answer"] != "conflict":
        return None
    return render(request, "roundtables/stepped_down.html")


def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: shown to whoever opens it, a mail scanner included; answered by a button alone."""
    one = queries.invited_by_link(token)
    if one is None:
        raise Http404
    form = forms.AnswerForm(request.POST or None)
    status = submitted(form, lambda: actions.answer_by_link(token=token, **form.values()))
    if not status:
        return _answered(request, form) or redirect("roundtables:answer", token=token)
    shown = queries.shown_by_link(one)
    problem = shown["problem"]
    context = {
        **shown, "form": form,
        "open": _is_open(one) and problem is not None and problem.state == "scheduled",
    }  # fmt: skip
    return render(request, "roundtables/answer.html", context, status=status)


@login_required
@require_POST
def replace(request: HttpRequest, code: str) -> HttpResponse:
    """Propose to the owner somebody next in line."""
    table = get_table(code)
    form = forms.ReplaceForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    return press(
        request,
        lambda: actions.propose_replacement(
            person=request.user, table=table, seat=given["seat"], code=given["expert"]
        ),
        table,
    )


@login_required
def replacement(request: HttpRequest, code: str) -> HttpResponse:
    """Who is proposed and why; the owner's answer."""
    asked = found(queries.replacement(code))
    note_reading(request.user, asked.table.problem.disclosure, "match", asked.circle_id)
    form = forms.AnswerReplacementForm(request.POST or None)
    status = submitted(
        form,
        lambda: actions.answer_replacement(
            person=request.user, asked=asked, agreed=form.cleaned_data["answer"] == "yes"
        ),
    )
    if not status:
        return redirect(asked.table)
    topic = asked.candidate.reasons.get("topic", {})
    context = {
        "asked": asked, "table": asked.table, "problem": asked.table.problem, "form": form,
        "skills": queries.skill_labels(topic.get("skills", [])).values(), "works": topic.get("works", []),
        "may": asked.answered_at is None and rules.may_answer_replacement(request.user, asked),
    }  # fmt: skip
    return render(request, "roundtables/replacement.html", context, status=status)
