from .busy import (
    draft_file,
    fetch,
    fetch_due,
    keep_draft,
    read_again,
    remove_source,
    subscribe,
    sweep_drafts,
)
from .feed import address_of, can_be_shown, make_feed, switch_off

__all__ = [
    "address_of",
    "can_be_shown",
    "draft_file",
    "fetch",
    "fetch_due",
    "keep_draft",
    "make_feed",
    "read_again",
    "remove_source",
    "subscribe",
    "sweep_drafts",
    "switch_off",
]
