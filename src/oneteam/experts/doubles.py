"""Which profiles look like one person under two addresses: one name, and one organisation or one work.

A shared work alone says nothing: authors of one paper share it, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from oneteam.base.fields import Bi

from .importing.sorting import keys_of

_HANGUL = re.compile("[\uac00-\ud7a3]")
_SIGNS = re.compile(r"[^\w\s,]|_")


@dataclass(frozen=True)
class Somebody:
    profile: int
    names: tuple[str, ...]
    organisation: int


@dataclass(frozen=True)
class Pair:
    """Two profiles, the older first. ``work``: the title that both have, where the organisations differ."""

    one: int
    other: int
    work: str = ""


def name_key(name: str) -> str:
    """A name without case, signs and spaces; one in Latin letters without regard to the order of its parts."""
    words = _SIGNS.sub("", unicodedata.normalize("NFKC", name)).casefold().replace(",", " ").split()
    return "".join(words if _HANGUL.search(name) else sorted(words))


def namesakes(people: Iterable[Somebody]) -> list[tuple[Somebody, Somebody]]:
    """Every two who share a name in either language, each pair once."""
    called = defaultdict[str, list[Somebody]](list)
    for somebody in people:
        for key in {name_key(name) for name in somebody.names} - {""}:
            called[key].append(somebody)
    pairs = {
        tuple(sorted(pair, key=lambda one: one.profile))
        for group in called.values()
        for pair in combinations(group, 2)
    }
    return sorted(pairs, key=lambda pair: (pair[0].profile, pair[1].profile))  # type: ignore[arg-type]


def alike(
    pairs: Iterable[tuple[Somebody, Somebody]],
    titles: Mapping[int, list[Bi]],
    told_apart: set[tuple[int, int]],
) -> list[Pair]:
    """Those to be looked at. ``titles``: of each profile; ``told_apart``: noted as two different people."""
    known = {
        number: {key: str(title) for title in of for key in keys_of(title)} for number, of in titles.items()
    }
    found = []
    for one, other in pairs:
        both = known.get(one.profile, {}).keys() & known.get(other.profile, {}).keys()
        if (one.profile, other.profile) in told_apart:
            continue
        if one.organisation == other.organisation:
            found.append(Pair(one.profile, other.profile))
        elif both:
            found.append(Pair(one.profile, other.profile, known[one.profile][min(both)]))
    return found
