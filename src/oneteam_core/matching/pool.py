"""From people and rules to what the selector needs: who may be chosen, and the rules as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from oneteam_core.matching.model import Candidate, ProblemText, Rules
from oneteam_core.matching.options import NOTHING, Limits, Option, Rank, Selection
from oneteam_core.matching.result import Assessment, Excluded
from oneteam_core.matching.selector import select
from oneteam_core.matching.slots import Free, Slots

UNIT = 1_000_000

BARRING = ("conflicts", "quota", "excluded", "known")
"""Rules that keep single people out."""

Asked = tuple[frozenset[str], frozenset[str], bool]
"""Those pinned, those excluded by hand, whether industry is field: what decides who may be chosen."""


@dataclass(frozen=True)
class Pool:
    """Everybody with the assessment, and the problem; ``people`` in the order that settles ties."""

    problem: ProblemText
    people: tuple[tuple[Candidate, Assessment], ...]
    asked: dict[Asked, tuple[Free, ...]] = field(default_factory=dict, compare=False, repr=False)
    slots: dict[tuple[Asked, Limits], Slots] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls, problem: ProblemText, candidates: Sequence[Candidate], assessments: Sequence[Assessment]
    ) -> Pool:
        by_id = {candidate.id: candidate for candidate in candidates}
        return cls(problem, tuple((by_id[found.person], found) for found in assessments))

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of everybody among the people."""
        return {candidate.id: at for at, (candidate, _) in enumerate(self.people)}

    def excluded(self, rules: Rules) -> tuple[Excluded, ...]:
        """Who is kept out, with all reasons."""
        found = []
        for candidate, assessment in self.people:
            codes = reasons_against(candidate, assessment, rules, BARRING)
            if codes:
                hard = assessment.reasons.conflicts.hard
                found.append(Excluded(person=candidate.id, codes=codes, conflicts=hard))
        return tuple(found)

    def allowed(self, rules: Rules) -> tuple[Free, ...]:
        """Those whom no barring rule keeps out; kept, for it is asked for every seat."""
        key = _asked(rules)
        if key not in self.asked:
            self.asked[key] = tuple(
                Free(candidate, assessment, self.option_of(candidate, assessment, rules))
                for candidate, assessment in self.people
                if not reasons_against(candidate, assessment, rules, BARRING)
            )
        return self.asked[key]

    def option_of(self, candidate: Candidate, assessment: Assessment, rules: Rules) -> Option:
        """What the selector sees of a person."""
        return Option(
            person=candidate.id,
            value=round(assessment.score * UNIT),
            needs=self.covered_by(candidate),
            academia=candidate.kind == "academia",
            research=candidate.kind == "research",
            field=has_field_experience(candidate, rules),
            org=candidate.orgs[0],
        )

    def covered_by(self, candidate: Candidate) -> int:
        return sum(1 << at for at, need in enumerate(self.problem.needs) if need.skill in candidate.skills)

    def gains(self, rules: Rules) -> tuple[int, ...]:
        """Worth in millionths of each set of covered needs: the share of their weight."""
        weights = [need.weight for need in self.problem.needs]
        sums: list[float] = [0.0]
        for weight in weights:
            sums += [known + weight for known in sums]
        total = sum(weights) or 1.0
        return tuple(round(UNIT * rules.weights.coverage * (covered / total)) for covered in sums)

    def limits(self, rules: Rules) -> Limits:
        return Limits(
            size=rules.size,
            min_size=rules.min_size,
            academia=rules.min_academia,
            research=rules.min_research,
            field=rules.min_field,
            per_org=min(rules.max_per_org, rules.size),
            gains=self.gains(rules),
        )

    def best(self, rules: Rules, without: str | None = None) -> Selection | None:
        """The best panel over all slots in which everybody with known availability can come.

        ``without``: somebody who is left out; whether others may come does not hang on this person.
        Complexity: one selection, and one more for each different set of free people where the best
        panel over all has no common slot.
        """
        allowed, limits = self.allowed(rules), self.limits(rules)
        others = [free for free in allowed if free.option.person != without] if without else allowed
        found = self._select(rules, limits, others)
        if found is None or not rules.common_slot:
            return found
        chosen = [self.people[self.order[person]][0] for person in found.persons]
        if common_slots(chosen) != ():
            return found
        return self._slots(rules, limits).best(without)

    def _slots(self, rules: Rules, limits: Limits) -> Slots:
        """The same ones for every seat."""
        key = _asked(rules), limits
        if key not in self.slots:
            choose = partial(self._select, rules, limits)
            self.slots[key] = Slots(self.allowed(rules), limits, choose)
        return self.slots[key]

    def _select(
        self, rules: Rules, limits: Limits, people: Sequence[Free], least: Rank = NOTHING
    ) -> Selection | None:
        options = [one.option for one in people]
        if not rules.pinned:
            return select(options, [], limits, least)
        pinned = [option for option in options if option.person in rules.pinned]
        if len(pinned) < len(rules.pinned):
            return None
        others = [option for option in options if option.person not in rules.pinned]
        return select(others, pinned, limits, least)


def _asked(rules: Rules) -> Asked:
    return frozenset(rules.pinned), frozenset(rules.excluded), rules.industry_is_field


def reasons_against(
    candidate: Candidate, assessment: Assessment, rules: Rules, barring: Sequence[str]
) -> tuple[str, ...]:
    """Codes of everything that keeps one person out, as far as the barring rules are in force."""
    codes: list[str] = []
    conflicts = assessment.reasons.conflicts
    if conflicts.conflicts and "conflicts" in barring:
        codes += dict.fromkeys(conflict.code for conflict in conflicts.hard)
    if "quota" in barring and candidate.quota_left == 0:
        codes.append("quota_used")
    if "excluded" in barring and candidate.id in rules.excluded:
        codes.append("by_hand")
    if "known" in barring and not assessment.enough_known and candidate.id not in rules.pinned:
        codes.append("not_enough_known")
    return tuple(codes)


def has_field_experience(candidate: Candidate, rules: Rules) -> bool:
    return bool(candidate.field) or (rules.industry_is_field and candidate.kind == "industry")


def common_slots(people: Sequence[Candidate]) -> tuple[str, ...] | None:
    """Slots in which all with known availability are free; ``None`` where nobody's is known.

    >>> early = Candidate(id="a", orgs=("u",), kind="academia", free=("mon", "tue"))
    >>> late = Candidate(id="b", orgs=("u",), kind="academia", free=("tue", "wed"))
    >>> common_slots([early, late, Candidate(id="c", orgs=("u",), kind="academia")])
    ('tue',)
    """
    known = [set(candidate.free) for candidate in people if candidate.free is not None]
    return tuple(sorted(set.intersection(*known))) if known else None
