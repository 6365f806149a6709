"""What a project's page shows of what came out of it."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from oneteam.projects.enums import ProjectState
from oneteam.projects.models import Project

from . import facts, queries


def of_project(request: HttpRequest, project: Project) -> str | None:
    if project.state == ProjectState.PROPOSED:
        return None
    found = queries.summary(project)
    context = {"project": project, "rows": facts.from_summary(found["outcomes"])}
    return render_to_string("outcomes/_panel.html", context, request)
