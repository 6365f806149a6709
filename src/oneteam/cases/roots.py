"""Where a thread is looked at from: its problem, one of its projects, or one of its effects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from oneteam.alliance.models import Disclosure
from oneteam.problems.models import Problem
from oneteam.projects.models import Effect, Project


@dataclass(frozen=True)
class Root:
    """``at`` is what the address names; the others as far as the reader sees them."""

    at: Problem | Project | Effect
    problem: Problem | None
    project: Project | None = None
    effect: Effect | None = None

    @property
    def code(self) -> str:
        return self.at.code

    @property
    def title(self) -> Any:
        return self.at.metric if isinstance(self.at, Effect) else self.at.title

    @property
    def disclosure(self) -> Disclosure:
        return self.at.disclosure
