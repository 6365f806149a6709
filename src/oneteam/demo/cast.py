"""The people of the sample, for the sign-in page and the walk."""

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
    nda: bool
    expert: bool


@lru_cache(maxsize=1)
def personas() -> tuple[Persona, ...]:
    """The cards, in their order."""
    return tuple(_persona(row) for row in _rows() if row["what"])


@lru_cache(maxsize=1)
def others() -> tuple[Persona, ...]:
    """Everybody else of the sample, by organisation."""
    shown = {row.email for row in personas()}
    rest = [_persona(row) for row in _rows() if not row["what"]]
    return tuple(
        sorted(
            (row for row in rest if row.email not in shown), key=lambda row: (str(row.home.name.ko), row.name)
        )
    )


def experts() -> list[Persona]:
    return [row for row in (*personas(), *others()) if row.expert]


def somebody(key: str) -> Persona | None:
    """A persona, or anybody of the sample, by key."""
    return next((row for row in (*personas(), *others()) if row.key == key), None)


def has_nda(key: str) -> bool:
    found = somebody(key)
    return found is not None and found.nda


def _rows() -> list[dict[str, Any]]:
    """People and experts, each with their organisation; a persona that is an expert stands twice."""
    homes = {row["key"]: row for row in sample_data.raw("organisations")["organisations"]}
    experts = {row["key"]: row for row in sample_data.raw("experts")["experts"]}
    rows = []
    for row in [*sample_data.raw("people")["people"], *experts.values()]:
        persona = row.get("persona", {})
        source = experts[persona["expert"]] if "expert" in persona else row
        rows.append({**source, "key": row["key"], "what": persona.get("what"), "expert": "works" in source,
                     "home": homes[source["organisation"]]})  # fmt: skip
    return rows


def _persona(row: dict[str, Any]) -> Persona:
    home = row["home"]
    return Persona(
        key=row["key"], name=row["name"]["ko"], name_en=row["name"]["en"], title=Bi.of(row["title"]),
        department=Bi.of(row["department"]), email=row["email"], what=Bi.of(row["what"]), nda=bool(row.get("nda")),
        expert=row["expert"],
        home=Home(Bi.of(home["name"]), Bi.of(home["short"]), home["kind"]),
    )  # fmt: skip
