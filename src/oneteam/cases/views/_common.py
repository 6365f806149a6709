from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404

from oneteam.alliance.reading import note_reading
from oneteam.projects.models import Effect, Project
from oneteam.roundtables.models import Decision

from .. import queries
from ..roots import Root
from ..stations import Station


def get_root(code: str) -> Root:
    """Where the thread is looked at from, or 404: for a wrong address and for a hidden thing alike."""
    root = queries.root(code)
    if root is None:
        raise Http404
    return root


PARTS = ((Project, "project"), (Effect, "effect"), (Decision, "decision"))


def note(person: Any, root: Root, stations: Iterable[Station]) -> None:
    """What of it was read, for the read log: the part that says most. Title and teaser alone are not noted."""
    shown = [one.of for one in stations]
    parts = [part for kind, part in PARTS if any(isinstance(one, kind) for one in shown)]
    if hasattr(root.problem, "brief"):
        parts.insert(0, "brief")
    if parts:
        note_reading(person, root.disclosure, parts[0])
