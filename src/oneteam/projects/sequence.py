"""What follows from which milestone waits for which. Links are pairs (before, after) of the milestones' keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from django.utils.translation import gettext as _

from .models import Milestone

Key = TypeVar("Key", bound=Hashable)


def circle_in(links: Iterable[tuple[Key, Key]]) -> list[Key]:
    """The milestones of one circle, each before the next; nothing where there is none."""
    order: TopologicalSorter[Key] = TopologicalSorter()
    for before, after in links:
        order.add(after, before)
    try:
        order.prepare()
    except CycleError as error:
        return list(error.args[1][:-1])
    return []


def told(names: list[str]) -> str:
    """The sentence that names a circle."""
    if len(names) == 1:
        return _("“%(name)s” cannot wait for itself.") % {"name": names[0]}
    shown = " → ".join(f"“{name}”" for name in [*names, names[0]])
    words = _("These milestones would wait for each other in a circle: %(circle)s. Please take one link out.")
    return words % {"circle": shown}


def following(links: Iterable[tuple[Key, Key]], start: Key) -> set[Key]:
    """All that waits for ``start``, directly or through others."""
    after: dict[Key, list[Key]] = defaultdict(list)
    for before, later in links:
        after[before].append(later)
    found: set[Key] = set()
    waiting = [start]
    while waiting:
        fresh = [key for key in after.get(waiting.pop(), ()) if key not in found and key != start]
        found.update(fresh)
        waiting += fresh
    return found


def too_early(rows: Iterable[Milestone], links: Iterable[tuple[int, int]]) -> dict[int, list[Milestone]]:
    """Of each milestone that begins before what it waits for is there: what that is."""
    by_key = {row.pk: row for row in rows}
    found: dict[int, list[Milestone]] = defaultdict(list)
    for before, after in links:
        one, other = by_key.get(before), by_key.get(after)
        if one is None or other is None or one.reached_on or other.reached_on:
            continue
        if (other.starts_on or other.due_on) < one.due_on:
            found[after].append(one)
    return dict(found)
