from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import Now, found, submitted
from oneteam.projects.models import Project
from oneteam.projects.queries import one

from .. import queries
from ..models import Item, Output


def get_project(request: HttpRequest, code: str) -> Project:
    """The project, or 404: for a wrong address and for a hidden project alike. Reading is noted."""
    project: Project = found(one(code))
    note_reading(request.user, project.disclosure, "data")
    return project


def get_item(request: HttpRequest, code: str) -> Item:
    item: Item = found(queries.item(code))
    note_reading(request.user, item.project.disclosure, "data")
    return item


def get_output(code: str) -> Output:
    output: Output = found(queries.output(code))
    return output


def only(allowed: Any) -> None:
    """A page for those who may do what it is for."""
    if not allowed:
        raise Http404


def sent(request: HttpRequest) -> Any:
    """What was posted, even if nothing was filled in; None for who only looks."""
    return request.POST if request.method == "POST" else None


def answered(
    request: HttpRequest, form: Any, act: Callable[[], Any], page: str, context: Mapping[str, Any], back: Any,
    done: str = "", now: Now | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the form, or do the act and go back: what was typed stays when it cannot be done."""
    status = submitted(form, act, now=now)
    if status:
        return render(request, page, {**context, "form": form}, status=status)
    if done:
        messages.success(request, done)
    return redirect(back() if callable(back) else back)
