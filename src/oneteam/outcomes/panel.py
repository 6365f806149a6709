"""What a project's page shows of what came out of it."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from oneteam.base.fields import Bi
from oneteam.projects.enums import ProjectState
from oneteam.projects.models import Project

from . import facts, queries
from .models import Publication, Result


def of_project(request: HttpRequest, project: Project) -> str | None:
    if project.state == ProjectState.PROPOSED:
        return None
    found = queries.summary(project)
    results = [Result(code=one["code"], title=Bi.of(one["title"])) for one in found["results"]]
    drafts = [
        Publication(code=one["code"], title=Bi.of(one["title"]), state=one["state"])
        for one in found["publications"]
    ]
    shown = [facts.publication_row(one) for one in drafts]
    context = {
        "project": project,
        "publications": shown,
        "rows": facts.from_summary(found["outcomes"]),
        "results": results,
    }
    return render_to_string("outcomes/_panel.html", context, request)
