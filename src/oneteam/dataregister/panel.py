"""What the pages of a project and of a problem show of the register."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from oneteam.problems.models import Problem
from oneteam.projects.models import Project

from . import queries, rules
from .facts import row


def of_project(request: HttpRequest, project: Project) -> str | None:
    items = [row(item) for item in queries.register(project)]
    if not items and not rules.may_list(request.user, project):
        return None
    return render_to_string("dataregister/_panel.html", {"items": items, "project": project}, request)


def of_problem(request: HttpRequest, problem: Problem) -> str | None:
    """Nothing, for whoever sees no item."""
    items = [row(item) for item in queries.of_thread(problem)]
    if not items:
        return None
    project = items[0]["item"].project
    return render_to_string("dataregister/_panel.html", {"items": items, "project": project}, request)
