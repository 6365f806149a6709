from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from oneteam import walls
from oneteam.alliance.models import Organisation
from oneteam.base.fields import Bi

from .. import sample_data


@dataclass(frozen=True)
class Step:
    """Something that somebody did at a moment."""

    at: datetime
    name: str
    act: Callable[[], Any]


@dataclass
class House:
    """What the steps find and leave behind, under the keys of the sample's files."""

    today: date
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    experts: dict[str, Any] = field(default_factory=dict)  # profiles' codes
    codes: dict[str, str] = field(default_factory=dict)  # of problems, runs, tables, projects, effects

    def read(self, name: str) -> dict[str, Any]:
        return sample_data.read(name, self.today)

    @contextmanager
    def acting(self, key: str) -> Iterator[Any]:
        """Act as somebody of the sample, with nothing but their keys."""
        person = self.people[key]
        with walls.acting_as(person):
            yield person


def bi(value: Any) -> Bi:
    return Bi.of(value)


def bis(values: Any) -> list[Bi]:
    return [Bi.of(value) for value in values]
