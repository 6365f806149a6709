"""When the rules cannot all hold: the smallest set of them that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from oneteam_core.matching.model import Rules
from oneteam_core.matching.options import Limits
from oneteam_core.matching.pool import BARRING, Pool
from oneteam_core.matching.result import Clash

Element = tuple[str, str | None]
"""A rule, and the person where it is about one."""


def smallest_clash(pool: Pool, rules: Rules) -> tuple[Clash, ...]:
    """The fewest rules that cannot hold together for these people; empty where all can.

    Where several sets of one size clash, the first in the order of the rules is named.

    Method: rules that hold together, as many as can be added, are a set of which no part clashes; so every clash
    has at least one of the others. The smallest choice that has one of the others of each such set found so far is
    tried; either it clashes, and no smaller one does, or it grows to another such set (A. Ignatiev, A. Previti,
    M. Liffiton, J. Marques-Silva 2015, "Smallest MUS extraction with minimal hitting set dualization").
    Complexity: at most as many selections without needs for each such set as there are rules; a clash of as
    many rules as may be in force takes some hundred.
    """
    elements = _elements(rules)
    others: list[frozenset[Element]] = []
    while True:
        kept = _smallest_hitting(elements, others)
        if not _can_hold(pool, rules, kept):
            return tuple(_clash(element, rules) for element in kept)
        grown = _grown(pool, rules, kept, elements)
        if len(grown) == len(elements):
            return ()
        others.append(frozenset(elements).difference(grown))


def _grown(
    pool: Pool, rules: Rules, kept: Sequence[Element], elements: Sequence[Element]
) -> Sequence[Element]:
    """With every further rule that can hold together with those before."""
    for element in elements:
        if element not in kept and _can_hold(pool, rules, [*kept, element]):
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
        ("size", rules.min_size > 0 or bool(rules.pinned)),
        ("academia", rules.min_academia > 0),
        ("research", rules.min_research > 0),
        ("field", rules.min_field > 0),
        ("org_limit", True),
        ("common_slot", rules.common_slot),
    ]
    plain: list[Element] = [(name, None) for name, in_force in counts if in_force]
    pins: list[Element] = [("pinned", person) for person in sorted(rules.pinned)]
    return (*plain, *pins, *((name, None) for name in BARRING))


def _can_hold(pool: Pool, rules: Rules, kept: Sequence[Element]) -> bool:
    names = {name for name, _ in kept}
    pinned = tuple(person for name, person in kept if name == "pinned" and person)
    wanted = rules.min_academia + rules.min_research + rules.min_field + len(rules.pinned)
    size = rules.size if "size" in names else max(rules.size, wanted)
    limits = Limits(
        size=size,
        min_size=rules.min_size if "size" in names else 0,
        academia=rules.min_academia if "academia" in names else 0,
        research=rules.min_research if "research" in names else 0,
        field=rules.min_field if "field" in names else 0,
        per_org=min(rules.max_per_org, size) if "org_limit" in names else size,
    )
    eased = replace(rules, pinned=pinned, common_slot="common_slot" in names)
    return pool.best(eased, limits, tuple(name for name in BARRING if name in names)) is not None


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
