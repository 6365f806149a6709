"""Many meetings of the same people: as few overlaps as can be, whoever has to miss what."""

from oneteam_core.timetable.meetings.model import Meetings, Timetable, check_meetings
from oneteam_core.timetable.meetings.solve import hold_all

__all__ = ["Meetings", "Timetable", "check_meetings", "hold_all"]
