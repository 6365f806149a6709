"""What can be done from a match to a decision: one function, one transaction, one entry in the journal each."""

from .cancelling import cancel
from .days import begin_day, make_lists, plan_day
from .decisions import close_table, decide
from .feedback import give_feedback
from .following import (
    add_action_item,
    attach_to_action_item,
    confirm_action_item,
    finish_action_item,
    move_action_item,
    send_back_action_item,
)
from .interests import ask_interest, state_interest
from .minutes import agree_by_silence, agree_minutes, save_minutes, send_minutes
from .reminding import remind_of_actions
from .reviews import review_decision
from .room import change_agenda, change_chair, open_room
from .runs import (
    approve_panel,
    ask_again,
    begin_match,
    choose,
    match_as_asked,
    note_candidate,
    run_match,
    send_to_owner,
)
from .tables import answer_invitation, attach_to_minutes, convene, hold, remind_invited
from .waivers import answer_waiver, ask_waiver

__all__ = [
    "add_action_item",
    "agree_by_silence",
    "agree_minutes",
    "answer_invitation",
    "answer_waiver",
    "approve_panel",
    "ask_again",
    "ask_interest",
    "ask_waiver",
    "attach_to_action_item",
    "attach_to_minutes",
    "begin_day",
    "begin_match",
    "cancel",
    "change_agenda",
    "change_chair",
    "choose",
    "close_table",
    "confirm_action_item",
    "convene",
    "decide",
    "finish_action_item",
    "give_feedback",
    "hold",
    "make_lists",
    "match_as_asked",
    "move_action_item",
    "note_candidate",
    "open_room",
    "plan_day",
    "remind_invited",
    "remind_of_actions",
    "review_decision",
    "run_match",
    "save_minutes",
    "send_back_action_item",
    "send_minutes",
    "send_to_owner",
    "state_interest",
]
