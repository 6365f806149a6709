from __future__ import annotations

from django.http import HttpRequest

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found
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
