"""What a project's page shows of the register."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from oneteam.projects.models import Project

from . import queries, rules
from .facts import row


def of_project(request: HttpRequest, project: Project) -> str | None:
    items = [row(item) for item in queries.register(project)]
    if not items and not rules.may_list(request.user, project):
        return None
    return render_to_string("dataregister/_panel.html", {"items": items, "project": project}, request)
