"""From a problem to a proposed panel: the computation."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.base.later import Later
from oneteam.experts import matching as experts
from oneteam.problems.models import Problem

from .facts import Facts, Ties, gather, gather_few, ties_of
from .models import Candidate, MatchRun
from .wording import CONFLICTS, EXCLUDED

if TYPE_CHECKING:
    from oneteam_core import matching as core
else:
    core = Later("oneteam_core.matching")

Found = TypeVar("Found")

log = logging.getLogger("oneteam.roundtables")


@dataclass(frozen=True)
class Parameters:
    """What an officer can set. ``pinned`` and ``excluded`` are codes of experts."""

    size: int = 6
    min_academia: int = 1
    min_research: int = 1
    min_field: int = 1
    max_per_org: int = 2
    common_slot: bool = True
    pinned: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Parameters:
        values: dict[str, Any] = {key: kept[key] for key in cls.__dataclass_fields__ if key in kept}
        for key, value in values.items():
            values[key] = tuple(value) if isinstance(value, list) else value
        return cls(**values)

    def kept(self) -> dict[str, Any]:
        return {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }


@dataclass(frozen=True)
class Question:
    """What a match rests on, read and ready to be computed."""

    facts: Facts
    parameters: Parameters
    rules: core.Rules
    library: core.Library


@dataclass(frozen=True)
class Proposal:
    panel: core.Panel
    facts: Facts
    parameters: Parameters
    weights: core.Weights


@dataclass(frozen=True)
class Exchange:
    """A list with one person in another's place and everybody else as before. Nothing of it is kept.

    Scores and covered needs are those that the run kept; whether the rules still hold is judged today.
    """

    before: list[Candidate]
    after: list[Candidate]
    objectives: tuple[float, float]
    covered: tuple[list[str], list[str]]
    needs: int
    broken: list[str]  # rules of the second check

    @property
    def loss(self) -> float | None:
        """In per cent of the list before; below 0 where the other one is better."""
        one, other = self.objectives
        return round(100 * (one - other) / one, 1) if one else None


def library_of(
    profiles: Iterable[Any], candidates: Sequence[core.Candidate], *, at_home: bool = False
) -> core.Library:
    """What compares the texts of these experts with a problem, with what it has read already."""
    choice = experts.choose(core.fitted(candidates), at_home=at_home)
    return core.Library(candidates, encoder=choice.encoder, vectors=experts.kept_vectors(profiles, choice))


def answered(
    ask: Callable[[core.Library], Found], library: core.Library, candidates: Sequence[core.Candidate]
) -> Found:
    """What the core says; by words alone where the encoder fell silent.

    Raises ``Invalid`` where it refuses, and ``Refused`` where what it says fails the second check.
    """
    try:
        try:
            return ask(library)
        except core.MatchingError as reason:
            if reason.field != "encoder":
                raise
            return ask(core.Library(candidates, encoder=experts.words_alone(core.fitted(candidates))))
    except core.MatchingError as reason:
        log.warning("match refused", extra={"field": reason.field})
        raise Invalid(
            _("The experts could not be matched with these rules. Please change them and try again.")
        ) from reason
    except core.Unsound as fault:
        broken = sorted({wrong.rule for wrong in fault.violations})
        log.error("match unsound", extra={"error": ", ".join(broken)})
        raise Refused(
            _(
                "What this match found did not pass its second check, so nothing of it was kept. The fault is ours; "
                "please tell whoever runs OneTeam."
            )
        ) from fault


def question(problem: Problem, parameters: Parameters, on: date) -> Question:
    """Read all that is needed. Raises ``Invalid`` where somebody named by hand is not on the list of experts."""
    facts = gather(problem, on)
    return Question(facts, parameters, _rules(parameters, facts), _library(facts))


def propose(asked: Question) -> Proposal:
    """Compute a panel; the database is asked nothing."""
    panel = _matched(asked.facts, asked.rules, asked.library)
    return Proposal(panel, asked.facts, asked.parameters, asked.rules.weights)


def _library(facts: Facts) -> core.Library:
    return library_of(facts.profiles.values(), facts.candidates, at_home=facts.is_sealed)


def _matched(facts: Facts, rules: core.Rules, library: core.Library) -> core.Panel:
    world: dict[str, Any] = {
        "problem": facts.problem, "candidates": facts.candidates, "relations": facts.relations, "rules": rules,
        "on": facts.on,
    }  # fmt: skip

    def ask(library: core.Library) -> core.Panel:
        return core.sound_panel(core.match(**world, library=library), **world)

    return answered(ask, library, facts.candidates)


def conflicts_by_hand(
    problem: Problem, codes: Iterable[str], on: date
) -> dict[str, tuple[core.Conflict, ...]]:
    """Hard conflicts of people named by hand, by their code."""
    return _hard(_ties_of_known(problem, tuple(codes), on))


def _ties_of_known(problem: Problem, codes: Sequence[str], on: date) -> Ties:
    """Raises ``Invalid`` where one of them cannot be matched."""
    ties = ties_of(problem, codes, on)
    for code in codes:
        _known(ties.people, code)
    return ties


def unfit(problem: Problem, codes: Iterable[str], on: date) -> dict[str, Any]:
    """Why who is to be fixed at this problem cannot be: a hard conflict, or nothing to compare with it."""
    asked = tuple(codes)
    ties = _ties_of_known(problem, asked, on)
    facts = gather_few(problem, ties)
    numbers = {str(facts.by_code[code].pk): code for code in asked}
    nothing = {one.person for one in _broken(facts, Parameters(), tuple(numbers)) if one.rule == "known"}
    return {code: EXCLUDED["not_enough_known"] for number, code in numbers.items() if number in nothing} | {
        code: CONFLICTS[found[0].code] for code, found in _hard(ties).items()
    }


def out_on(problem: Problem, codes: Iterable[str], on: date) -> dict[str, tuple[core.Conflict, ...]]:
    """Who of a list cannot sit there that day: with hard conflicts, or with none and no longer among the experts."""
    asked = tuple(codes)
    with walls.system("who of an owner's list cannot be asked any more"):
        ties = ties_of(problem, asked, on)
    return {code: () for code in asked if code not in ties.people} | _hard(ties)


def _hard(ties: Ties) -> dict[str, tuple[core.Conflict, ...]]:
    return {code: hard for code in ties.people if (hard := ties.hard(code))}


def violations(run: MatchRun, codes: tuple[str, ...], on: date) -> tuple[core.Violation, ...]:
    """What is wrong with a panel today, checked by code that shares nothing with the one that chose it."""
    facts = gather_few(run.problem, ties_of(run.problem, codes, on))
    persons = tuple(str(_known(facts.by_code, code).pk) for code in codes)
    return _broken(facts, Parameters.of(run.parameters), persons)


def exchange(run: MatchRun, rows: Sequence[Candidate], come: str, go: str, on: date) -> Exchange:
    """``rows``: the run's candidates; ``come``, ``go``: codes. Nobody named to go: whoever is missed least."""
    by_code = {row.expert_code: row for row in rows}
    goes = go or by_code[come].reasons["replaces"]
    before = [row for row in rows if row.chosen]
    after = [by_code[come] if row.expert_code == goes else row for row in before]
    needs = [*run.figures.get("covered", []), *run.figures.get("uncovered", [])]
    covered = _covered(needs, before), _covered(needs, after)
    facts = gather_few(run.problem, ties_of(run.problem, [row.expert_code for row in after], on))
    broken = _broken(facts, Parameters.of(run.parameters), tuple(str(row.expert_id) for row in after), come)
    return Exchange(
        before=before, after=after, covered=covered, needs=len(needs),
        objectives=(_objective(before, covered[0], needs), _objective(after, covered[1], needs)),
        broken=list(dict.fromkeys(violation.rule for violation in broken)),
    )  # fmt: skip


def _covered(needs: list[str], panel: Iterable[Candidate]) -> list[str]:
    had = {skill for row in panel for skill in row.reasons["topic"]["skills"]}
    return [need for need in needs if need in had]


def _objective(panel: Iterable[Candidate], covered: list[str], needs: list[str]) -> float:
    """What the core made as large as it can be: scores, and the share of the needs that is covered."""
    share = len(covered) / len(needs) if needs else 0.0
    return sum(row.score or 0.0 for row in panel) + core.Weights().coverage * share


def _broken(
    facts: Facts, parameters: Parameters, persons: tuple[str, ...], *by_hand: str
) -> tuple[core.Violation, ...]:
    """Whoever was left out stands on no list and need not be known any more."""
    pinned = [facts.by_code[code] for code in (*parameters.pinned, *by_hand) if code in facts.by_code]
    return core.validate_panel(
        problem=facts.problem, candidates=facts.candidates, relations=facts.relations, on=facts.on,
        rules=rules_of(parameters, pinned=tuple(str(one.pk) for one in pinned)), persons=persons,
    )  # fmt: skip


def _known(by_code: Mapping[str, Found], code: str) -> Found:
    found = by_code.get(code)
    if found is None:
        raise Invalid(
            _("There is no expert %(code)s on the list. Please choose from the list.") % {"code": code}
        )
    return found


def _rules(parameters: Parameters, facts: Facts) -> core.Rules:
    pinned, excluded = (
        tuple(str(_known(facts.by_code, code).pk) for code in codes)
        for codes in (parameters.pinned, parameters.excluded)
    )
    return rules_of(parameters, pinned, excluded)


def rules_of(
    parameters: Parameters, pinned: tuple[str, ...] = (), excluded: tuple[str, ...] = ()
) -> core.Rules:
    return core.Rules(
        size=parameters.size, min_academia=parameters.min_academia, min_research=parameters.min_research,
        min_field=parameters.min_field, max_per_org=parameters.max_per_org, common_slot=parameters.common_slot,
        pinned=pinned, excluded=excluded,
    )  # fmt: skip
