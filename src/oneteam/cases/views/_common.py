from __future__ import annotations

from typing import Any

from django.http import Http404

from oneteam.alliance.reading import note_reading

from .. import queries
from ..roots import Root


def get_root(code: str) -> Root:
    """Where the thread is looked at from, or 404: for a wrong address and for a hidden thing alike."""
    root = queries.root(code)
    if root is None:
        raise Http404
    return root


def note(person: Any, root: Root) -> None:
    """What of it was read, for the read log."""
    if hasattr(root.problem, "brief"):
        note_reading(person, root.disclosure, "brief")
    elif root.at is not root.problem:
        note_reading(person, root.disclosure, "effect" if root.effect else "project")
