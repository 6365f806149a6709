"""Letters about a problem. For named and sealed ones: neither title nor content, only a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.journal.letters import Letter, letter

from . import queries
from .models import Problem


def about(data: Mapping[str, Any]) -> Problem | None:
    """For those at its desk: whoever was its contact, and works elsewhere now, hears no more of it."""
    return queries.problems().filter(queries.AT_THE_DESK, code=data["problem"]).first()


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


@letter("problems.received")
def received(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    problem = about(data)
    if problem is None:
        return None
    sentence = _("Your problem has been received. The secretariat answers within seven days.")
    why = _("You get this because you are the contact for this problem.")
    return build(problem, _("Received:"), sentence, _("See where it stands"), why)


@letter("problems.moved")
def moved(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    problem = about(data)
    if problem is None:
        return None
    sentence = _("The state of the problem has changed. Please read on its page what is to be done next.")
    why = _("You get this because you are the contact for this problem, or work for the secretariat.")
    return build(problem, _("State changed:"), sentence, _("See where it stands"), why)


@letter("problems.lowering_asked")
def lowering_asked(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    problem = about(data)
    if problem is None:
        return None
    sentence = _(
        "Somebody asks to show the problem to more readers. It opens only if you agree; please answer."
    )
    why = _("You get this because you are the contact for this problem, or work for the secretariat.")
    path = reverse("problems:people", args=[problem.code])
    return build(problem, _("Your agreement is needed:"), sentence, _("Read and answer"), why, path)


@letter("problems.lowering_answered")
def lowering_answered(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    problem = about(data)
    if problem is None:
        return None
    sentence = _("Your request to show the problem to more readers was answered.")
    why = _("You get this because you asked.")
    path = reverse("problems:people", args=[problem.code])
    return build(problem, _("Answered:"), sentence, _("Read the answer"), why, path)
