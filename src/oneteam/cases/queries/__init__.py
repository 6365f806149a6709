"""What the pages show. The walls decide which rows there are; nothing here filters by permission to see."""

from .ledger import (
    disclosure_of,
    disclosures_of,
    entries,
    entry,
    found,
    neighbours_among,
    skill_labels,
    years,
)
from .texts import newest, text_of, versions, written_by
from .thread import applications, decisions, effects, projects, root, runs, scopings, tables

__all__ = [
    "applications", "decisions", "disclosure_of", "disclosures_of", "effects", "entries", "entry", "found",
    "neighbours_among", "newest", "projects", "root", "runs", "scopings", "skill_labels", "tables", "text_of",
    "versions", "written_by", "years",
]  # fmt: skip
