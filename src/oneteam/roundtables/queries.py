"""What the pages show. The walls decide which rows there are; nothing here filters by permission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import JSONObject
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import NAME, Person
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import AgreementKind, Level, NamedRole, Role
from oneteam.alliance.models import Disclosure, Named, Organisation, Seat, Skill
from oneteam.base.fields import Bi
from oneteam.base.text import called
from oneteam.experts import queries as experts
from oneteam.experts.models import BlockedPeriod, Engagement, ExpertProfile, FreeWindow
from oneteam.problems.enums import State
from oneteam.problems.models import Problem
from oneteam.walls.models import Circle
from oneteam.walls.models import inside as inside_of

from .enums import ActionState, Answer, Change, Presence, RunState, TableState
from .models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Candidate,
    CandidateNote,
    DayPlace,
    DayPlan,
    DayProblem,
    Decision,
    Feedback,
    MatchRun,
    Minutes,
    MinutesAgreement,
    RoundTable,
    TableInvitation,
    WaiverRequest,
)
from .rules import IN_MATCHING

OWNERS = (Role.OWNER, Role.COORDINATOR, Role.EXECUTIVE, Role.STAFF)


def problem(code: str) -> QuerySet[Problem]:
    return Problem.objects.filter(code=code).select_related("disclosure", "owner")


# --- match runs -------------------------------------------------------------------------------------


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


def candidates(run: MatchRun) -> QuerySet[Candidate]:
    """Chosen, runners-up and excluded, with the private note where its reader may read it."""
    found = Candidate.objects.filter(run=run).select_related("person", "organisation", "private")
    return found.order_by(F("rank").asc(nulls_last=True), "pk")


def candidates_with_hours(run: MatchRun) -> QuerySet[Candidate]:
    return candidates(run).annotate(**when_free("expert"))


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
    return bool(candidate.rank is None and note is not None and not note.codes and candidate.excluded)


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
    found = ExpertProfile.objects.filter(consented_at__isnull=False, person__is_active=True)
    return found.exclude(pk__in=taken).select_related("person", "organisation").order_by("person__name", "pk")


def experts_found(run: MatchRun, words: str) -> list[ExpertProfile]:
    """At most ten of them whom the words fit."""
    person = Q(person__name__icontains=words) | Q(person__name_en__icontains=words)
    home = Q(organisation__name__ko__icontains=words) | Q(organisation__name__en__icontains=words)
    return list(experts_to_add(run).filter(person | home)[:10]) if words else []


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


def main_organisations(people: Iterable[int]) -> dict[int, int]:
    """Each person's first present organisation."""
    seats = Seat.objects.filter(person__in=set(people), starts_on__lte=timezone.localdate())
    present = seats.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now())).order_by("-pk")
    return dict(present.values_list("person_id", "organisation_id"))


# --- who can come -----------------------------------------------------------------------------------


def _seated(roles: Iterable[str], **more: Any) -> QuerySet[Person]:
    present = Seat.objects.filter(role__in=list(roles), starts_on__lte=timezone.localdate(), **more)
    present = present.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now()))
    return Person.objects.filter(pk__in=present.values("person"), is_active=True).order_by("name", "pk")


def inside(circle: Circle, people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of ``people`` whom the circle lets in now, by their own keys."""
    keyed = people.annotate(
        keys=Func(F("pk"), function="alliance_keys", output_field=ArrayField(TextField()))
    )
    met = Q(keys__overlap=circle.admitted)
    if circle.readers:
        met |= Q(keys__overlap=circle.readers) & ~Q(keys__overlap=circle.barred or [""])
    return keyed.filter(met)


def owner_people(disclosure: Disclosure) -> QuerySet[Person]:
    """The owner's people who may sit in the room."""
    return inside(disclosure.room, _seated(OWNERS, organisation=disclosure.owner_id))


def officers_inside(disclosure: Disclosure) -> QuerySet[Person]:
    return inside(disclosure.room, _seated((Role.OFFICER, Role.HEAD)))


def busy(people: Iterable[int], starts_at: datetime, ends_at: datetime) -> QuerySet[Attendance]:
    """Who of them already sits at a table at that time."""
    at_once = Attendance.objects.filter(
        person__in=set(people), table__starts_at__lt=ends_at, table__ends_at__gt=starts_at
    )
    gone = (TableState.CANCELLED, TableState.CLOSED)
    return at_once.exclude(answer=Answer.DECLINED).exclude(table__state__in=gone).select_related("person")


# --- round-table days -------------------------------------------------------------------------------


def open_to_match(codes: Iterable[str] | None = None) -> QuerySet[Problem]:
    """Accepted, no list at the owner, and not sealed; those whose secretariat's notes whoever acts may read."""
    waiting = MatchRun.objects.filter(problem=OuterRef("pk"), state=RunState.SENT)
    found = Problem.objects.filter(inside_of("disclosure__private"), ~Exists(waiting), state__in=IN_MATCHING)
    found = found.exclude(disclosure__level=Level.SEALED).select_related(
        "disclosure__private", "owner", "brief"
    )
    return (found if codes is None else found.filter(code__in=list(codes))).order_by("pk")


def days() -> QuerySet[DayPlan]:
    return DayPlan.objects.select_related("by")


def day(code: str) -> QuerySet[DayPlan]:
    return days().filter(code=code)


def day_problems(plan: DayPlan) -> QuerySet[DayProblem]:
    """Who gets least comes first; of problems that were closed to the reader meanwhile nothing."""
    found = DayProblem.objects.filter(plan=plan)
    places = DayPlace.objects.select_related("person", "organisation")
    return found.select_related("problem__disclosure", "problem__owner", "run").prefetch_related(
        Prefetch("places", places)
    )


def day_problem(plan: str, code: str) -> DayProblem | None:
    found = DayProblem.objects.filter(plan__code=plan, problem__code=code)
    return found.select_related("plan", "problem__disclosure").prefetch_related("places").first()


def pairs_of(plan: DayPlan) -> list[tuple[str, str]]:
    """A plan's problems and people as the core calls them."""
    places = DayPlace.objects.filter(at__plan=plan).exclude(change=Change.REMOVED)
    rows = places.order_by("pk").values_list("at__problem__code", "expert")
    return [(code, str(number)) for code, number in rows]


# --- tables -----------------------------------------------------------------------------------------


def tables() -> QuerySet[RoundTable]:
    return RoundTable.objects.select_related("problem__disclosure", "problem__owner", "chair")


def table(code: str) -> QuerySet[RoundTable]:
    return tables().select_related("by").filter(code=code)


def listed_tables() -> QuerySet[RoundTable]:
    decided = Decision.objects.filter(table=OuterRef("pk"))
    return tables().annotate(decided=Exists(decided))


def tables_of(person: Any) -> QuerySet[RoundTable]:
    """Those at which the person sits or which they chair."""
    mine = Attendance.objects.filter(table=OuterRef("pk"), person=person)
    return listed_tables().filter(Q(chair=person) | Exists(mine))


def table_with_decision(problem: Problem) -> RoundTable | None:
    """As the problem's page shows it, in one statement."""
    found = RoundTable.objects.filter(problem=problem).exclude(state=TableState.CANCELLED)
    found = found.select_related("chair", "decision__responsible").order_by("-starts_at", "-pk")
    people = (f"{who}__{name}" for who in ("chair", "decision__responsible") for name in NAME)
    decision = ("decision__kind", "decision__text", "decision__due_on")
    return found.only("code", "state", "starts_at", *decision, *people).first()


def fixed_tables(problem: Problem) -> QuerySet[RoundTable]:
    return tables().filter(problem=problem, state=TableState.FIXED)


def attendance(table: RoundTable) -> QuerySet[Attendance]:
    return Attendance.objects.filter(table=table).select_related("person", "organisation")


def seated_people(table: RoundTable) -> QuerySet[Person]:
    seats = Attendance.objects.filter(table=table)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("name", "pk")


def to_give_feedback_on(table: RoundTable, person: Any) -> QuerySet[Attendance]:
    """The experts who were there, but for the person themselves."""
    there = attendance(table).filter(is_expert=True, presence=Presence.PRESENT)
    return there.exclude(person=person)


def has_given_feedback(table: RoundTable, person: Any) -> bool:
    with walls.system("whether somebody has said already how the experts helped"):
        return Feedback.objects.filter(table=table, by=person).exists()


def feedback(table: RoundTable) -> QuerySet[Feedback]:
    return Feedback.objects.filter(table=table).select_related("person", "by")


def feedback_on(people: Iterable[int]) -> dict[int, list[Feedback]]:
    """What was said of experts at other tables, as far as whoever acts may know; never of sealed ones."""
    found: dict[int, list[Feedback]] = defaultdict(list)
    said = Feedback.objects.filter(person__in=set(people)).select_related("table")
    for one in said.exclude(table__problem__disclosure__level=Level.SEALED):
        found[one.person_id].append(one)
    return found


def agenda(table: RoundTable) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(table=table)


def action_items(table: RoundTable) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(table=table).select_related("who")


def action_item(code: str) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(code=code).select_related("table__problem__disclosure", "who")


def decision_of(table: RoundTable) -> Decision | None:
    return Decision.objects.filter(table=table).select_related("responsible").first()


def decision(code: str) -> QuerySet[Decision]:
    return Decision.objects.filter(code=code).select_related("responsible", "problem__disclosure", "table")


def minutes(table: RoundTable) -> QuerySet[Minutes]:
    return Minutes.objects.filter(table=table).select_related("writer", "table__problem__disclosure")


def minutes_of(table: RoundTable) -> Minutes | None:
    return minutes(table).first()


def files_of_agreed_minutes(files: list[Any]) -> set[int]:
    """The files on which minutes rest that were agreed: nobody may take them away."""
    tables = {file.target.partition(":")[2] for file in files}
    with walls.system("whether agreed minutes rest on a file"):
        agreed = Minutes.objects.filter(table__code__in=tables, agreed_at__isnull=False)
        codes = set(agreed.values_list("table__code", flat=True))
    return {file.pk for file in files if file.target.partition(":")[2] in codes}


def agreed_people(minutes: Minutes | None) -> set[int]:
    return set(minutes.agreements.values_list("person_id", flat=True)) if minutes else set()


# --- invitations and what waits ---------------------------------------------------------------------


def invitation(code: str, person: Any) -> QuerySet[TableInvitation]:
    return TableInvitation.objects.filter(table_code=code, person=person)


def clashing(invitation: TableInvitation) -> QuerySet[TableInvitation]:
    """Other tables at the same time to which the invited has not said no."""
    others = TableInvitation.objects.filter(person=invitation.person_id).exclude(pk=invitation.pk)
    at_once = others.filter(starts_at__lt=invitation.ends_at, ends_at__gt=invitation.starts_at)
    return at_once.filter(answer__in=(Answer.ASKED, Answer.ACCEPTED))


def invitations_to(person: Any) -> QuerySet[TableInvitation]:
    """Those still ahead, the nearest first."""
    ahead = TableInvitation.objects.filter(person=person, ends_at__gte=timezone.now())
    ahead = ahead.exclude(answer=Answer.CALLED_OFF)
    return ahead.order_by("starts_at", "pk")


def titles(codes: Iterable[str]) -> dict[str, Problem]:
    found = Problem.objects.filter(code__in=set(codes)).select_related("disclosure", "owner")
    return {row.code: row for row in found}


def titles_of_decided(codes: Iterable[str]) -> dict[str, Bi]:
    """Of the problems whose decision the reader may see, and so may know that a table met."""
    found = Problem.objects.filter(inside_of("disclosure__summary"), code__in=set(codes))
    return dict(found.values_list("code", "title"))


def unanswered(before: datetime, again: datetime, most: int) -> QuerySet[TableInvitation]:
    """Asked before ``before``, not reminded since ``again``, and not more than ``most`` times."""
    asked = TableInvitation.objects.filter(
        answer=Answer.ASKED, created_at__lte=before, reminders__lt=most, starts_at__gt=timezone.now(),
        attendance__table__problem__state=State.SCHEDULED,
    )  # fmt: skip
    return asked.filter(Q(reminded_at=None) | Q(reminded_at__lte=again)).select_related("person")


def silent_minutes(before: datetime) -> QuerySet[Minutes]:
    """Sent before ``before`` and not agreed by everybody."""
    waiting = Minutes.objects.filter(agreed_at=None, sent_at__lte=before)
    return waiting.select_related("table__problem__disclosure")


def actions_of(person: Any) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(who=person, state=ActionState.OPEN).select_related("table")


# --- what a match rests on --------------------------------------------------------------------------


def matched_profiles() -> QuerySet[ExpertProfile]:
    """With all that decides about a match, in two statements: employers, ties, hours and blocked days as lists."""
    ties = Engagement.objects.filter(profile=OuterRef("pk"))
    told = ties.values(it=JSONObject(org="organisation_id", kind="kind", until="until"))
    seats = alliance.at_work().filter(person=OuterRef("person")).order_by("pk").values("organisation")
    found = experts.matched_profiles().select_related("person", "organisation").prefetch_related("works")
    return found.annotate(
        employers=ArraySubquery(seats), ties=ArraySubquery(told), **when_free("pk")
    )  # fmt: skip


def when_free(profile: str) -> dict[str, ArraySubquery]:
    """Annotations: the hours of the week and the blocked days of a profile, for who may know them."""
    hours = FreeWindow.objects.filter(profile=OuterRef(profile)).order_by("weekday", "starts")
    days = BlockedPeriod.objects.filter(profile=OuterRef(profile))
    return {
        "hours": ArraySubquery(hours.values(it=JSONObject(day="weekday", opens="starts", closes="ends"))),
        "days": ArraySubquery(days.values(it=JSONObject(first="starts_on", last="ends_on"))),
    }


def loads(first: datetime, after: datetime) -> dict[int, int]:
    """How many tables each expert has in a time, as far as whoever acts may know; sealed ones never count."""
    seats = seats_of_experts(first).filter(table__starts_at__lt=after).select_related(None)
    return dict(seats.order_by().values_list("person").annotate(Count("pk")))


def sittings(people: Iterable[int], since: datetime) -> QuerySet[Attendance]:
    """When these experts sit at tables, and nothing of what these are about."""
    seats = seats_of_experts(since).filter(person__in=list(people))
    return seats.select_related(None).select_related("table")


def seats_of_experts(since: datetime) -> QuerySet[Attendance]:
    """At which tables experts sat or will sit, as far as whoever acts may know; sealed ones never count."""
    seats = Attendance.objects.filter(is_expert=True, table__starts_at__gte=since)
    seats = seats.exclude(table__problem__disclosure__level=Level.SEALED)
    kept = seats.exclude(answer=Answer.DECLINED).exclude(table__state=TableState.CANCELLED)
    return kept.select_related("table__problem__disclosure").order_by("table__starts_at", "pk")


def experts_by_code(codes: Iterable[str]) -> QuerySet[ExpertProfile]:
    return ExpertProfile.objects.filter(code__in=list(codes)).select_related("person")


def names_of_profiles(numbers: Iterable[str]) -> dict[str, str]:
    found = ExpertProfile.objects.filter(pk__in=list(numbers)).select_related("person")
    return {str(profile.pk): called(profile.person) for profile in found}


def people(numbers: Iterable[int]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=list(numbers)).order_by("name", "pk")


def quotas(people: Iterable[int]) -> dict[int, int]:
    found = ExpertProfile.objects.filter(person__in=list(people))
    return dict(found.values_list("person_id", "quota"))


# --- of one person, for their own data export --------------------------------------------------------


def invitations_of(person: Person) -> QuerySet[TableInvitation]:
    return TableInvitation.objects.filter(person=person)


def seats_of(person: Person) -> QuerySet[Attendance]:
    return Attendance.objects.filter(person=person)


def agreements_by(person: Person) -> QuerySet[MinutesAgreement]:
    return MinutesAgreement.objects.filter(person=person)


def taken_on_by(person: Person) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(who=person).select_related("table")
