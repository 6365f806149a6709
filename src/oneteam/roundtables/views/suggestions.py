from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, submitted

from .. import actions, forms, queries, rules
from ..comparing import words_of
from ..enums import SuggestionState
from ..models import MinutesSuggestion
from ..texts import Texts
from .tables import get_table


@login_required
def suggest(request: HttpRequest, code: str, passage: str) -> HttpResponse:
    """Suggest a correction of one passage of the minutes."""
    table = get_table(code)
    written = found(queries.minutes(table))
    there = Texts.of(written).passage(passage)
    possible = there is not None and rules.may_suggest(request.user, written)
    if request.method != "POST" and not possible:
        raise Http404  # what was sent is not lost where the minutes were agreed or changed meanwhile
    note_reading(request.user, table.problem.disclosure, "minutes", table.circle_id)
    initial = {"text": there.text, "version": written.version} if there else {}
    form = forms.SuggestionForm(request.POST or None, initial=initial)
    made: list[MinutesSuggestion] = []
    status = submitted(
        form,
        lambda: made.append(
            actions.suggest(person=request.user, minutes=written, passage=passage, **form.cleaned_data)
        ),
    )
    if made:
        return redirect(made[0])
    context = {"table": table, "problem": table.problem, "key": passage, "passage": there, "form": form}
    return render(request, "roundtables/suggest.html", context, status=status)


@login_required
def suggestion(request: HttpRequest, code: str) -> HttpResponse:
    """One suggested correction: what stood there, what stands there now, what is suggested; and the answer."""
    one: MinutesSuggestion = found(queries.suggestion(code))
    table = one.minutes.table
    note_reading(request.user, table.problem.disclosure, "minutes", table.circle_id)
    if request.method == "POST" and not rules.may_lead(request.user, table):
        raise Http404
    form = forms.SuggestionAnswerForm(
        request.POST or None, initial={"text": one.text, "version": one.minutes.version}
    )
    status = submitted(form, lambda: _answer(request, one, form), now=lambda: _now(code))
    if not status:
        return redirect(one)
    now = Texts.of(one.minutes).passage(one.passage)
    waits = one.state == SuggestionState.OPEN and rules.may_answer_suggestion(request.user, one.minutes)
    context = {
        "table": table, "problem": table.problem, "suggestion": one, "passage": now,
        "may_answer": waits or form.is_bound,
        "form": form, "words": words_of(one.before, one.text), "moved": now is None or now.text != one.before,
        "others": queries.suggestions(one.minutes).filter(passage=one.passage).exclude(pk=one.pk),
    }  # fmt: skip
    return render(request, "roundtables/suggestion.html", context, status=status)


def _now(code: str) -> dict[str, Any]:
    """The passage as it stands by now, for whoever would have written over it."""
    one: MinutesSuggestion = found(queries.suggestion(code))
    passage = Texts.of(one.minutes).passage(one.passage)
    return {"text": passage.text if passage else "", "version": one.minutes.version}


def _answer(request: HttpRequest, one: MinutesSuggestion, form: Any) -> None:
    given = form.cleaned_data
    if given["do"] == "decline":
        return actions.decline(person=request.user, suggestion=one, answer=given["answer"])
    return actions.take_over(
        person=request.user, suggestion=one, text=given["text"], version=given["version"]
    )
