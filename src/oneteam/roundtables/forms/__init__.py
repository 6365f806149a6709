"""What the pages ask for."""

from .agenda import MORE_ROWS, AgendaRow, AgendaTemplateForm, agenda_of, agenda_rows
from .dates import MOST_BY_JOB, AskDatesForm, DatesForm, WhenForm
from .days import DayForm, ListsForm
from .decisions import AskInterestForm, DecisionForm, DissentForm, ReviewForm, StateInterestForm
from .following import ActionItemForm, DoneForm, LackingForm, MoveForm
from .invitations import AnswerForm, AnswerReplacementForm, ReplaceForm
from .matching import ByHandForm, ChangeForm, NoteForm, ReasonForm, RulesForm, SendForm, SwapForm
from .minutes import EditionForm, MinutesForm, SuggestionAnswerForm, SuggestionForm
from .moving import MoveTableForm
from .sessions import LayoutForm, MoveSessionForm, PublishForm, agenda_for
from .tables import AttendanceForm, CancelForm, ConveneForm, FeedbackForm, came_of
from .venues import BlockForm, VenueForm
from .waivers import AnswerWaiverForm, AskWaiverForm

__all__ = [
    "MORE_ROWS",
    "MOST_BY_JOB",
    "ActionItemForm",
    "AgendaRow",
    "AgendaTemplateForm",
    "AnswerForm",
    "AnswerReplacementForm",
    "AnswerWaiverForm",
    "AskDatesForm",
    "AskInterestForm",
    "AskWaiverForm",
    "AttendanceForm",
    "BlockForm",
    "ByHandForm",
    "CancelForm",
    "ChangeForm",
    "ConveneForm",
    "DatesForm",
    "DayForm",
    "DecisionForm",
    "DissentForm",
    "DoneForm",
    "EditionForm",
    "FeedbackForm",
    "LackingForm",
    "LayoutForm",
    "ListsForm",
    "MinutesForm",
    "MoveForm",
    "MoveSessionForm",
    "MoveTableForm",
    "NoteForm",
    "PublishForm",
    "ReasonForm",
    "ReplaceForm",
    "ReviewForm",
    "RulesForm",
    "SendForm",
    "StateInterestForm",
    "SuggestionAnswerForm",
    "SuggestionForm",
    "SwapForm",
    "VenueForm",
    "WhenForm",
    "agenda_for",
    "agenda_of",
    "agenda_rows",
    "came_of",
]
