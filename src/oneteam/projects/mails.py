from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from oneteam.journal.letters import Letter, letter

from . import queries
from .models import Effect, Project


def _project_letter(
    data: Mapping[str, Any], subject: str, sentence: str, button: str, why: str
) -> Letter | None:
    project = queries.projects().filter(code=data["project"]).first()
    if project is None:
        return None
    return _letter(project, project.disclosure.is_confidential, subject, sentence, button, why)


def _letter(
    thing: Project | Effect, closed: bool, subject: str, sentence: str, button: str, why: str
) -> Letter:
    about = thing.code if closed else f"{thing} ({thing.code})"
    return Letter(f"{subject} {thing.code}", [sentence, about], button, thing.get_absolute_url(), why, closed)


@letter("projects.agree")
def agree(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    sentence = _("A project asks your organisation to take part. Please agree, or talk to the secretariat.")
    why = _("You get this because you speak for your organisation.")
    return _project_letter(data, _("Please agree:"), sentence, _("See the project"), why)


@letter("projects.confirm_site")
def confirm_site(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    sentence = _("A project reports that its result is applied at a site of yours. Please confirm it.")
    why = _("You get this because you speak for your organisation.")
    return _project_letter(data, _("Please confirm the site:"), sentence, _("See the site"), why)


@letter("projects.verify")
def verify(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    effect = queries.effects().filter(code=data["effect"]).first()
    if effect is None:
        return None
    closed = effect.problem is None or effect.problem.disclosure.is_confidential
    sentence = _(
        "An effect was claimed and waits for your verification. You are asked because you did not do the work."  # noqa: E501
    )
    why = _("You get this because the secretariat named you as verifier.")
    return _letter(effect, closed, _("Please verify:"), sentence, _("See the evidence"), why)
