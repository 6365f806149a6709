"""What comes out of a plan for many problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oneteam_core.matching.batch.model import Pair
from oneteam_core.matching.result import Certificate


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What changed against the old plan."""

    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]


@dataclass(frozen=True, kw_only=True)
class PlanClash:
    """One rule of a smallest set of rules that cannot hold together.

    ``rule``: demand, demand_most, load, load_least, fixed, candidates (who may go where), group_most,
    group_least, change_budget. ``problems``, ``persons``: whom it is about, where that is not everybody.
    """

    rule: str
    message: str
    problems: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prices:
    """A proof that no plan has a larger sum, to be checked by anybody with pencil and paper.

    ``problems`` and ``people``: what one more seat is worth, in steps of 1/``Plan.unit``. No plan can be worth
    more than all seats at their price, all people at theirs, and what single pairs are worth above both.
    """

    problems: Mapping[str, int]
    people: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The answer. ``pairs`` hold all rules, or ``clash`` says which rules cannot hold together, or the plan is
    ``undecided``: the effort ended before it was known which of the two, and nothing is planned.

    ``sum`` is over all pairs, ``floor`` the smallest sum of one problem (of those that may have people).
    Both are counted in whole steps of 1/``unit``, as their certificates are; ``rounding`` is the most by
    which all roundings together can have changed a sum. ``method``: flow or rows. ``encoder`` and
    ``instead_of`` as the batch has them.
    """

    pairs: tuple[Pair, ...]
    sum: float
    floor: float
    certificate: Certificate | None
    floor_certificate: Certificate | None
    prices: Prices | None
    unit: int
    rounding: float
    method: str
    difference: Difference | None
    clash: tuple[PlanClash, ...]
    encoder: str
    instead_of: str
    undecided: bool = False

    def people_at(self, problem: str) -> tuple[str, ...]:
        """Who is planned for one problem. Complexity: linear in the plan."""
        return tuple(person for at, person in self.pairs if at == problem)
