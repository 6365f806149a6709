"""Nothing leaves here that the second pair of eyes refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oneteam_core.matching.model import Candidate, ProblemText, Relations, Rules
from oneteam_core.matching.result import Panel
from oneteam_core.matching.validate import Violation, validate_panel


class Unsound(Exception):
    """An answer that breaks the rules it was made for: a fault of this core, never of the input.

    ``violations`` say what is broken.
    """

    def __init__(self, answer: str, violations: Sequence[Violation]) -> None:
        super().__init__(f"{answer} is refused: {' '.join(wrong.message for wrong in violations)}")
        self.violations = tuple(violations)


def sound_panel(
    panel: Panel,
    *,
    problem: ProblemText,
    candidates: Sequence[Candidate],
    relations: Relations,
    rules: Rules,
    on: date,
) -> Panel:
    """The panel, re-checked from what it was made of; raises :class:`Unsound`. Where rules clash there is none.

    Complexity: as :func:`~oneteam_core.matching.validate.validate_panel`.

    >>> from dataclasses import replace
    >>> from oneteam_core.matching.panel import match
    >>> ann = Candidate(id="ann", orgs=("u",), kind="academia", skills=("ai",))
    >>> case = {
    ...     "problem": ProblemText(id="P", owners=("red",), area="radio"), "candidates": [ann],
    ...     "relations": Relations(), "rules": Rules(min_research=0, min_field=0), "on": date(2026, 11, 23),
    ... }
    >>> panel = match(**case)
    >>> sound_panel(panel, **case).persons
    ('ann',)
    >>> sound_panel(replace(panel, chosen=()), **case)
    Traceback (most recent call last):
    oneteam_core.matching.sound.Unsound: The panel of P is refused: The rule size is broken. The rule academia is broken.
    """
    if not panel.clash:
        wrong = validate_panel(
            problem=problem, candidates=candidates, relations=relations, rules=rules, on=on, persons=panel.persons
        )  # fmt: skip
        if wrong:
            raise Unsound(f"The panel of {panel.problem}", wrong)
    return panel
