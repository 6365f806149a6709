"""Everything that a match of one problem rests on, in the words of the core.

Some of it nobody may read as such (ties of experts, rivalries, waivers): it is read with the house open and
leaves here only as input of the computation. What depends on other threads is read under the keys of whoever
acts, and nothing comes from a sealed one: a thread that somebody does not know of changes nothing they see.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from oneteam import walls
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import AgreementKind, Kind, Level, Stage
from oneteam.alliance.models import Disclosure
from oneteam.base.fields import Bi
from oneteam.base.later import Later
from oneteam.calendars.spans import Span
from oneteam.experts import free
from oneteam.experts.enums import EngagementKind
from oneteam.experts.free import Days, Hours
from oneteam.experts.models import ExpertProfile, what_and_where
from oneteam.problems.enums import MOST_METHODS
from oneteam.problems.models import Problem

from . import queries
from .enums import Presence
from .models import Attendance

if TYPE_CHECKING:
    from oneteam_core import matching as core
else:
    core = Later("oneteam_core.matching")

LOOK_BACK = timedelta(days=5 * 366)  # for how long having sat at a table counts as experience
HERE = "problem"  # its number would make the fingerprint depend on how many problems there are
NOBODY = "nobody"
ELSEWHERE = "elsewhere"  # field experience of which the business area is not known
# What an owner can waive: not what somebody has declared themselves.
WAIVABLE = ("competitor_org", "affiliate_of_competitor", "engaged_with_competitor", "same_laboratory")
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
            works=tuple(_work(work) for work in profile.works.all()),
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
    spelt = _spelt(profiles)
    others = (
        queries.tied_profiles().filter(queries.within(spelt)).exclude(pk__in=[one.pk for one in profiles])
    )
    colleagues = list(others) if spelt else []
    names = {problem.code: HERE}
    with walls.system("rivalries and waivers that decide who may sit at a table"):
        relations = _relations(names, _by_number([*profiles, *colleagues]), on, spelt)
    return Ties(
        problem=_place(problem, HERE), relations=relations, on=on,
        people={profile.code: _tied(profile, on) for profile in profiles},
        colleagues=tuple(_tied(profile, on) for profile in colleagues),
    )  # fmt: skip


def _spelt(profiles: list[Any]) -> list[queries.Laboratory]:
    """The laboratories of these people, in every spelling that stands in a profile."""
    here = {_laboratory(profile) for profile in profiles} - {None}
    found = queries.laboratories_at(profile.organisation_id for profile in profiles) if here else []
    return [one for one in found if _laboratory_named(*one) in here]


def gather_few(problem: Problem, ties: Ties) -> Facts:
    """All that a match rests on of these experts alone; of their colleagues what may keep them from the table."""
    profiles = list(queries.matched_profiles({problem.code}).filter(code__in=list(ties.people)))
    seats = queries.seats_of([one.person_id for one in profiles], _experience())
    facts = _facts(problem, _experts(profiles, list(seats), ties.relations, ties.on))
    return replace(facts, candidates=(*facts.candidates, *ties.colleagues))


def gather(problem: Problem, on: date) -> Facts:
    return _facts(problem, known_experts({problem.code: HERE}, on))


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
        relations = _relations(names, _by_number(profiles), on)
    return _experts(profiles, seats, relations, on)


def _experts(profiles: list[Any], seats: list[Attendance], relations: core.Relations, on: date) -> Experts:
    past = [seat for seat in seats if seat.presence == Presence.PRESENT]
    promised = Counter({profile.person_id: profile.promised for profile in profiles})
    return Experts(
        on=on, profiles=profiles, loads=loads_of(seats, on) + promised,
        busy=busy_of(seats), sat=_by_person(past), seats=past, relations=relations,
    )  # fmt: skip


def _experience() -> datetime:
    return timezone.now() - LOOK_BACK


def _by_number(profiles: Iterable[Any]) -> dict[int, Any]:
    return {profile.person_id: profile for profile in profiles}


def told_threads(experts: Experts, problem: Problem) -> dict[str, Problem]:
    """Threads that may serve as evidence, under names that say nothing of how many threads there are."""
    others = {seat.table.problem.code: seat.table.problem for seat in experts.seats}.values()
    told = [
        other for other in others if may_be_told(other.disclosure, problem, experts.relations, experts.on)
    ]
    return {f"table{number}": other for number, other in enumerate(told, start=1)}


def quarter(on: date) -> tuple[datetime, datetime]:
    """The first moment of the quarter and the first after it."""
    first = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    after = (first + timedelta(days=93)).replace(day=1)
    return tuple(timezone.make_aware(datetime.combine(day, time())) for day in (first, after))  # type: ignore[return-value]


def _place(problem: Problem, name: str) -> core.ProblemText:
    """A problem as far as conflicts ask for it."""
    owners = (str(problem.owner_id),)
    return core.ProblemText(id=name, owners=owners, area=problem.area or ELSEWHERE, parts={})


def text_of(problem: Problem, name: str) -> core.ProblemText:
    return replace(
        _place(problem, name),
        parts={name: _texts(value) for name, value in _parts(problem).items()},
        needs=tuple(core.Need(skill=skill) for skill in dict.fromkeys(problem.skills[:MOST_METHODS])),
    )  # fmt: skip


def _parts(problem: Problem) -> dict[str, Bi]:
    parts = {"title": problem.title, "teaser": problem.teaser}
    brief = getattr(problem, "brief", None)
    if brief is not None:
        parts |= {"background": brief.background, "goal": brief.goal, "tried": brief.tried}
        parts |= {"questions": _joined(brief.questions), "constraints": _joined(brief.constraints)}
    return parts


def _joined(values: list[Bi]) -> Bi:
    return Bi("\n".join(value.ko for value in values), "\n".join(value.en for value in values))


def _texts(value: Bi) -> dict[str, str]:
    return {language: words for language, words in value.as_dict().items() if words}


def _tied(profile: Any, on: date) -> core.Candidate:
    """Somebody as far as conflicts ask for them, of a profile that ``queries.tied_profiles`` annotates."""
    orgs = dict.fromkeys((profile.organisation_id, *profile.employers))
    return core.Candidate(
        id=str(profile.pk),
        orgs=tuple(map(str, orgs)),
        kind=KINDS.get(Kind(profile.organisation.kind), "industry"),
        engagements=tuple(_tie(tie) for tie in profile.ties if tie["kind"] != EngagementKind.CONFLICT),
        declared=tuple(_declared(profile.ties, on)),
        laboratory=_laboratory(profile),
    )


def _laboratory(profile: ExpertProfile) -> str | None:
    return _laboratory_named(profile.organisation_id, profile.laboratory)


def _laboratory_named(organisation: int, name: str) -> str | None:
    """People who name the same one at the same organisation work together; how it is spelt does not matter."""
    spelt = " ".join(name.split()).casefold()
    return f"{organisation} {spelt}" if spelt else None


def _work(work: Any) -> core.Work:
    return core.Work(
        id=str(work.pk), title=_texts(work.title), abstract=_texts(work.abstract), year=work.year
    )


def own_experience(profile: Any) -> list[core.FieldRecord]:
    """What a profile that ``queries.matched_profiles`` annotates tells of itself, each in its business area."""
    return [
        core.FieldRecord(
            id=row["code"],
            area=row["area"] or ELSEWHERE,
            what=what_and_where(row["what"], row["place"] or {}),
        )
        for row in profile.done
    ]


def tables_sat_at(seats: Iterable[Attendance], told: dict[str, Problem]) -> list[core.FieldRecord]:
    """Those of which the owner may know; their titles are read when they are shown."""
    sat = {seat.table.problem_id for seat in seats}
    return [
        core.FieldRecord(id=name, area=other.area or ELSEWHERE)
        for name, other in told.items()
        if other.pk in sat
    ]


def may_be_told(other: Disclosure, problem: Problem, relations: core.Relations, on: date) -> bool:
    """Whether this problem's owner may learn that a table met on another thread: of their own threads, and of
    those whose decision all members read. Never of a competitor's."""
    if other.owner_id == problem.owner_id:
        return other.level != Level.SEALED
    in_the_open = other.level in (Level.PUBLIC, Level.ALLIANCE) and other.stage == Stage.OPEN
    told = in_the_open and other.decision_shared and not other.hidden_from_rivals
    return told and not _compete(str(other.owner_id), str(problem.owner_id), other.area, relations, on)


def _compete(one: str, other: str, area: str, relations: core.Relations, on: date) -> bool:
    """In this area and on this day, as the core judges it for somebody employed there.

    They are called as no problem and no person is, so that a waiver of somebody's is never taken for theirs.
    """
    place = core.ProblemText(id=NOBODY, owners=(other,), area=area or ELSEWHERE, parts={})
    somebody = core.Candidate(id=NOBODY, orgs=(one,), kind="industry")
    return any(
        conflict.hard
        for conflict in core.conflicts_of(problem=place, candidate=somebody, relations=relations, on=on)
    )


def loads_of(seats: Iterable[Attendance], on: date) -> Counter[int]:
    """How many tables each has in this quarter."""
    first, after = quarter(on)
    during = (seat for seat in seats if first <= seat.table.starts_at < after)
    return Counter(number for seat in during for number in queries.counts_for(seat))


def busy_of(seats: Iterable[Attendance]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for seat in seats:
        hours = [timezone.make_naive(moment) for moment in (seat.table.starts_at, seat.table.ends_at)]
        for number in queries.counts_for(seat):
            found[number].append((hours[0], hours[1]))
    return found


def _by_person(seats: list[Attendance]) -> dict[int, list[Attendance]]:
    found: dict[int, list[Attendance]] = defaultdict(list)
    for seat in seats:
        for number in queries.counts_for(seat):
            found[number].append(seat)
    return found


def _tie(tie: dict[str, Any]) -> core.Engagement:
    return core.Engagement(org=str(tie["org"]), kind=tie["kind"], until=_day(tie["until"]))


def _declared(ties: Iterable[dict[str, Any]], on: date) -> Iterator[core.Declaration]:
    """Those that still hold: the core asks for no dates of what somebody declares themselves."""
    for tie in ties:
        if tie["kind"] == EngagementKind.CONFLICT and on <= (_day(tie["until"]) or on):
            yield core.Declaration(org=str(tie["org"]))


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def slots_of(row: Any, busy: Collection[Span], on: date) -> tuple[str, ...] | None:
    """When somebody can come, of a row that ``queries.when_free`` annotates."""
    hours, days, elsewhere = map(hours_of, row.hours), map(days_of, row.days), map(_busy, row.elsewhere)
    return free.slots(list(hours), list(days), busy, on, list(elsewhere))


def hours_of(row: dict[str, Any]) -> Hours:
    return row["day"], time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"])


def days_of(row: dict[str, str]) -> Days:
    return date.fromisoformat(row["first"]), date.fromisoformat(row["last"])


def _busy(row: dict[str, str]) -> Span:
    starts, ends = (timezone.make_naive(datetime.fromisoformat(row[name])) for name in ("starts", "ends"))
    return starts, ends


def _relations(
    names: Mapping[str, str],
    profiles: dict[int, ExpertProfile],
    on: date,
    laboratories: list[queries.Laboratory] | None = None,
) -> core.Relations:
    """``laboratories``: those that are asked about; all of them where it is ``None``."""
    organisations = list(queries.organisations_with_rivals())
    return core.Relations(
        rivalries=_rivalries(organisations), affiliations=_groups(organisations),
        waivers=_waivers(names, profiles, on), laboratories=_laboratories(profiles.values(), laboratories),
    )  # fmt: skip


def _rivalries(organisations: Iterable[Any]) -> tuple[core.Rivalry, ...]:
    rows = [(row["number"], one.pk, row) for one in organisations for row in one.rivals]
    return tuple(
        core.Rivalry(
            a=str(one), b=str(row["other"]), areas=tuple(row["areas"]) or ("*",),
            since=_day(row["since"]), until=_day(row["until"]),
        )
        for _number, one, row in sorted(rows, key=lambda found: found[0])
    )  # fmt: skip


def _laboratories(
    matched: Iterable[ExpertProfile], within: list[queries.Laboratory] | None
) -> tuple[core.LaboratoryTie, ...]:
    """Ties of colleagues who are not matched themselves: their laboratory has them all the same."""
    rows = queries.engagements_in_laboratories().exclude(profile__in=list(matched))
    if within is not None:
        rows = rows.filter(queries.within(within, "profile__"))
    return tuple(
        core.LaboratoryTie(
            laboratory=_laboratory(row.profile) or "",
            org=str(row.organisation_id),
            kind=row.kind,
            until=row.until,
        )
        for row in rows
    )


def _groups(organisations: Iterable[Any]) -> tuple[core.Affiliation, ...]:
    groups: dict[str, list[str]] = defaultdict(list)
    for one in organisations:
        if one.group:
            groups[one.group].append(str(one.pk))
    return tuple(core.Affiliation(group=group, orgs=tuple(orgs)) for group, orgs in sorted(groups.items()))


def _waivers(
    names: Mapping[str, str], profiles: dict[int, ExpertProfile], on: date
) -> tuple[core.Waiver, ...]:
    rows = alliance.agreements_in_force(AgreementKind.WAIVER, on).filter(
        thread__in=names, person__in=profiles
    )
    return tuple(
        core.Waiver(
            problem=names[row.thread], person=str(profiles[row.person_id or 0].pk),
            since=row.starts_on, until=row.ends_on, code=code,
        )
        for row in rows.order_by("pk") for code in WAIVABLE
    )  # fmt: skip
