"""What can be done from a match to a decision: one function, one transaction, one entry in the journal each."""

from .agenda import save_agenda_template
from .cancelling import cancel
from .dates import (
    begin_dates,
    find_dates,
)
from .days import begin_day, make_lists, plan_day
from .decisions import close_table, decide
from .editions import publish_edition, save_edition, take_back_edition
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
from .invitations import answer_by_link, answer_invitation, remind_invited
from .materials import add_material, open_materials, settle_materials
from .minutes import agree_by_silence, agree_minutes, save_minutes, send_minutes
from .moving import look_ahead, move_table
from .rematching import match_beside
from .reminding import remind_of_actions
from .replacing import answer_replacement, propose_replacement
from .reviews import review_decision, tell_of_reviews
from .room import change_agenda, open_room, take_chair
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
from .sessions import (
    begin_layout,
    lay_out_day,
    move_session,
    publish_sessions,
)
from .slots import answer_dates, ask_dates
from .suggestions import decline, suggest, take_over
from .tables import attach_in_room, attach_to_minutes, convene, hold
from .venues import block_venue, free_venue, save_venue
from .waivers import answer_waiver, ask_waiver

__all__ = [
    "add_action_item",
    "add_material",
    "agree_by_silence",
    "agree_minutes",
    "answer_by_link",
    "answer_dates",
    "answer_invitation",
    "answer_replacement",
    "answer_waiver",
    "approve_panel",
    "ask_again",
    "ask_dates",
    "ask_interest",
    "ask_waiver",
    "attach_in_room",
    "attach_to_action_item",
    "attach_to_minutes",
    "begin_dates",
    "begin_day",
    "begin_layout",
    "begin_match",
    "block_venue",
    "cancel",
    "change_agenda",
    "choose",
    "close_table",
    "confirm_action_item",
    "convene",
    "decide",
    "decline",
    "find_dates",
    "finish_action_item",
    "free_venue",
    "give_feedback",
    "hold",
    "lay_out_day",
    "look_ahead",
    "make_lists",
    "match_as_asked",
    "match_beside",
    "move_action_item",
    "move_session",
    "move_table",
    "note_candidate",
    "open_materials",
    "open_room",
    "plan_day",
    "propose_replacement",
    "publish_edition",
    "publish_sessions",
    "remind_invited",
    "remind_of_actions",
    "review_decision",
    "run_match",
    "save_agenda_template",
    "save_edition",
    "save_minutes",
    "save_venue",
    "send_back_action_item",
    "send_minutes",
    "send_to_owner",
    "settle_materials",
    "state_interest",
    "suggest",
    "take_back_edition",
    "take_chair",
    "take_over",
    "tell_of_reviews",
]
