from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.problems.actions import advance
from oneteam.problems.models import Problem


def require(allowed: bool) -> None:
    if not allowed:
        raise Refused(
            _("You cannot do this here, or not any more. Read the page again to see what is possible.")
        )


def invalid(field: str, sentence: str) -> Invalid:
    """A refusal that stands beside its field."""
    return Invalid(sentence, {field: sentence})


def move(problem: Problem, transition: str, person: Any, **data: Any) -> None:
    """Move the problem on. A chair may be an expert, who is not at the desk where the step is told."""
    with walls.system("a round table moves its problem on"):
        advance(problem=problem, transition=transition, by=person, data=data)
