"""The personas of the sign-in page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from oneteam.base.fields import Bi

from . import sample_data


@dataclass(frozen=True)
class Home:
    """An organisation, as much of it as a card shows."""

    name: Bi
    short: Bi
    kind: str

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True)
class Persona:
    key: str
    name: str
    name_en: str
    title: Bi
    department: Bi
    email: str
    home: Home
    what: Bi


@lru_cache(maxsize=1)
def personas() -> tuple[Persona, ...]:
    return tuple(_persona(row) for row in sample_data.personas())


def persona(key: str) -> Persona | None:
    return next((row for row in personas() if row.key == key), None)


def _persona(row: dict[str, Any]) -> Persona:
    home = row["organisation"]
    return Persona(
        key=row["key"], name=row["name"]["ko"], name_en=row["name"]["en"], title=Bi.of(row["title"]),
        department=Bi.of(row["department"]), email=row["email"], what=Bi.of(row["what"]),
        home=Home(Bi.of(home["name"]), Bi.of(home["short"]), home["kind"]),
    )  # fmt: skip
