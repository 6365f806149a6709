"""What the pages ask for."""

from .dates import MOST_AT_ONCE, AskDatesForm, DatesForm, WhenForm
from .days import DayForm, ListsForm
from .decisions import AskInterestForm, DecisionForm, DissentForm, ReviewForm, StateInterestForm
from .following import ActionItemForm, DoneForm, LackingForm, MoveForm
from .invitations import AnswerForm, AnswerReplacementForm, ReplaceForm
from .matching import ByHandForm, ChangeForm, NoteForm, ReasonForm, RulesForm, SendForm, SwapForm
from .minutes import EditionForm, MinutesForm, SuggestionAnswerForm, SuggestionForm
from .tables import (
    MORE_ROWS,
    AgendaRow,
    AttendanceForm,
    CancelForm,
    ConveneForm,
    FeedbackForm,
    agenda_of,
    agenda_rows,
    came_of,
)
from .venues import BlockForm, VenueForm
from .waivers import AnswerWaiverForm, AskWaiverForm

__all__ = [
    "MORE_ROWS",
    "MOST_AT_ONCE",
    "ActionItemForm",
    "AgendaRow",
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
    "ListsForm",
    "MinutesForm",
    "MoveForm",
    "NoteForm",
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
    "agenda_of",
    "agenda_rows",
    "came_of",
]
