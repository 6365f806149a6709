"""From a match run over the panel to one decision."""

from .dates import DateAnswer, DateFound, DateLetter, DateQuestion, DateSearch, question_code, search_code
from .days import DayPlace, DayPlan, DayProblem, DaySession, DayTimetable, day_code, timetable_code
from .decisions import Decision, DecisionReview, Dissent, Feedback, InterestForm, decision_code
from .following import ActionItem, ActionReminder, action_code
from .invitations import Replacement, TableInvitation, replacement_code
from .matching import Candidate, CandidateNote, MatchRun, WaiverRequest, run_code, stood_in_for, waiver_code
from .minutes import (
    Minutes,
    MinutesAgreement,
    MinutesEdition,
    MinutesSuggestion,
    MinutesVersion,
    Written,
    edition_code,
    suggestion_code,
)
from .tables import MATERIALS, PAPERS, AgendaItem, AgendaTemplate, Attendance, Booking, RoundTable, table_code
from .venues import Venue, VenueBooking, booking_code, venue_code

__all__ = [
    "MATERIALS",
    "PAPERS",
    "ActionItem",
    "ActionReminder",
    "AgendaItem",
    "AgendaTemplate",
    "Attendance",
    "Booking",
    "Candidate",
    "CandidateNote",
    "DateAnswer",
    "DateFound",
    "DateLetter",
    "DateQuestion",
    "DateSearch",
    "DayPlace",
    "DayPlan",
    "DayProblem",
    "DaySession",
    "DayTimetable",
    "Decision",
    "DecisionReview",
    "Dissent",
    "Feedback",
    "InterestForm",
    "MatchRun",
    "Minutes",
    "MinutesAgreement",
    "MinutesEdition",
    "MinutesSuggestion",
    "MinutesVersion",
    "Replacement",
    "RoundTable",
    "TableInvitation",
    "Venue",
    "VenueBooking",
    "WaiverRequest",
    "Written",
    "action_code",
    "booking_code",
    "day_code",
    "decision_code",
    "edition_code",
    "question_code",
    "replacement_code",
    "run_code",
    "search_code",
    "stood_in_for",
    "suggestion_code",
    "table_code",
    "timetable_code",
    "venue_code",
    "waiver_code",
]
