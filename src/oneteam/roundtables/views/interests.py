from __future__ import annotations

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, submitted

from .. import actions, forms, queries, rules
from ..enums import Interest
from .decisions import get_decision


@login_required
def interests(request: HttpRequest, code: str) -> HttpResponse:
    """What the members answered, for the owner and the secretariat, who ask from here."""
    decision = get_decision(code)
    if not rules.may_read_interests(request.user, decision):
        raise Http404
    note_reading(request.user, decision.problem.disclosure, "decision", decision.circle_id)
    form = forms.AskInterestForm(request.POST or None, initial={"until": decision.interest_until})
    ask = actions.ask_interest
    status = submitted(form, lambda: ask(person=request.user, decision=decision, **form.cleaned_data))
    if not status:
        return redirect("roundtables:interests", code=code)
    rows = sorted(queries.interests(decision), key=lambda row: -Interest.values.index(row.level))
    counts = Counter(row.level for row in rows)
    context = {
        "decision": decision, "problem": decision.problem, "form": form, "rows": rows,
        "counts": [(label, counts[value]) for value, label in reversed(Interest.choices)],
        "table": queries.table_of(decision), "may_ask": rules.may_ask_interest(request.user, decision),
    }  # fmt: skip
    return render(request, "roundtables/interests.html", context, status=status)


@login_required
def interest(request: HttpRequest, code: str, org: str) -> HttpResponse:
    """One member's answer, by its coordinator."""
    decision = get_decision(code)
    organisation = found(queries.member(org))
    if not rules.may_state_interest(request.user, decision, organisation):
        raise Http404
    note_reading(request.user, decision.problem.disclosure, "decision", decision.circle_id)
    said = queries.interest_of(decision, organisation)
    form = forms.StateInterestForm(request.POST or None, initial=forms.StateInterestForm.initial_of(said))
    state = actions.state_interest
    status = submitted(
        form,
        lambda: state(person=request.user, decision=decision, organisation=organisation, **form.cleaned_data),
        now=lambda: form.initial_of(queries.interest_of(decision, organisation)),
    )
    if not status:
        return redirect(reverse("roundtables:interest", args=[code, org]))
    context = {
        "decision": decision, "problem": decision.problem, "organisation": organisation, "form": form, "said": said,
        "open": decision.interest_until is not None and decision.interest_until >= timezone.localdate(),
    }  # fmt: skip
    return render(request, "roundtables/interest.html", context, status=status)
