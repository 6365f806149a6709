from __future__ import annotations

from typing import Any

from oneteam import walls
from oneteam.problems.actions import advance
from oneteam.problems.models import Problem


def move(problem: Problem, transition: str, person: Any, **data: Any) -> None:
    """Move the problem on. A chair may be an expert, who is not at the desk where the step is told."""
    with walls.system("a round table moves its problem on"):
        advance(problem=problem, transition=transition, by=person, data=data)
