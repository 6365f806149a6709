"""Dates for many round tables at once.

>>> from oneteam_core.timetable import Agenda, plan
"""

from oneteam_core.timetable.check import check_agenda
from oneteam_core.timetable.errors import TimetableError
from oneteam_core.timetable.model import Agenda, Hours, Person, Place, Room, Rules, Span, Table
from oneteam_core.timetable.options import alternatives, why_not
from oneteam_core.timetable.planner import plan
from oneteam_core.timetable.result import (
    LEVELS,
    REASONS,
    Absent,
    Alternative,
    Difference,
    Earlier,
    Level,
    Meeting,
    Plan,
    Reason,
    Unscheduled,
    WhyNot,
)
from oneteam_core.timetable.sound import Unsound, sound_plan
from oneteam_core.timetable.validate import Violation, validate_timetable

__all__ = [
    "LEVELS", "REASONS", "Absent", "Agenda", "Alternative", "Difference", "Earlier", "Hours", "Level", "Meeting",
    "Person", "Place", "Plan", "Reason", "Room", "Rules", "Span", "Table", "TimetableError", "Unscheduled", "Unsound",
    "Violation", "WhyNot", "alternatives", "check_agenda", "plan", "sound_plan", "validate_timetable", "why_not",
]  # fmt: skip
