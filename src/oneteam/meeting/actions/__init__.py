"""Use cases of a room. Each is one transaction; the pages of everybody in the room hear of it when it commits."""

from oneteam.roundtables.actions import change_agenda

from .ideas import change_idea, count_votes, open_voting, propose, vote
from .notes import attach_file, change_note, put_in_short, take_back, take_on, write
from .people import be_here, give_floor, lower_hand, raise_hand, take_chair
from .sitting import add_minutes, begin, end, go_to

__all__ = [
    "add_minutes",
    "attach_file",
    "be_here",
    "begin",
    "change_agenda",
    "change_idea",
    "change_note",
    "count_votes",
    "end",
    "give_floor",
    "go_to",
    "lower_hand",
    "open_voting",
    "propose",
    "put_in_short",
    "raise_hand",
    "take_back",
    "take_chair",
    "take_on",
    "vote",
    "write",
]
