"""Nothing leaves here that the second pair of eyes refuses."""

from __future__ import annotations

from collections.abc import Sequence

from oneteam_core.timetable.model import Agenda
from oneteam_core.timetable.result import Plan
from oneteam_core.timetable.validate import Violation, validate_timetable


class Unsound(Exception):
    """A plan that breaks the rules it was made for: a fault of this core, never of the input.

    ``violations`` say what is broken.
    """

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__(f"The timetable is refused: {' '.join(wrong.message for wrong in violations)}")
        self.violations = tuple(violations)


def sound_plan(agenda: Agenda, plan: Plan) -> Plan:
    """The plan, re-checked from what it was made of; raises :class:`Unsound`. Complexity: as :func:`validate_timetable`."""
    wrong = validate_timetable(agenda, plan)
    if wrong:
        raise Unsound(wrong)
    return plan
