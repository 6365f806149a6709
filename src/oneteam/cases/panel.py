"""What the pages of a problem and of a project show of their thread."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from oneteam.problems.models import Problem
from oneteam.projects.models import Project


def of_problem(request: HttpRequest, problem: Problem) -> str | None:
    return _panel(request, problem)


def of_project(request: HttpRequest, project: Project) -> str | None:
    return _panel(request, project)


def _panel(request: HttpRequest, at: Any) -> str | None:
    """The ways into its thread; they ask the database nothing. A visitor reads the thread alone."""
    if not request.user.is_authenticated:
        return None
    return render_to_string("cases/_panel.html", {"at": at}, request)
