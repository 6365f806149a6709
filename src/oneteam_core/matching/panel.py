"""The panel for one problem: chosen, explained, with what it would cost to choose otherwise."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any

from oneteam_core.matching.assess import assessed, in_order
from oneteam_core.matching.check import check_inputs
from oneteam_core.matching.clash import smallest_clash
from oneteam_core.matching.encoder import Encoder, instead_of, title_of
from oneteam_core.matching.fingerprint import ALGORITHM, fingerprint
from oneteam_core.matching.library import Library
from oneteam_core.matching.model import Candidate, ProblemText, Relations, Rules
from oneteam_core.matching.options import Limits, Option, Selection
from oneteam_core.matching.pool import UNIT, Pool, common_slots
from oneteam_core.matching.result import Assessment, Certificate, Panel, RunnerUp, Seat, Without
from oneteam_core.matching.slots import Free

MOST_RUNNERS_UP = 10


def match(
    *,
    problem: ProblemText,
    candidates: Sequence[Candidate],
    relations: Relations,
    rules: Rules | None = None,
    on: date,
    encoder: Encoder[Any] | None = None,
    vectors: MutableMapping[str, Any] | None = None,
    library: Library | None = None,
) -> Panel:
    """Choose the panel for one problem and say why.

    The panel has as many people as ``rules.size`` and the other rules allow; among those panels it has
    the largest objective: the sum of the scores of :func:`rank` plus ``weights.coverage`` times the
    share of the needs, by weight, that somebody on it covers. The choice is exact (see
    :mod:`oneteam_core.matching.selector`); scores count in millionths, so it is the same everywhere.

    ``encoder``, ``vectors`` and ``library`` as for :func:`rank`: who asks about the same people again gives
    the same library.

    Returns a :class:`Panel`. Where the rules cannot all hold, ``chosen`` is empty and ``clash`` names
    the smallest set of rules that cannot (see :class:`Clash`). Raises :class:`MatchingError` on bad input.
    Complexity: linear in all texts, or in the number of works with a library that has them; plus one
    selection for the panel and one for each of its members.

    >>> from oneteam_core.matching.model import Need, Work
    >>> def person(id, org, kind, skill, title):
    ...     works = (Work(id="1", title={"en": title}),)
    ...     return Candidate(id=id, orgs=(org,), kind=kind, skills=(skill,), works=works)
    >>> people = [
    ...     person("ann", "u", "academia", "asr", "Speech recognition under noise"),
    ...     person("bob", "i", "research", "llm", "Summaries of support calls"),
    ...     person("cho", "c", "industry", "ops", "Running a call centre"),
    ...     person("dan", "rival", "industry", "asr", "Noisy speech recognition in the call centre"),
    ... ]
    >>> problem = ProblemText(
    ...     id="P", owners=("red",), area="calls", needs=(Need(skill="asr"), Need(skill="llm")),
    ...     parts={"title": {"en": "Recognition and summaries of noisy support calls"}},
    ... )
    >>> from oneteam_core.matching.model import Rivalry
    >>> walls = Relations(rivalries=(Rivalry(a="red", b="rival", areas=("calls",)),))
    >>> day = date(2026, 11, 23)
    >>> panel = match(problem=problem, candidates=people, relations=walls, rules=Rules(size=3), on=day)
    >>> panel.persons, panel.excluded[0].person, panel.excluded[0].codes
    (('bob', 'ann', 'cho'), 'dan', ('competitor_org',))
    >>> panel.chosen[0].covers, panel.certificate.gap
    (('llm',), 0.0)
    """
    rules = rules or Rules()
    check_inputs(problem=problem, candidates=candidates, relations=relations, rules=rules, on=on)
    library = library or Library(candidates, encoder=encoder, vectors=vectors)
    contents, title = library.contents(candidates), title_of(library.encoder)
    found = assessed(problem, candidates, relations, on, rules.weights, library)
    name = fingerprint(
        problem=problem, candidates=contents, relations=relations, rules=rules, on=on, encoder=title
    )
    pool = Pool.of(problem, candidates, in_order(found, contents))
    return _panel(pool, rules, _Run(on, title, instead_of(library.encoder), name))


@dataclass(frozen=True)
class _Run:
    """What names a panel besides what it was chosen from."""

    on: date
    encoder: str
    instead_of: str
    fingerprint: str


def _panel(pool: Pool, rules: Rules, run: _Run) -> Panel:
    found = pool.best(rules)
    chosen, runners_up = _explained(pool, rules, found) if found else ((), ())
    covered = _covered(pool.problem, chosen)
    return Panel(
        problem=pool.problem.id,
        on=run.on,
        algorithm=ALGORITHM,
        encoder=run.encoder,
        instead_of=run.instead_of,
        fingerprint=run.fingerprint,
        chosen=chosen,
        runners_up=runners_up,
        excluded=pool.excluded(rules),
        clash=() if found else smallest_clash(pool, rules),
        covered=covered,
        uncovered=tuple(need.skill for need in pool.problem.needs if need.skill not in covered),
        slots=common_slots([candidate for candidate, _ in _inside(pool, found)] if found else ()),
        certificate=_certificate(found) if found else None,
        assessments=tuple([assessment for _, assessment in pool.people]),
    )


def _inside(pool: Pool, found: Selection) -> list[tuple[Candidate, Assessment]]:
    """Those chosen, best score first."""
    return [pool.people[at] for at in sorted(pool.order[person] for person in found.persons)]


def _covered(problem: ProblemText, chosen: Sequence[Seat]) -> tuple[str, ...]:
    had = {skill for seat in chosen for skill in seat.reasons.topic.skills}
    return tuple(need.skill for need in problem.needs if need.skill in had)


def _certificate(found: Selection) -> Certificate:
    return Certificate(objective=found.value / UNIT, bound=found.value / UNIT, gap=0.0)


def _explained(pool: Pool, rules: Rules, found: Selection) -> tuple[tuple[Seat, ...], tuple[RunnerUp, ...]]:
    inside = _inside(pool, found)
    seats = tuple(_seat(pool, rules, found, *pair, inside) for pair in inside)
    return seats, _runners_up(pool, rules, found)


def _seat(
    pool: Pool,
    rules: Rules,
    found: Selection,
    candidate: Candidate,
    assessment: Assessment,
    inside: Sequence[tuple[Candidate, Assessment]],
) -> Seat:
    others = {skill for other, _ in inside if other.id != candidate.id for skill in other.skills}
    return Seat(
        person=candidate.id,
        score=assessment.score,
        reasons=assessment.reasons,
        covers=tuple(skill for skill in assessment.reasons.topic.skills if skill not in others),
        pinned=candidate.id in rules.pinned,
        without=_without(pool, rules, found, candidate.id),
    )


def _without(pool: Pool, rules: Rules, found: Selection, person: str) -> Without:
    eased = replace(rules, pinned=tuple(pinned for pinned in rules.pinned if pinned != person))
    other = pool.best(eased, without=person)
    if other is None:
        return Without(persons=(), loss=None, loss_percent=None)
    persons = tuple(sorted(other.persons, key=pool.order.__getitem__))
    return Without(persons=persons, **_loss(found.value, other.value))


def _loss(best: int, other: int) -> dict[str, float]:
    loss = best - other
    return {"loss": loss / UNIT, "loss_percent": round(100 * loss / best, 1) if best else 0.0}


def _runners_up(pool: Pool, rules: Rules, found: Selection) -> tuple[RunnerUp, ...]:
    """People who could come in for one other, cheapest exchange first, at most ten.

    Those who could be worth most, if only values and needs counted, are tried first, until nobody left
    could be worth as much as the tenth.
    """
    exchanges, chosen = _Exchanges(pool, rules, found), frozenset(found.persons)
    outside = [
        (exchanges.hoped(free.option), at, free)
        for at, free in enumerate(pool.allowed(rules))
        if free.option.person not in chosen
    ]
    best: list[tuple[int, int, Free, str]] = []
    for hoped, at, free in sorted(outside, key=lambda entry: (-entry[0], entry[1])):
        if len(best) == MOST_RUNNERS_UP and hoped < -best[-1][0]:
            break
        exchange = exchanges.cheapest(free)
        if exchange:
            best.append((-exchange[0], at, free, exchange[1]))
            best = sorted(best, key=lambda entry: entry[:2])[:MOST_RUNNERS_UP]
    return tuple(
        RunnerUp(
            person=free.candidate.id,
            score=free.assessment.score,
            reasons=free.assessment.reasons,
            replaces=replaced,
            **_loss(found.value, -value),
        )
        for value, _, free, replaced in best
    )


class _Exchanges:
    """What the panel is worth when one person takes the place of another."""

    def __init__(self, pool: Pool, rules: Rules, found: Selection) -> None:
        self._rules, self._limits = rules, pool.limits(rules)
        chosen = frozenset(found.persons)
        inside = [free for free in pool.allowed(rules) if free.option.person in chosen]
        self._stays = [
            _Stay(leaver.candidate.id, [free for free in inside if free is not leaver])
            for leaver in inside
            if leaver.candidate.id not in rules.pinned
        ]
        self._rest: dict[int, int] = {}

    def hoped(self, newcomer: Option) -> int:
        """The value of the best exchange if no rule had to be kept."""
        if newcomer.needs not in self._rest:
            worth = (stay.worth_with(newcomer, self._limits) for stay in self._stays)
            self._rest[newcomer.needs] = max(worth, default=0) - newcomer.value
        return self._rest[newcomer.needs] + newcomer.value

    def cheapest(self, newcomer: Free) -> tuple[int, str] | None:
        """The best panel with this person in for one other: its value and that other, if any holds."""
        best: tuple[int, str] | None = None
        for stay in self._stays:
            value = stay.worth_with(newcomer.option, self._limits)
            if (best is None or value > best[0]) and self._holds([*stay.people, newcomer]):
                best = value, stay.leaver
        return best

    def _holds(self, people: Sequence[Free]) -> bool:
        if not _holds([free.option for free in people], self._limits):
            return False
        return not self._rules.common_slot or common_slots([free.candidate for free in people]) != ()


@dataclass(frozen=True)
class _Stay:
    """Those who stay when one leaves."""

    leaver: str
    people: list[Free]

    @cached_property
    def value(self) -> int:
        return sum(free.option.value for free in self.people)

    @cached_property
    def needs(self) -> int:
        return reduce(or_, (free.option.needs for free in self.people), 0)

    def worth_with(self, newcomer: Option, limits: Limits) -> int:
        return self.value + newcomer.value + limits.gains[self.needs | newcomer.needs]


def _holds(options: Sequence[Option], limits: Limits) -> bool:
    orgs = [option.org for option in options]
    return (
        sum(option.academia for option in options) >= limits.academia
        and sum(option.research for option in options) >= limits.research
        and sum(option.field for option in options) >= limits.field
        and max(orgs.count(org) for org in orgs) <= limits.per_org
    )
