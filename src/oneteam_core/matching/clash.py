"""When the rules cannot all hold: the smallest set of them that cannot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from oneteam_core.matching.model import Rules
from oneteam_core.matching.options import Limits, Option
from oneteam_core.matching.pool import BARRING, Pool, reasons_against
from oneteam_core.matching.result import Clash
from oneteam_core.matching.selector import select

Element = tuple[str, str | None]
"""A rule, and the person where it is about one."""


MOST_TRIED = 1000


def smallest_clash(pool: Pool, rules: Rules) -> tuple[Clash, ...]:
    """The fewest rules that cannot hold together for these people; empty where all can.

    Where several sets of one size clash, the first in the order of the rules is named. Where a thousand sets of
    rules were tried and the fewest are not known yet, those named are such that without any one of them the others hold.

    Method: rules that hold together, as many as can be added, are a set of which no part clashes; so every clash
    has at least one of the others. The smallest choice that has one of the others of each such set found so far is
    tried; either it clashes, and no smaller one does, or it grows to another such set (A. Ignatiev, A. Previti,
    M. Liffiton, J. Marques-Silva 2015, "Smallest MUS extraction with minimal hitting set dualization").
    Complexity: a selection without needs for each set tried, and each day if all are to have one in common;
    twelve pinned people who are away on different days take two hundred.
    """
    elements, everybody = _elements(rules), _Everybody(pool, rules)
    kept = _fewest(everybody, elements)
    if kept is None:
        kept = _irreducible(everybody, elements)
    return tuple(_clash(element, rules) for element in kept)


def _fewest(everybody: _Everybody, elements: Sequence[Element]) -> Sequence[Element] | None:
    """The smallest clash, nothing if there is none; ``None`` where that takes too long to know."""
    others: list[frozenset[Element]] = []
    while everybody.tried < MOST_TRIED:
        kept = _smallest_hitting(elements, others)
        if not everybody.can_hold(kept):
            return kept
        grown = _grown(everybody, kept, elements)
        if len(grown) == len(elements):
            return ()
        others.append(frozenset(elements).difference(grown))
    return None


def _irreducible(everybody: _Everybody, elements: Sequence[Element]) -> Sequence[Element]:
    """What remains of rules that clash when each that is not needed for that is left out, the last first."""
    kept = elements
    for element in reversed(elements):
        fewer = [other for other in kept if other != element]
        if not everybody.can_hold(fewer):
            kept = fewer
    return kept


def _grown(everybody: _Everybody, kept: Sequence[Element], elements: Sequence[Element]) -> Sequence[Element]:
    """With every further rule that can hold together with those before."""
    for element in elements:
        if element not in kept and everybody.can_hold([*kept, element]):
            kept = [*kept, element]
    return kept


def _smallest_hitting(elements: Sequence[Element], sets: Sequence[frozenset[Element]]) -> tuple[Element, ...]:
    """The fewest elements with one of each set among them; of several choices the first in the order given."""
    for length in range(len(elements) + 1):
        found = _hitting(elements, sets, length)
        if found is not None:
            return found
    return tuple(elements)


def _hitting(
    elements: Sequence[Element], sets: Sequence[frozenset[Element]], length: int
) -> tuple[Element, ...] | None:
    """The first choice of at most so many elements with one of each set among them."""
    if not sets:
        return ()
    if _apart(sets) > length or not all(one.intersection(elements) for one in sets):
        return None
    first, rest = elements[0], elements[1:]
    hit = [one for one in sets if first in one]
    if hit:
        found = _hitting(rest, [one for one in sets if first not in one], length - 1)
        if found is not None:
            return first, *found
    return _hitting(rest, sets, length)


def _apart(sets: Sequence[frozenset[Element]]) -> int:
    """How many sets that share nothing are found one after the other, the smallest first."""
    seen: set[Element] = set()
    count = 0
    for one in sorted(sets, key=len):
        if seen.isdisjoint(one):
            seen |= one
            count += 1
    return count


def _elements(rules: Rules) -> tuple[Element, ...]:
    """Each rule in force; a pinned person is a rule of its own."""
    counts = [
        ("size", True),
        ("academia", rules.min_academia > 0),
        ("research", rules.min_research > 0),
        ("field", rules.min_field > 0),
        ("org_limit", True),
        ("common_slot", rules.common_slot),
    ]
    plain: list[Element] = [(name, None) for name, in_force in counts if in_force]
    pins: list[Element] = [("pinned", person) for person in sorted(rules.pinned)]
    return (*plain, *pins, *((name, None) for name in BARRING))


class _Person(NamedTuple):
    """Somebody without value, the rules that keep this person out, and the slots if they are known."""

    option: Option
    barring: frozenset[str]
    free: frozenset[str] | None


class _Everybody:
    """Whether some of the rules can hold together for these people; worth and needs do not count.

    Of the pinned nothing has to be known, be the rule that they are there among those rules or not.
    """

    def __init__(self, pool: Pool, rules: Rules) -> None:
        self.tried = 0
        self._rules = rules
        self._people = [
            _Person(
                option=replace(pool.option_of(candidate, assessment, rules), value=0, needs=0),
                barring=frozenset(
                    name for name in BARRING if reasons_against(candidate, assessment, rules, (name,))
                ),
                free=None if candidate.free is None else frozenset(candidate.free),
            )
            for candidate, assessment in pool.people
        ]

    def can_hold(self, kept: Sequence[Element]) -> bool:
        self.tried += 1
        names = {name for name, _ in kept}
        pinned = {person for name, person in kept if name == "pinned"}
        people = [one for one in self._people if one.barring.isdisjoint(names)]
        limits = self._limits(names)
        if "common_slot" not in names:
            return _can_sit(people, pinned, limits)
        return any(
            _can_sit([one for one in people if one.free is None or slot in one.free], pinned, limits)
            for slot in _slots(people, pinned)
        )

    def _limits(self, names: set[str]) -> Limits:
        rules = self._rules
        wanted = rules.min_academia + rules.min_research + rules.min_field + len(rules.pinned)
        size = rules.size if "size" in names else max(rules.size, wanted)
        return Limits(
            size=size,
            min_size=rules.min_size if "size" in names else 0,
            academia=rules.min_academia if "academia" in names else 0,
            research=rules.min_research if "research" in names else 0,
            field=rules.min_field if "field" in names else 0,
            per_org=min(rules.max_per_org, size) if "org_limit" in names else size,
        )


def _can_sit(people: Sequence[_Person], pinned: Collection[str | None], limits: Limits) -> bool:
    """Whether some of them make a panel with all the pinned."""
    there = [one.option for one in people if one.option.person in pinned]
    others = [one.option for one in people if one.option.person not in pinned]
    return len(there) == len(pinned) and select(others, there, limits) is not None


def _slots(people: Sequence[_Person], pinned: Collection[str | None]) -> Sequence[str | None]:
    """Those in which the pinned are free; where there is none, one in which nobody is known to be."""
    known = [one.free for one in people if one.free is not None]
    asked = [one.free for one in people if one.free is not None and one.option.person in pinned]
    found = frozenset.intersection(*asked) if asked else frozenset[str]().union(*known)
    return sorted(found) or [None]


def _clash(element: Element, rules: Rules) -> Clash:
    name, person = element
    messages = {
        "size": f"The panel has {rules.min_size} to {rules.size} people.",
        "academia": f"At least {rules.min_academia} from academia.",
        "research": f"At least {rules.min_research} from research institutes.",
        "field": f"At least {rules.min_field} with field experience.",
        "org_limit": f"At most {rules.max_per_org} from one organisation.",
        "common_slot": "Everybody is free at one common time.",
        "pinned": f"{person} is on the panel.",
        "conflicts": "Nobody with a conflict of interest.",
        "quota": "Nobody whose quota is used up.",
        "excluded": "Nobody who was excluded by hand.",
        "known": "Nobody about whom too little is known.",
    }
    return Clash(rule=name, message=messages[name], persons=(person,) if person else ())
