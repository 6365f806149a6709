"""Match runs, the people on them, and waivers asked of the owner."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from oneteam.accounts.models import Person
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import AgreementKind, NamedRole
from oneteam.alliance.models import Disclosure, Named, Organisation, Seat, Skill
from oneteam.experts import queries as experts
from oneteam.experts.models import ExpertProfile
from oneteam.problems.models import Problem
from oneteam.walls.models import inside as inside_of

from ..enums import RunState
from ..models import (
    Candidate,
    CandidateNote,
    MatchRun,
    RoundTable,
    WaiverRequest,
)
from .grounds import when_free


def problem(code: str) -> QuerySet[Problem]:
    return Problem.objects.filter(code=code).select_related("disclosure", "owner")


def runs() -> QuerySet[MatchRun]:
    return MatchRun.objects.select_related("problem__disclosure", "problem__owner", "by")


def run(code: str) -> QuerySet[MatchRun]:
    """``private_seen``: whether whoever acts is inside the secretariat's own notes on the problem."""
    found = runs().select_related("problem__brief").filter(code=code)
    return found.annotate(private_seen=inside_of("problem__disclosure__private"))


def runs_of(problem: Problem) -> QuerySet[MatchRun]:
    chosen = Count("candidates", filter=Q(candidates__chosen=True, candidates__struck=False))
    return runs().filter(problem=problem).annotate(seats=chosen)


def latest_runs(problem: Problem) -> QuerySet[MatchRun]:
    """As the problem's page lists them: three, and of each no more than is shown."""
    chosen = Count("candidates", filter=Q(candidates__chosen=True, candidates__struck=False))
    found = MatchRun.objects.filter(problem=problem).only("code", "state", "created_at")
    return found.annotate(seats=chosen).order_by("-created_at", "-pk")[:3]


def open_runs(problem: Problem) -> QuerySet[MatchRun]:
    """Runs that a newer one replaces."""
    return MatchRun.objects.filter(problem=problem, state__in=(RunState.PROPOSED, RunState.SENT))


def approved_runs(problem: Problem) -> QuerySet[MatchRun]:
    return runs().filter(problem=problem, state=RunState.APPROVED)


def approved_run(problem: Problem) -> MatchRun | None:
    return approved_runs(problem).first()


def run_beside(table: RoundTable) -> MatchRun | None:
    """The newest of those made because an expert of the table's list told of a conflict."""
    return MatchRun.objects.filter(beside=table.run_id).select_related("beside").first()


def candidates(run: MatchRun) -> QuerySet[Candidate]:
    """Chosen, runners-up and excluded, with the private note where its reader may read it."""
    found = Candidate.objects.filter(run=run).select_related("person", "organisation", "private")
    return found.order_by(F("rank").asc(nulls_last=True), "pk")


def candidates_with_hours(run: MatchRun) -> QuerySet[Candidate]:
    return candidates(run).annotate(**when_free("expert"))


def agreed_panels(problems: Iterable[int]) -> dict[int, list[Candidate]]:
    """Of each problem whose owner has agreed to a list, who is on it, with hours, blocked days and busy times."""
    found: dict[int, list[Candidate]] = defaultdict(list)
    agreed = Candidate.objects.filter(run__problem__in=list(problems), run__state=RunState.APPROVED)
    rows = agreed.filter(chosen=True, struck=False).select_related("person", "organisation", "run")
    newest: dict[int, int] = {}
    for row in rows.annotate(**when_free("expert")).order_by("-run__created_at", "-run__pk", "rank", "pk"):
        if newest.setdefault(row.run.problem_id, row.run_id) == row.run_id:
            found[row.run.problem_id].append(row)
    return found


def note_on(run: MatchRun, code: str) -> CandidateNote | None:
    found = CandidateNote.objects.filter(candidate__run=run, candidate__expert_code=code)
    return found.select_related("candidate__person").first()


def notes_of_last_run(problem: Problem) -> dict[int, str]:
    """What was noted on candidates of the newest run, by the number of their profile."""
    last = MatchRun.objects.filter(problem=problem).order_by("-created_at", "-pk").values("pk")[:1]
    found = CandidateNote.objects.filter(candidate__run__in=last).exclude(text="")
    return dict(found.values_list("candidate__expert_id", "text"))


def runs_named(problem: Problem, *codes: str) -> list[MatchRun]:
    """Those of the problem's runs, the older one first."""
    return list(runs().filter(problem=problem, code__in=codes).order_by("created_at", "pk"))


def waivable(candidate: Candidate) -> bool:
    """Whether conflicts alone keep somebody off the list: whoever may ask reads the private note, too."""
    note = getattr(candidate, "private", None)
    only_ties = (
        candidate.excluded and "declared" not in candidate.excluded
    )  # their own word is no owner's to waive
    return bool(candidate.rank is None and note is not None and not note.codes and only_ties)


def waivers() -> QuerySet[WaiverRequest]:
    return WaiverRequest.objects.select_related(
        "problem__disclosure", "problem__owner", "person", "organisation", "by"
    )


def waiver(code: str) -> QuerySet[WaiverRequest]:
    return waivers().filter(code=code)


def open_waivers(problem: Problem) -> QuerySet[WaiverRequest]:
    """As the problem's page lists them."""
    return WaiverRequest.objects.filter(problem=problem, answered_at=None).only("code")


def waivers_asked(problem: Problem) -> dict[int, WaiverRequest]:
    """The newest request for each person."""
    return {one.person_id: one for one in WaiverRequest.objects.filter(problem=problem)}


def panel(run: MatchRun) -> QuerySet[Candidate]:
    return candidates(run).filter(chosen=True, struck=False)


def experts_to_add(run: MatchRun) -> QuerySet[ExpertProfile]:
    """Everybody who could be named by hand."""
    taken = Candidate.objects.filter(run=run, chosen=True).values("expert")
    found = experts.matched_profiles().exclude(pk__in=taken)
    return found.select_related("person", "organisation").order_by("person__name", "pk")


def experts_found(run: MatchRun, words: str) -> list[ExpertProfile]:
    """At most ten of them whom the words fit."""
    person = Q(person__name__icontains=words) | Q(person__name_en__icontains=words)
    home = Q(organisation__name__ko__icontains=words) | Q(organisation__name__en__icontains=words)
    return list(experts_to_add(run).filter(person | home)[:10]) if words else []


def experts_named(words: str) -> list[ExpertProfile]:
    """Whoever can be matched and has this name, or the code that stands in these words; of many the first four."""
    person = Q(person__name__iexact=words) | Q(person__name_en__iexact=words)
    if code := re.search(r"\bE-\w+", words.upper()):
        person = Q(code=code[0])
    found = experts.matched_profiles().filter(person)
    return list(found.select_related("person", "organisation")[:4])


def skill_labels(codes: Iterable[str]) -> dict[str, str]:
    return {skill.code: str(skill.label) for skill in Skill.objects.filter(code__in=set(codes))}


def organisations(numbers: Iterable[int]) -> dict[int, Organisation]:
    return Organisation.objects.in_bulk(set(numbers))


def under_nda(people: Iterable[int]) -> set[int]:
    """Those with an NDA in force, as far as its reader may know."""
    ndas = alliance.agreements_in_force(AgreementKind.NDA).filter(person__in=set(people))
    return {number for number in ndas.values_list("person_id", flat=True) if number is not None}


def owners_named(disclosure: Disclosure) -> QuerySet[Person]:
    """The owner's people who are in the thread by name: they get its mail."""
    named = Named.objects.filter(disclosure=disclosure, role=NamedRole.OWNER, person__isnull=False)
    return Person.objects.filter(pk__in=named.values("person"), is_active=True).order_by("name", "pk")


def owners_named_in(disclosures: Iterable[int]) -> dict[int, list[Person]]:
    """``owners_named`` of many threads."""
    found: dict[int, list[Person]] = defaultdict(list)
    named = Named.objects.filter(
        disclosure__in=list(disclosures), role=NamedRole.OWNER, person__is_active=True
    )
    for row in named.select_related("person").order_by("person__name", "person"):
        if row.person and row.person not in found[row.disclosure_id]:
            found[row.disclosure_id].append(row.person)
    return found


def main_organisations(people: Iterable[int]) -> dict[int, int]:
    """Each person's first present organisation."""
    seats = Seat.objects.filter(person__in=set(people), starts_on__lte=timezone.localdate())
    present = seats.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now())).order_by("-pk")
    return dict(present.values_list("person_id", "organisation_id"))
