"""What can be done with a problem: one function, one transaction, one entry in the journal each."""

from ._common import advance, follow, tell_contact
from .course import close, hold, resume, withdraw
from .intake import draft, missing_for_submission, register_for, save_step, set_data_items, submit
from .scoping import begin_scoping, finish_scoping
from .sharing import answer_lowering, ask_lowering, name_person, raise_level, set_disclosure, unname_person

__all__ = [
    "advance",
    "answer_lowering",
    "ask_lowering",
    "begin_scoping",
    "close",
    "draft",
    "finish_scoping",
    "follow",
    "hold",
    "missing_for_submission",
    "name_person",
    "raise_level",
    "register_for",
    "resume",
    "save_step",
    "set_data_items",
    "set_disclosure",
    "submit",
    "tell_contact",
    "unname_person",
    "withdraw",
]
