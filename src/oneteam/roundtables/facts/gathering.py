"""All of it, of some experts or of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from oneteam import walls
from oneteam.alliance.enums import Kind, Level
from oneteam.base.later import Later
from oneteam.calendars.spans import Span
from oneteam.experts.enums import EngagementKind
from oneteam.experts.models import ExpertProfile
from oneteam.problems.models import Problem

from .. import queries
from ..enums import Presence
from ..models import Attendance
from .relations import laboratory_of, relations_of, spelt_laboratories
from .texts import HERE, may_be_told, own_experience, place_of, tables_sat_at, text_of, work_of
from .times import busy_of, by_person, day_told, loads_of, slots_of

if TYPE_CHECKING:
    from oneteam_core import matching as core
else:
    core = Later("oneteam_core.matching")

LOOK_BACK = timedelta(days=5 * 366)  # for how long having sat at a table counts as experience
KINDS = {Kind.ACADEMIA: "academia", Kind.RESEARCH: "research"}


@dataclass
class Facts:
    problem: core.ProblemText
    candidates: tuple[core.Candidate, ...]
    relations: core.Relations
    on: date
    profiles: dict[str, ExpertProfile]
    threads: dict[str, str]  # numbers of the problems behind field experience, by the name of the record
    is_sealed: bool = False

    @cached_property
    def by_code(self) -> dict[str, ExpertProfile]:
        return {profile.code: profile for profile in self.profiles.values()}

    @cached_property
    def works(self) -> dict[str, core.Work]:
        return {work.id: work for one in self.candidates for work in one.works}


@dataclass
class Experts:
    """What is known of everybody, whichever the problem. ``waivers`` are those of the problems that were asked for."""

    on: date
    profiles: list[Any]  # as ``queries.matched_profiles`` annotates them
    loads: dict[int, int]
    busy: dict[int, list[Span]]
    sat: dict[int, list[Attendance]]
    seats: list[Attendance]
    relations: core.Relations

    def candidate(self, profile: Any, field: list[core.FieldRecord]) -> core.Candidate:
        return replace(
            _tied(profile, self.on),
            skills=tuple(profile.skills),
            works=tuple(work_of(work) for work in profile.works.all()),
            field=tuple(field),
            quota_left=max(0, profile.quota - self.loads.get(profile.person_id, 0)),
            free=slots_of(profile, self.busy.get(profile.person_id, ()), self.on),
        )


@dataclass
class Ties:
    """What keeps some experts from one problem's table, and nothing else of them."""

    problem: core.ProblemText
    people: dict[str, core.Candidate]  # those who can be matched of whom was asked for, by their code
    colleagues: tuple[core.Candidate, ...]  # whoever shares a laboratory with one of them
    relations: core.Relations
    on: date

    def hard(self, code: str) -> tuple[core.Conflict, ...]:
        found = core.conflicts_of(
            problem=self.problem, candidate=self.people[code], relations=self.relations, on=self.on,
            colleagues=(*self.people.values(), *self.colleagues),
        )  # fmt: skip
        return tuple(conflict for conflict in found if conflict.hard)


def ties_of(problem: Problem, codes: Collection[str], on: date) -> Ties:
    """No work is read, and nobody but these experts and who shares a laboratory with one of them."""
    profiles = list(queries.tied_profiles().filter(code__in=codes))
    spelt = spelt_laboratories(profiles)
    others = (
        queries.tied_profiles().filter(queries.within(spelt)).exclude(pk__in=[one.pk for one in profiles])
    )
    colleagues = list(others) if spelt else []
    names = {problem.code: HERE}
    with walls.system("rivalries and waivers that decide who may sit at a table"):
        relations = relations_of(names, _by_number([*profiles, *colleagues]), on, spelt)
    return Ties(
        problem=place_of(problem, HERE), relations=relations, on=on,
        people={profile.code: _tied(profile, on) for profile in profiles},
        colleagues=tuple(_tied(profile, on) for profile in colleagues),
    )  # fmt: skip


def gather_few(problem: Problem, ties: Ties) -> Facts:
    """All that a match rests on of these experts alone; of their colleagues what may keep them from the table."""
    profiles = list(queries.matched_profiles({problem.code}).filter(code__in=list(ties.people)))
    seats = queries.seats_of([one.person_id for one in profiles], _experience())
    facts = _facts(problem, _experts(profiles, list(seats), ties.relations, ties.on))
    return replace(facts, candidates=(*facts.candidates, *ties.colleagues))


def gather(problem: Problem, on: date) -> Facts:
    return _facts(problem, known_experts({problem.code: HERE}, on))


def told_threads(experts: Experts, problem: Problem) -> dict[str, Problem]:
    """Threads that may serve as evidence, under names that say nothing of how many threads there are."""
    others = {seat.table.problem.code: seat.table.problem for seat in experts.seats}.values()
    told = [
        other for other in others if may_be_told(other.disclosure, problem, experts.relations, experts.on)
    ]
    return {f"table{number}": other for number, other in enumerate(told, start=1)}


def _facts(problem: Problem, experts: Experts) -> Facts:
    told = told_threads(experts, problem)
    candidates = tuple(
        experts.candidate(
            profile,
            [
                *tables_sat_at(experts.sat[profile.person_id], told),
                *own_experience(profile),
            ],
        )
        for profile in experts.profiles
    )
    return Facts(
        problem=text_of(problem, HERE), candidates=candidates, relations=experts.relations, on=experts.on,
        profiles={str(profile.pk): profile for profile in experts.profiles},
        threads={name: other.code for name, other in told.items()},
        is_sealed=problem.disclosure.level == Level.SEALED,
    )  # fmt: skip


def known_experts(names: Mapping[str, str], on: date) -> Experts:
    """``names``: how the core is to call each problem, by its code."""
    profiles: list[Any] = list(queries.matched_profiles(names))
    seats = list(queries.seats_of_experts(_experience()))
    with walls.system("rivalries and waivers that decide who may sit at a table"):
        relations = relations_of(names, _by_number(profiles), on)
    return _experts(profiles, seats, relations, on)


def _experts(profiles: list[Any], seats: list[Attendance], relations: core.Relations, on: date) -> Experts:
    past = [seat for seat in seats if seat.presence == Presence.PRESENT]
    promised = Counter({profile.person_id: profile.promised for profile in profiles})
    return Experts(
        on=on, profiles=profiles, loads=loads_of(seats, on) + promised,
        busy=busy_of(seats), sat=by_person(past), seats=past, relations=relations,
    )  # fmt: skip


def _experience() -> datetime:
    return timezone.now() - LOOK_BACK


def _by_number(profiles: Iterable[Any]) -> dict[int, Any]:
    return {profile.person_id: profile for profile in profiles}


def _tied(profile: Any, on: date) -> core.Candidate:
    """Somebody as far as conflicts ask for them, of a profile that ``queries.tied_profiles`` annotates."""
    orgs = dict.fromkeys((profile.organisation_id, *profile.employers))
    return core.Candidate(
        id=str(profile.pk),
        orgs=tuple(map(str, orgs)),
        kind=KINDS.get(Kind(profile.organisation.kind), "industry"),
        engagements=tuple(_tie(tie) for tie in profile.ties if tie["kind"] != EngagementKind.CONFLICT),
        declared=tuple(_declared(profile.ties, on)),
        laboratory=laboratory_of(profile),
    )


def _tie(tie: dict[str, Any]) -> core.Engagement:
    return core.Engagement(org=str(tie["org"]), kind=tie["kind"], until=day_told(tie["until"]))


def _declared(ties: Iterable[dict[str, Any]], on: date) -> Iterator[core.Declaration]:
    """Those that still hold: the core asks for no dates of what somebody declares themselves."""
    for tie in ties:
        if tie["kind"] == EngagementKind.CONFLICT and on <= (day_told(tie["until"]) or on):
            yield core.Declaration(org=str(tie["org"]))
