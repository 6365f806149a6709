"""When the rules cannot all hold: the smallest set of them that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from oneteam_core.matching.model import Rules
from oneteam_core.matching.options import Limits
from oneteam_core.matching.pool import BARRING, Pool
from oneteam_core.matching.result import Clash

COUNTS = ("size", "academia", "research", "field", "org_limit")


def smallest_clash(pool: Pool, rules: Rules) -> tuple[Clash, ...]:
    """The fewest rules that cannot hold together for these people; empty where all can.

    Method: subsets of the rules in order of size; the first that admits no panel is the answer, so no
    smaller one exists. Where several of one size clash, the first in the order of the rules is named.
    Complexity: at most 2^(number of rules) selections without needs; a clash of two or three rules is
    found after some hundred.
    """
    elements = _elements(rules)
    for length in range(1, len(elements) + 1):
        for kept in combinations(elements, length):
            if not _can_hold(pool, rules, kept):
                return tuple(_clash(element, rules) for element in kept)
    return ()


def _elements(rules: Rules) -> tuple[tuple[str, str | None], ...]:
    """Each rule in force; a pinned person is a rule of its own."""
    counts = [
        ("size", rules.min_size > 0 or bool(rules.pinned)),
        ("academia", rules.min_academia > 0),
        ("research", rules.min_research > 0),
        ("field", rules.min_field > 0),
        ("org_limit", True),
        ("common_slot", rules.common_slot),
    ]
    plain: list[tuple[str, str | None]] = [(name, None) for name, in_force in counts if in_force]
    pins: list[tuple[str, str | None]] = [("pinned", person) for person in sorted(rules.pinned)]
    return (*plain, *pins, *((name, None) for name in BARRING))


def _can_hold(pool: Pool, rules: Rules, kept: Sequence[tuple[str, str | None]]) -> bool:
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


def _clash(element: tuple[str, str | None], rules: Rules) -> Clash:
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
