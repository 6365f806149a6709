"""Beside the form in which a problem is written: its neighbours, as of what is typed or stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from oneteam.base.fields import Bi
from oneteam.problems.models import Problem

from .neighbours import LANGUAGES, Said, near
from .reading import note_entries

TOLD = ("title", "teaser", "background", "goal", "tried", "metric")


def beside(request: HttpRequest, problem: Problem, form: Any) -> str:
    found = near(problem, said(problem, form))
    note_entries(request.user, [one.entry for one in found if one.entry])
    context = {"problem": problem, "neighbours": found, "live": "title" in form.fields}
    return render_to_string("cases/_near.html", context, request)


def said(problem: Problem, form: Any) -> Said:
    texts = [_text(problem, form, name) for name in TOLD]
    skills = form["skills"].value() if "skills" in form.fields else problem.skills
    joined = ("\n".join(getattr(one, language) for one in texts).strip() for language in LANGUAGES)
    return Said(Bi(*joined), frozenset(skills or ()))


def _text(problem: Problem, form: Any, name: str) -> Bi:
    if name in form.fields:
        return _of(form[name].value())
    return next(_stored(problem, name), Bi())


def _of(value: Any) -> Bi:
    """What a field of two languages holds: a list as it was typed, or what is stored."""
    return Bi(*(str(part or "") for part in value)) if isinstance(value, list) else Bi.of(value)


def _stored(problem: Problem, name: str) -> Iterator[Bi]:
    for row in (problem, getattr(problem, "brief", None)):
        if hasattr(row, name):
            yield getattr(row, name)
