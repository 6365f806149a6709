"""What can be done with experts' profiles: one function, one transaction, one line in the journal."""

from .imports import carry_out_import, draft_import, sort_draft, sweep_drafts
from .profiles import (
    add_work,
    consent,
    declare_engagement,
    edit,
    end_engagement,
    enrol,
    remove_work,
)

__all__ = [
    "add_work",
    "carry_out_import",
    "consent",
    "declare_engagement",
    "draft_import",
    "edit",
    "end_engagement",
    "enrol",
    "remove_work",
    "sort_draft",
    "sweep_drafts",
]
