"""What a thread is told in: stations with facts, each with the page that is its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oneteam.projects.models import Project


@dataclass
class Fact:
    """One figure or name, and the page that is its evidence. ``told``: also in the report's one sentence."""

    label: str
    value: Any
    url: str = ""
    told: bool = False


@dataclass(frozen=True)
class Proof:
    """A file or a record that proves something; ``digest`` is its SHA-256."""

    name: str
    on: date
    digest: str
    url: str


@dataclass
class Station:
    """What became of the problem at one station; ``facts`` empty: not reached, or not for this reader."""

    title: str
    when: str = ""
    badge: str = ""
    tone: str = ""
    url: str = ""
    words: Any = ""
    facts: list[Fact] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    of: Any = None  # the row, where a report tells more of it


More = Callable[[list[Project]], Iterable[Station]]
_more: list[More] = []


def register(more: More) -> None:
    """``more(projects)`` gives what an app beside or above this one tells of all projects of a thread: one statement."""
    if more not in _more:
        _more.append(more)


def more_of(projects: list[Project]) -> list[Station]:
    return [station for more in _more for station in more(projects)] if projects else []
