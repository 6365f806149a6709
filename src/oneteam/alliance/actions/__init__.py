"""What the secretariat and the people of the alliance do. Each act: rule, change, journal, mail, in one transaction."""

from .agreements import agree, attach_signed, bind, end_agreement, waive
from .erasure import ask_erasure, erase, take_erasure_back
from .founding import found, keep_alliance, skip_step
from .imports import carry_out, draft_import, sweep_drafts
from .invitations import accept, create_from_invitation, invite, send_again, withdraw
from .logos import set_logo, take_logo_off
from .organisations import (
    add_organisation,
    add_skill,
    advance,
    change_organisation,
    change_period,
    join_on,
    reword,
)
from .rivalries import declare_rivalry, end_rivalry
from .seats import end_seat, end_seats_of, give_seat, set_last_day, sweep_names

__all__ = [
    "accept",
    "add_organisation",
    "add_skill",
    "advance",
    "agree",
    "ask_erasure",
    "attach_signed",
    "bind",
    "carry_out",
    "change_organisation",
    "change_period",
    "create_from_invitation",
    "declare_rivalry",
    "draft_import",
    "end_agreement",
    "end_rivalry",
    "end_seat",
    "end_seats_of",
    "erase",
    "found",
    "give_seat",
    "invite",
    "join_on",
    "keep_alliance",
    "reword",
    "send_again",
    "set_last_day",
    "set_logo",
    "skip_step",
    "sweep_drafts",
    "sweep_names",
    "take_erasure_back",
    "take_logo_off",
    "waive",
    "withdraw",
]
