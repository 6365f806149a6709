from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, only
from oneteam.projects.models import Project
from oneteam.projects.queries import one

from .. import queries, rules
from ..models import Outcome, Publication, Result

FORM = "outcomes/form.html"


def get_project(request: HttpRequest, code: str) -> Project:
    """The project, or 404: for a wrong address and for a hidden project alike. Reading is noted."""
    project: Project = found(one(code))
    note_reading(request.user, project.disclosure, "outcomes")
    return project


def get_outcome(request: HttpRequest, code: str) -> Outcome:
    outcome: Outcome = found(queries.outcome(code))
    note_reading(request.user, outcome.project.disclosure, "outcomes")
    return outcome


def get_result(request: HttpRequest, code: str) -> Result:
    result: Result = found(queries.result(code))
    note_reading(request.user, result.project.disclosure, "outcomes")
    return result


def get_publication(request: HttpRequest, code: str) -> Publication:
    publication: Publication = found(queries.publication(code))
    note_reading(request.user, publication.project.disclosure, "outcomes")
    return publication


def only_to_act(request: HttpRequest, project: Project, allowed: Any) -> None:
    """The same of a form that somebody quicker may have closed: what was typed is answered, not thrown away."""
    only(allowed or (request.method == "POST" and rules.takes_part(request.user, project)))
