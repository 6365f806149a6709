from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from oneteam.base import answers
from oneteam.base.answers import Now, found, only

from .. import queries, rules
from ..models import Effect, Project


def get_project(code: str) -> Project:
    """The project, or 404: for a wrong address and for a hidden project alike."""
    project: Project = found(queries.one(code))
    return project


def get_managed(request: HttpRequest, code: str) -> Project:
    """Forms are for those who keep the project; the action says why, where only the moment is wrong."""
    project = get_project(code)
    only(rules.may_manage(request.user, project))
    return project


def get_effect(code: str) -> Effect:
    effect: Effect = found(queries.effect(code))
    return effect


def answered(
    request: HttpRequest, form: Any, act: Callable[[], Any], template: str, context: Mapping[str, Any],
    done: str = "", now: Now | None = None, back: Any = None,
) -> HttpResponse:  # fmt: skip
    """As everywhere; where somebody was looked for, the form was not sent yet."""
    if form.is_bound and "find" in form.data:
        form.errors.clear()
        return render(request, template, {**context, "form": form})
    return answers.answered(request, form, act, template, context, done, now=now, back=back)


def step_page(project: Project, title: Any, words: Any, button: Any, **more: Any) -> dict[str, Any]:
    """What a page with one form says."""
    return {"project": project, "title": title, "words": words, "button": button, "key": "", **more}


def then_project(project: Project, act: Callable[..., Any]) -> Callable[..., Project]:
    """Do it, then back to the project."""

    def done(**values: Any) -> Project:
        act(**values)
        return project

    return done


def then(address: str, act: Callable[..., Any]) -> Callable[..., str]:
    """Do it, then to this address."""

    def done(**values: Any) -> str:
        act(**values)
        return address

    return done
