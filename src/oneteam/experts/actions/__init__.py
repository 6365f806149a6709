"""What can be done with experts' profiles: one function, one transaction, one line in the journal."""

from .belongings import (
    add_experience,
    add_window,
    add_work,
    block,
    declare_engagement,
    end_engagement,
    remove_engagement,
    remove_experience,
    remove_window,
    remove_work,
    unblock,
)
from .imports import (
    carry_out_import,
    draft_import,
    sort_draft,
    sweep_drafts,
)
from .indexing import index
from .merging import merge, tell_apart
from .profiles import (
    consent,
    edit,
    enrol,
)

__all__ = [
    "add_experience",
    "add_window",
    "add_work",
    "block",
    "carry_out_import",
    "consent",
    "declare_engagement",
    "draft_import",
    "edit",
    "end_engagement",
    "enrol",
    "index",
    "merge",
    "remove_engagement",
    "remove_experience",
    "remove_window",
    "remove_work",
    "sort_draft",
    "sweep_drafts",
    "tell_apart",
    "unblock",
]
