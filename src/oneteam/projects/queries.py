"""What the pages show. The walls decide which rows there are; nothing here filters by permission to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import AgreementKind, Level, NamedRole, Role
from oneteam.alliance.models import Disclosure, Named, Organisation, Skill
from oneteam.problems.models import Brief, Problem
from oneteam.roundtables.models import Decision

from .clocks import ASK_WIDER, REMIND_BEFORE
from .enums import COUNTED, PROVEN, EffectState, MeasuredPart, MilestoneState, ProjectState, SiteState
from .models import (
    Application,
    Effect,
    MeasureKey,
    Measurement,
    Member,
    Milestone,
    Partner,
    PlannedMeasurement,
    Project,
    Recheck,
    Site,
    SiteCheck,
    SiteVersion,
    TrlRecord,
)

# --- projects ---------------------------------------------------------------------------------------


def projects() -> QuerySet[Project]:
    return Project.objects.select_related("lead", "disclosure", "responsible", "problem")


def one(code: str) -> QuerySet[Project]:
    """A project with those in it, which its rules ask about."""
    partners = Partner.objects.select_related("organisation", "agreed_by")
    members = Member.objects.select_related("person").order_by("pk")
    found = projects().select_related("decision__table", "state_by").filter(code=code)
    return found.prefetch_related(Prefetch("partners", partners), Prefetch("members", members))


def locked(project: Project) -> Project:
    """The row as it is now, held until the end: of two at once the second waits and reads what the first did."""
    return (
        Project.objects.select_for_update(of=("self",))
        .select_related("disclosure", "problem")
        .get(pk=project.pk)
    )


def listed(*, words: str = "", state: str = "") -> QuerySet[Project]:
    """Rows of the list: how many partners, and the next milestone."""
    coming = Milestone.objects.filter(project=OuterRef("pk"), state=MilestoneState.PLANNED).order_by(
        "due_on", "pk"
    )
    partners = (
        Partner.objects.filter(project=OuterRef("pk")).order_by().values("project").annotate(n=Count("pk"))
    )
    found = Project.objects.select_related("lead", "disclosure").annotate(
        next_name=Subquery(coming.values("name")[:1]),
        next_on=Subquery(coming.values("due_on")[:1]),
        partner_count=Subquery(partners.values("n")),
    )
    if words:
        found = found.filter(about(words))
    return found.filter(state=state) if state else found


def about(words: str) -> Q:
    """Projects with these words in a title of either language, or with this number."""
    return Q(code__iexact=words) | Q(title__ko__icontains=words) | Q(title__en__icontains=words)


def partners(project: Project) -> QuerySet[Partner]:
    return Partner.objects.filter(project=project).select_related("organisation", "agreed_by")


def members(project: Project) -> QuerySet[Member]:
    return Member.objects.filter(project=project).select_related("person").order_by("pk")


def memberships(person: Any, disclosure: Disclosure) -> QuerySet[Member]:
    """In any project of a thread."""
    return Member.objects.filter(person=person, project__disclosure=disclosure)


def verifies(person: Any, project: Project) -> bool:
    return Effect.objects.filter(project_code=project.code, verifier=person).exists()


def milestones(project: Project) -> QuerySet[Milestone]:
    return Milestone.objects.filter(project=project)


def trl_records(project: Project) -> QuerySet[TrlRecord]:
    return TrlRecord.objects.filter(project=project).select_related("by", "confirmed_by")


def applications(project: Project) -> QuerySet[Application]:
    found = Application.objects.filter(project=project)
    return found.select_related("organisation", "confirmed_by", "at__person")


def project_effects(project: Project) -> QuerySet[Effect]:
    """With their measurements, for the line over time."""
    found = Effect.objects.filter(project_code=project.code).select_related(
        "verifier", "verifier_of", "application"
    )
    return found.prefetch_related("measurements").order_by("created_at", "pk")


def thread_projects(problem: Problem) -> QuerySet[Project]:
    """As the problem's page lists them, and of each no more than is shown."""
    found = Project.objects.filter(problem=problem).select_related("lead")
    return found.only("code", "state", "title", "lead__name", "lead__short", "lead__kind")


def thread_effects(problem: Problem) -> QuerySet[Effect]:
    return Effect.objects.filter(problem=problem).only("code", "state", "metric").order_by("created_at")


# --- sites ------------------------------------------------------------------------------------------


def places() -> QuerySet[Site]:
    """The sites that whoever asks may read, with how many results are in use there as far as they see."""
    in_use = Count("applications", filter=Q(applications__state=SiteState.IN_USE))
    found = Site.objects.select_related("organisation", "person").annotate(in_use=in_use)
    return found.order_by("organisation", "pk")


def places_of(organisations: Iterable[int]) -> QuerySet[Site]:
    return Site.objects.filter(organisation__in=list(organisations)).select_related("organisation")


def applications_at(site: Site) -> QuerySet[Application]:
    found = Application.objects.filter(at=site).select_related("project", "organisation", "confirmed_by")
    return found.prefetch_related("versions")


def versions(application: Application) -> QuerySet[SiteVersion]:
    return SiteVersion.objects.filter(application=application).select_related("by", "confirmed_by")


def checks(application: Application) -> QuerySet[SiteCheck]:
    return SiteCheck.objects.filter(application=application).select_related("by")


def check(project: Project, code: str) -> QuerySet[SiteCheck]:
    found = SiteCheck.objects.filter(application__project=project, code=code)
    return found.select_related("application__organisation", "application__at")


def keepers(application: Application) -> list[Person]:
    """Who answers for a site and sees the project: its own person, else who speaks for its organisation."""
    inside = alliance.inside(application.project.disclosure.field, Person.objects.filter(is_active=True))
    own = application.at.person_id if application.at else None
    found = list(inside.filter(pk=own)) if own else []
    return found or speakers(application.organisation)


def checks_to_ask(today: date) -> list[tuple[SiteCheck, str]]:
    """Sites to be asked today, each with the column in which that is noted."""
    waiting = SiteCheck.objects.filter(answered_at=None, application__state=SiteState.IN_USE).select_related(
        "application__organisation", "application__at", "application__project__disclosure__field"
    )
    first = waiting.filter(asked_on=None, due_on__lte=today)
    again = waiting.filter(asked_wider_on=None, asked_on__lte=today - ASK_WIDER)
    return [*((one, "asked_on") for one in first), *((one, "asked_wider_on") for one in again)]


def named_in_secret(site: Site) -> bool:
    """Whether a site stands in the circle of a sealed thread: nobody else knows of it."""
    sealed = Application.objects.filter(circle=site.circle_id, project__disclosure__level=Level.SEALED)
    return sealed.filter(at=site).exists()


# --- effects ----------------------------------------------------------------------------------------


def effects() -> QuerySet[Effect]:
    return Effect.objects.select_related(
        "verifier", "verifier_of", "state_by", "disclosure__owner", "problem__disclosure", "problem__owner"
    )


def effect(code: str) -> QuerySet[Effect]:
    return effects().filter(code=code)


def application_of(effect: Effect) -> Application | None:
    """Where the effect was measured, for those who see the project."""
    if effect.application_id is None:
        return None
    found = Application.objects.filter(pk=effect.application_id)
    return found.select_related("organisation", "confirmed_by").first()


def measurements(effect: Effect) -> QuerySet[Measurement]:
    return Measurement.objects.filter(effect=effect).select_related("by", "evidence")


def latest(effect: Effect) -> Measurement | None:
    return measurements(effect).filter(part=MeasuredPart.AFTER).order_by("on", "pk").last()


def measurement(effect: Effect, code: str) -> QuerySet[Measurement]:
    return measurements(effect).filter(code=code)


def key_of(effect: Effect) -> MeasureKey | None:
    return MeasureKey.objects.filter(effect=effect).select_related("by").first()


def key_by_digest(code: str, digest: str) -> MeasureKey | None:
    """Whose word it is that a machine shows, before anybody's keys are held."""
    with walls.system("a machine shows its word"):
        return MeasureKey.objects.filter(effect__code=code, digest=digest).select_related("by").first()


def planned(effect: Effect) -> QuerySet[PlannedMeasurement]:
    return PlannedMeasurement.objects.filter(effect=effect).select_related("met_by")


def planned_to_remind(today: date) -> QuerySet[PlannedMeasurement]:
    """Days within the next two weeks of projects that go on, of which nobody was reminded yet."""
    going_on = Project.objects.exclude(state__in=(ProjectState.HANDED_OVER, ProjectState.STOPPED))
    open_days = PlannedMeasurement.objects.filter(met_by=None, reminded_on=None)
    soon = open_days.filter(due_on__gte=today, due_on__lte=today + REMIND_BEFORE)
    return soon.filter(effect__project_code__in=going_on.values("code")).select_related("effect")


def rechecks(effect: Effect) -> QuerySet[Recheck]:
    return Recheck.objects.filter(effect=effect).select_related("measurement")


def open_recheck(effect: Effect) -> Recheck | None:
    """The one that was asked for and is not answered."""
    return rechecks(effect).filter(asked_on__isnull=False, answered_at=None).first()


def fresh(recheck: Recheck) -> Measurement | None:
    """The latest figure that was taken about when the re-check fell due and entered since it was asked for.

    With the file that proves it, and none by which another re-check was answered.
    """
    others = rechecks(recheck.effect).exclude(pk=recheck.pk).filter(measurement__isnull=False)
    taken = taken_for(recheck.effect, recheck.asked_on, recheck.due_on)
    return taken.exclude(pk__in=others.values("measurement")).order_by("on", "pk").last()


def taken_for(effect: Any, asked_on: Any, due_on: Any) -> QuerySet[Measurement]:
    """With their file, taken about when a re-check fell due, and entered since it was asked for; also of outer rows."""
    proved = Measurement.objects.filter(effect=effect, part=MeasuredPart.AFTER, evidence__isnull=False)
    return proved.filter(at__date__gte=asked_on, on__gte=due_on - REMIND_BEFORE)


def rechecks_to_ask(today: date) -> QuerySet[Recheck]:
    due = Recheck.objects.filter(asked_on=None, answered_at=None, due_on__lte=today)
    return due.filter(effect__state__in=COUNTED).select_related("effect__verifier", "effect__disclosure")


def effects_verified_by(person: Any, disclosure: Disclosure) -> QuerySet[Effect]:
    return Effect.objects.filter(disclosure=disclosure, verifier=person)


def proofs(files: list[Any]) -> set[int]:
    """The files on which a claimed or verified figure rests: nobody may take them away."""
    counted = (EffectState.CLAIMED, *PROVEN)
    with walls.system("whether a figure rests on a file"):
        found = Measurement.objects.filter(evidence__in=files, effect__state__in=counted)
        return set(found.values_list("evidence_id", flat=True))


def proofs_of_steps(files: list[Any]) -> set[int]:
    """The files on which a confirmed step of readiness rests."""
    steps = {file.target.partition(":")[2] for file in files}
    with walls.system("whether a confirmed step rests on a file"):
        confirmed = TrlRecord.objects.filter(code__in=steps, confirmed_at__isnull=False)
        codes = set(confirmed.values_list("code", flat=True))
    return {file.pk for file in files if file.target.partition(":")[2] in codes}


# --- where a project comes from, and who could be in it -----------------------------------------------


def decision(code: str) -> Decision | None:
    found = Decision.objects.select_related("problem__disclosure", "problem__owner", "responsible")
    return found.filter(code=code).first()


def project_of_decision(decision: Decision) -> Project | None:
    return Project.objects.filter(decision=decision).first()


def brief_of(problem: Problem) -> Brief | None:
    return Brief.objects.filter(problem=problem).first()


def member_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(standing="active").order_by("kind", "pk")


def owner_of(project: Project) -> Organisation:
    return Organisation.objects.get(pk=project.disclosure.owner_id)


def areas() -> list[tuple[str, str]]:
    return [(skill.code, str(skill.label)) for skill in Skill.objects.filter(kind="area")]


def people_to_choose(among: Iterable[int] | None = None) -> QuerySet[Person]:
    """Everybody with a seat at work, each with their seats in ``held``, to choose members and verifiers from.

    ``among``: those of these organisations only, for who may not read the alliance's list of people.
    """
    held = alliance.at_work().select_related("organisation")
    held = held if among is None else held.filter(organisation__in=list(among))
    found = Person.objects.filter(is_active=True, pk__in=held.order_by().values("person")).order_by(
        "name", "pk"
    )
    return found.prefetch_related(Prefetch("seats", held, to_attr="held"))


def people_found(words: str, among: Iterable[int] | None = None) -> list[Person]:
    """At most ten of them whom the words fit."""
    fit = alliance.people(words).order_by().values("pk")
    return list(people_to_choose(among).filter(pk__in=fit)[:10]) if words else []


def member_of(project: Project, code: str) -> Person | None:
    """Also who holds no seat any more."""
    return Person.objects.filter(code=code, pk__in=members(project).values("person")).first()


def person(code: str) -> Person | None:
    return people_to_choose().filter(code=code).first()


def speakers(organisation: Organisation) -> list[Person]:
    """Whom to write to in an organisation: its coordinators, else its problem owners, else its executives."""
    for role in (Role.COORDINATOR, Role.OWNER, Role.FOUNDER, Role.EXECUTIVE):
        held = alliance.at_work().filter(organisation=organisation, role=role)
        found = list(Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("pk"))
        if found:
            return found
    return []


def home_of(person: Any) -> Organisation | None:
    """The organisation that a person mainly works for."""
    found = (
        alliance.at_work().filter(person=person).select_related("organisation").order_by("starts_on", "pk")
    )
    seat = found.first()
    return seat.organisation if seat else None


def parties(organisation_ids: set[int]) -> set[int]:
    """With their affiliates: one group is one party."""
    groups = Organisation.objects.filter(pk__in=organisation_ids).exclude(group="").values("group")
    return organisation_ids | set(Organisation.objects.filter(group__in=groups).values_list("pk", flat=True))


def stands_against(organisation: Organisation, disclosure: Disclosure) -> bool:
    """Whether the wall between the owner and a rival keeps an organisation out of a thread."""
    with walls.system("whether a partner competes with the owner"):
        ours, theirs = parties({disclosure.owner_id}), parties({organisation.pk})
        pair = Q(one__in=ours, other__in=theirs) | Q(one__in=theirs, other__in=ours)
        rivals = alliance.rivalries().filter(alliance.in_force(), pair, areas__overlap=[disclosure.area, "*"])
        waivers = alliance.agreements_in_force(AgreementKind.WAIVER)
        waived = waivers.filter(organisation=organisation, thread=disclosure.thread)
        return rivals.exists() and not waived.exists()


def owners_named(disclosure: Disclosure) -> list[Person]:
    """The owner's people who are in the thread by name: they get its mail."""
    named = Named.objects.filter(disclosure=disclosure, role=NamedRole.OWNER, person__isnull=False)
    return list(Person.objects.filter(pk__in=named.values("person"), is_active=True).order_by("pk"))


# --- what was released to everybody -----------------------------------------------------------------

LEAST_ORGANISATIONS = 3
LARGEST_SHARE = 0.8


_CASE = (
    "code", "metric", "unit", "better", "baseline", "baseline_n", "baseline_how", "method", "state", "claimed", "claimed_n", "claimed_on",
    "comparison", "saving", "reading", "rechecks",
    "verified_at", "verifier_id", "verifier_of__name", "verifier_of__short",
    "problem__code", "problem__title", "problem__owner__kind", "problem__owner__name", "problem__owner__short",
)  # fmt: skip


def _released() -> QuerySet[Effect]:
    """No evidence, no count."""
    return Effect.objects.filter(
        state__in=COUNTED,
        evidenced=True,
        shared_at__isnull=False,
        disclosure__released_at__isnull=False,
    )


def released_effects() -> QuerySet[Effect]:
    """Verified and released, newest first, with what a visitor reads of each."""
    shown = _released().select_related("problem__owner", "verifier_of").only(*_CASE)
    return shown.order_by("-verified_at", "-pk")


def released_totals() -> list[dict[str, Any]]:
    """Totals of released effects: only of three or more organisations of which none has over 80 %."""
    rows = _released().order_by().values_list("disclosure__owner_id", "disclosure__owner__group")
    owners = Counter(group or number for number, group in rows)
    total = sum(owners.values())
    if len(owners) < LEAST_ORGANISATIONS or max(owners.values()) > LARGEST_SHARE * total:
        return []
    return [
        {"title": _("Verified effects in the field"), "value": total, "note": ""},
        {"title": _("Organisations with a verified effect"), "value": len(owners), "note": ""},
    ]


# --- of one person, for their own data export --------------------------------------------------------


def memberships_of(person: Person) -> QuerySet[Member]:
    return Member.objects.filter(person=person).select_related("project")


def led_by(person: Person) -> QuerySet[Project]:
    return Project.objects.filter(responsible=person)


def verified_by(person: Person) -> QuerySet[Effect]:
    return Effect.objects.filter(verifier=person)


def measured_by(person: Person) -> QuerySet[Measurement]:
    return Measurement.objects.filter(by=person)
