"""Letters about a problem. For named and sealed ones: neither title nor content, only a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from oneteam.journal.letters import Letter, letter

from . import queries
from .models import Problem


def about(data: Mapping[str, Any]) -> Problem | None:
    return queries.problems().filter(code=data["problem"]).first()


def build(problem: Problem, subject: str, sentence: str, button: str, why: str, path: str = "") -> Letter:
    """The letter with the title, or without it where the title is confidential."""
    closed = problem.disclosure.is_confidential
    named = problem.code if closed else f"{problem.title} ({problem.code})"
    return Letter(
        subject=f"{subject} {problem.code}",
        paragraphs=[sentence, named],
        button=button,
        path=path or problem.get_absolute_url(),
        why=why,
        confidential=closed,
    )


@letter("problems.submitted")
def submitted(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    problem = about(data)
    if problem is None:
        return None
    sentence = _("A problem was submitted and waits for scoping. Please look at it within seven days.")
    why = _("You get this because you work for the secretariat.")
    return build(problem, _("Problem submitted:"), sentence, _("Scope the problem"), why)


@letter("problems.scoped")
def scoped(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    problem = about(data)
    if problem is None:
        return None
    sentence = _("The secretariat has reviewed your problem. Please read its note.")
    why = _("You get this because you are the contact for this problem.")
    return build(problem, _("Reviewed:"), sentence, _("Read the note"), why)


@letter("problems.registered")
def registered(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    problem = about(data)
    if problem is None:
        return None
    sentence = _("The secretariat wrote down for you what you told it. Please check it and submit it.")
    why = _("You get this because you are the contact for this problem.")
    return build(problem, _("Written down for you:"), sentence, _("Check the text"), why)
