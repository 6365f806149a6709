"""Who of a project's readers belong to one party: a circle within the project's circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oneteam.walls.models import Circle


@dataclass(frozen=True)
class Party:
    """An organisation, and single people by number with the organisations in which they sit."""

    organisation: int
    people: Mapping[int, frozenset[int]]


def within(field: Circle, thread: str, party: Party) -> dict[str, list[str]]:
    """The keys of the party's circle. Whoever the project's circle bars is barred here too, and nobody enters who is
    not in that one; neither the secretariat nor another party does, but for single people who are named."""
    return {
        "readers": sorted({key for reader in field.readers for key in _reading(reader, party)}),
        "barred": field.barred,
        "admitted": sorted({key for one in field.admitted for key in _admitting(one, thread, party)}),
    }


def _reading(key: str, party: Party) -> Iterable[str]:
    kind, _, rest = key.partition(":")
    if kind == "org":
        place = int(rest)
        yield from [key] if place == party.organisation else _seats(place, party)
    elif kind == "at":
        place, person = map(int, rest.split(":"))
        if place == party.organisation or person in party.people:
            yield key
    elif kind == "secretariat":
        yield from (f"officer:{person}" for person in party.people)


def _seats(place: int, party: Party) -> Iterable[str]:
    return (f"at:{place}:{person}" for person, places in party.people.items() if place in places)


def _admitting(key: str, thread: str, party: Party) -> Iterable[str]:
    """What a waiver lets through the wall: those of the party, and named people. ``officer:7``: a named officer."""
    if key.startswith("officer:"):
        yield from [key] if int(key.split(":")[1]) in party.people else []
        return
    for place, person in _waived(key, thread):
        if place == party.organisation or person in party.people:
            yield key
        elif person is None:
            yield from (f"{key}:p{one}" for one, places in party.people.items() if place in places)


def _waived(key: str, thread: str) -> Iterable[tuple[int, int | None]]:
    """Organisation and person of ``waived:P-1:o3``, ``waived:P-1:o3:p7`` or ``waived:P-1:p7:3``."""
    head = f"waived:{thread}:"
    if not key.startswith(head):
        return
    first, _, second = key.removeprefix(head).removesuffix(":nda").partition(":")
    if first.startswith("o"):
        yield int(first[1:]), int(second[1:]) if second else None
    else:
        yield int(second), int(first[1:])
