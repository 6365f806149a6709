"""What stands in somebody's calendar. Upper apps add their events:

    @events
    def tables(person, since) -> Iterable[Event]: ...

It runs under the person's own keys, so it holds only what they may see; ``since``: nothing older is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

OURS = "@oneteam"  # every name that is given here ends so


@dataclass(frozen=True)
class Event:
    """``name``: the same for this thing and this person for ever. ``sequence`` grows with every change.

    ``title`` and ``place`` as they may stand in a calendar outside; ``path``: the address of the page on this site.
    """

    name: str
    sequence: int
    starts: datetime
    ends: datetime
    title: str
    path: str
    changed: datetime
    place: str = ""


Gather = Callable[[Any, datetime], Iterable[Event]]
_gather: list[Gather] = []


def events(gather: Gather) -> Gather:
    _gather.append(gather)
    return gather


def everything(person: Any, since: datetime) -> list[Event]:
    found = [event for gather in _gather for event in gather(person, since)]
    return sorted(found, key=lambda event: (event.starts, event.name))
