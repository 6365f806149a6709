"""Who need not be looked at, because enough others can always take the place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.options import Limits, Option


def unbeaten(options: Sequence[Option], limits: Limits) -> list[Option]:
    """Leave out people whom enough others, no worse in anything, can always replace.

    Of one organisation never more than ``per_org`` of the same traits are needed. Over all, the others
    on the panel (size - 1) and the members of full organisations (size at most) may be out of reach,
    so 2 * size others are enough, at most ``per_org`` of one organisation counted. Of people of equal value those
    count as others who come first where ties are settled, so that nobody is left out who would win a tie.
    """
    best = sorted(sorted(options, key=attrgetter("org")), key=attrgetter("value"), reverse=True)
    chosen = {option.person for option in _unbeaten(_best_alike(best, limits), limits)}
    return [option for option in options if option.person in chosen]


def _best_alike(options: Sequence[Option], limits: Limits) -> list[Option]:
    """The first of each traits, in the given order."""
    alike: dict[int, int] = {}
    per_org: dict[tuple[str, int], int] = {}
    kept = []
    for option in options:
        traits = option.traits
        count = alike.get(traits, 0)
        if count < 2 * limits.size:
            here = per_org.get((option.org, traits), 0)
            if here < limits.per_org:
                kept.append(option)
                alike[traits] = count + 1
                per_org[option.org, traits] = here + 1
    return kept


def _unbeaten(options: Sequence[Option], limits: Limits) -> list[Option]:
    """Those, best first, whom fewer than 2 * size before them match or surpass in every trait."""
    every = np.array(sorted({option.traits for option in options}), dtype=np.int64)
    place = {traits: at for at, traits in enumerate(every.tolist())}
    beaten = np.zeros(len(every), dtype=np.int64)
    per_org: dict[str, NDArray[np.int64]] = defaultdict(lambda: np.zeros_like(beaten))
    kept = []
    for option in options:
        if beaten[place[option.traits]] < 2 * limits.size:
            kept.append(option)
            counted = (every & ~option.traits == 0) & (per_org[option.org] < limits.per_org)
            per_org[option.org] += counted
            beaten += counted
    return kept
