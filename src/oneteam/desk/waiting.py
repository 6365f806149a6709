"""What may wait for a person, one statement for each kind of thing. Which rows there are, the walls decide."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Kind, Level
from oneteam.alliance.models import ErasureRequest, Organisation
from oneteam.journal.models import Entry
from oneteam.nda.enums import CopyState
from oneteam.nda.models import SignedCopy
from oneteam.problems.enums import Side, State
from oneteam.problems.models import LevelRequest, Problem
from oneteam.problems.queries import AT_THE_DESK, officers_named
from oneteam.projects.clocks import (
    PROGRESS_MONTHS,
    PROGRESS_NOTICE,
    PROGRESS_WIDER,
    REMIND_BEFORE,
    months_after,
)
from oneteam.projects.enums import COUNTED, PROVEN, DeliverableState, EffectState, ProjectState, SiteState
from oneteam.projects.models import (
    Application,
    Deliverable,
    Effect,
    Member,
    Partner,
    PlannedMeasurement,
    ProgressWord,
    Project,
    Recheck,
    SiteCheck,
    SiteVersion,
    TrlRecord,
)
from oneteam.projects.queries import taken_for
from oneteam.projects.rules import UNDER_WAY
from oneteam.roundtables.enums import (
    AFTER_HOLDING,
    AHEAD,
    ActionState,
    Answer,
    Presence,
    RunState,
    TableState,
)
from oneteam.roundtables.models import (
    ActionItem,
    Attendance,
    Decision,
    MatchRun,
    MinutesAgreement,
    RoundTable,
    TableInvitation,
)
from oneteam.roundtables.queries import asked_about
from oneteam.walls.models import inside

MOST = 20
OFFICE = (State.SUBMITTED, State.SCOPING, State.ACCEPTED, State.AGREED, State.DECIDED, State.VERIFIED)
OWNER = (State.DRAFT, State.RETURNED)
OVER = (State.DRAFT, State.REROUTED, State.DECLINED, State.CLOSED, State.WITHDRAWN)  # or not begun


def problems(person: Any, own: list[int], *, office: bool) -> QuerySet[Problem]:
    """With ``asked_by``, the side that asks to open it further, and ``sent``, the panel sent to its owner.

    ``private_seen``: whether the person may match experts for it.
    ``alone``: a sealed one whose last officer has left the secretariat, so that nobody there knows of it.
    """
    asked = LevelRequest.objects.filter(answered_at=None).exclude(by=person)
    sent = MatchRun.objects.filter(state=RunState.SENT)
    mine = Q(state__in=OWNER) | Q(pk__in=sent.values("problem"))
    mine |= Q(pk__in=asked.filter(side=Side.OFFICE).values("problem"))
    mine |= _alone()
    wanted = Q(owner__in=own) & mine
    if office:
        matched_elsewhere = Q(~inside("disclosure__private"), state=State.ACCEPTED)
        wanted |= Q(state__in=OFFICE) & ~matched_elsewhere
        wanted |= Q(pk__in=asked.filter(side=Side.OWNER).values("problem"))
    found = Problem.objects.filter(AT_THE_DESK, wanted).annotate(
        asked_by=Subquery(asked.filter(problem=OuterRef("pk")).values("side")[:1]),
        sent=Subquery(sent.filter(problem=OuterRef("pk")).values("code")[:1]),
        private_seen=inside("disclosure__private"),
        alone=ExpressionWrapper(_alone(), BooleanField()),
    )
    return found.order_by("state_at")[:MOST]


def _alone() -> Q:
    officers = officers_named(OuterRef("disclosure"))
    return Q(disclosure__level=Level.SEALED) & ~Q(state__in=OVER) & Q(~Exists(officers))


def tables(person: Any, *, office: bool) -> QuerySet[RoundTable]:
    """Tables to be led on, by their chair or the secretariat, and those whose minutes wait for the person.

    ``leads`` and ``agrees`` say which; ``decided`` whether the decision is written.
    """
    there = Attendance.objects.filter(table=OuterRef("pk"), person=person, presence=Presence.PRESENT)
    said = MinutesAgreement.objects.filter(minutes__table=OuterRef("pk"), person=person)
    sent = Q(minutes__sent_at__isnull=False, minutes__agreed_at=None) & ~Q(minutes__writer=person)
    found = RoundTable.objects.select_related("minutes", "problem").annotate(
        decided=Exists(Decision.objects.filter(table=OuterRef("pk"))),
        agrees=ExpressionWrapper(sent & Exists(there) & ~Exists(said), BooleanField()),
    )
    led = _to_be_led_on() if office else _to_be_led_on() & Q(chair=person)
    return found.filter(led | Q(agrees=True)).order_by("starts_at")[:MOST]


def _to_be_led_on() -> Q:
    """Held without a word of it yet, without minutes sent or a decision, or agreed and to be closed."""
    over = Q(state__in=AHEAD, ends_at__lte=timezone.now())
    held = Q(state__in=AFTER_HOLDING)
    unfinished = Q(minutes=None) | Q(minutes__sent_at=None, minutes__agreed_at=None) | Q(decided=False)
    return over | held & (unfinished | Q(state=TableState.MINUTES_AGREED))


def projects(person: Any, own: list[int], home: list[int], *, office: bool) -> QuerySet[Any]:
    """``own``: the organisations the person speaks for; ``home``: those they belong to.

    With ``site``, ``step`` and ``version``, what of it waits to be confirmed by the person, and ``to_check``, by which
    a site is asked whether the result is still in use. ``asks``: their organisation is to agree to its part, at first
    or anew; ``given``: what another partner delivered, to be accepted. ``says``: its lead is to say how it stands, of
    which the last word, or the beginning, was ``word_on``. What waits stands first.
    """
    began = Entry.objects.filter(
        thread=OuterRef("disclosure__thread"), verb="projects.started", target=OuterRef("code")
    )
    begun = Subquery(began.order_by().values(day=TruncDate("at"))[:1])
    word = ProgressWord.objects.filter(project=OuterRef("pk")).order_by("-on").values("on")[:1]
    unanswered = Partner.objects.filter(agreed_at=None, left_on=None)
    asked = unanswered.filter(organisation__in=own)
    given = Deliverable.objects.filter(
        state=DeliverableState.DELIVERED,
        project__partners__organisation__in=own,
        project__partners__left_on=None,
    ).exclude(partner__organisation__in=own)
    site = Application.objects.filter(_keeps(person, own), confirmed_at=None)
    version = SiteVersion.objects.filter(
        _keeps(person, own, "application__"), confirmed_at=None, application__state=SiteState.IN_USE
    )
    check = SiteCheck.objects.filter(
        _keeps(person, own, "application__"), answered_at=None, asked_on__isnull=False,
        application__state=SiteState.IN_USE,
    )  # fmt: skip
    step = TrlRecord.objects.filter(
        confirmed_at=None, refused_at=None, project__partners__organisation__in=home
    )
    step = step.exclude(by=person).exclude(project__lead__in=home)
    works = Q(responsible=person) | Q(pk__in=Member.objects.filter(person=person).values("project"))
    waits = Q(state=ProjectState.PROPOSED, pk__in=asked.values("project"))
    waits |= Q(state__in=(ProjectState.AGREED, *UNDER_WAY), pk__in=asked.values("project"))
    startable = Q(state=ProjectState.AGREED) & ~Q(pk__in=unanswered.values("project"))
    waits |= startable & (Q() if office else works)
    waits |= Q(state__in=UNDER_WAY, pk__in=given.values("project"))
    waits |= Q(state__in=UNDER_WAY) & (Q(pk__in=site.values("project")) | Q(pk__in=step.values("project")))
    waits |= Q(pk__in=version.values("application__project")) | Q(pk__in=check.values("application__project"))
    at_site = {"application__project": OuterRef("pk")}
    found = Project.objects.annotate(
        asks=Exists(asked.filter(project=OuterRef("pk"))),
        startable=ExpressionWrapper(startable, BooleanField()),
        given=Subquery(given.filter(project=OuterRef("pk")).values("code")[:1]),
        site=Subquery(site.filter(project=OuterRef("pk")).values("code")[:1]),
        version_at=Subquery(version.filter(**at_site).values("application__code")[:1]),
        to_check=Subquery(check.filter(**at_site).values("code")[:1]),
        step=Subquery(step.filter(project=OuterRef("pk")).values("level")[:1]),
        word_on=Coalesce(Subquery(word), Greatest(F("starts_on"), begun)),  # what is not known is left out
    )
    says = ExpressionWrapper(_to_say(person, office), BooleanField())
    found = found.annotate(says=says, waits=ExpressionWrapper(waits, BooleanField()))
    found = found.filter(Q(waits=True) | Q(says=True))
    return found.order_by("-waits", "state_at")[: 2 * MOST]


def _to_say(person: Any, office: bool) -> Q:
    """Of which the lead is to say how it stands; for the office those late for three days."""
    today = timezone.localdate()
    due = Q(responsible=person, word_on__lte=months_after(today + PROGRESS_NOTICE, -PROGRESS_MONTHS))
    if office:
        due |= Q(word_on__lte=months_after(today - PROGRESS_WIDER, -PROGRESS_MONTHS))
    return Q(state__in=UNDER_WAY) & due


def _keeps(person: Any, own: list[int], prefix: str = "") -> Q:
    """The site's own person, and who speaks for its organisation."""
    return Q(**{f"{prefix}organisation__in": own}) | Q(**{f"{prefix}at__person": person})


def effects(person: Any, *, office: bool) -> QuerySet[Any]:
    """To be judged (``judges``) or to be measured (``measures``) by the person.

    To be judged: claimed, for their verifier, and for the office those that nobody was asked to judge; verified ones
    that were measured again for the re-check named in ``again``, for their verifier. To be measured, of the person's
    projects: within two weeks (``due``), or again for a re-check (``asked``).
    """
    checks = Recheck.objects.filter(effect=OuterRef("pk"), asked_on__isnull=False, answered_at=None)
    is_fresh = Exists(taken_for(OuterRef("effect"), OuterRef("asked_on"), OuterRef("due_on")))
    until = timezone.localdate() + REMIND_BEFORE
    soon = PlannedMeasurement.objects.filter(effect=OuterRef("pk"), met_by=None, due_on__lte=until)
    found = Effect.objects.annotate(
        again=Subquery(checks.filter(is_fresh).values("code")[:1]),
        since=Subquery(checks.filter(is_fresh).values("asked_on")[:1]),
        due=Subquery(soon.order_by("due_on").values("due_on")[:1]),
        asked=Subquery(checks.exclude(is_fresh).values("asked_on")[:1]),
    )
    judges = ExpressionWrapper(_judges(person, office), BooleanField())
    measures = ExpressionWrapper(_measures(person), BooleanField())
    found = found.annotate(judges=judges, measures=measures).filter(Q(judges=True) | Q(measures=True))
    return found.order_by("state_at", "pk")[: 2 * MOST]


def _judges(person: Any, office: bool) -> Q:
    mine = Q(verifier=person) | Q(verifier=None) if office else Q(verifier=person)
    return Q(mine, state=EffectState.CLAIMED) | Q(verifier=person, state__in=COUNTED, again__isnull=False)


def _measures(person: Any) -> Q:
    works = Q(responsible=person) | Q(pk__in=Member.objects.filter(person=person).values("project"))
    own = Q(project_code__in=Project.objects.filter(works).values("code"))
    return own & (Q(due__isnull=False) & ~Q(state__in=PROVEN) | Q(asked__isnull=False, state__in=COUNTED))


def invitations(person: Any) -> QuerySet[TableInvitation]:
    """To tables that are still to come."""
    coming = Problem.objects.filter(code=OuterRef("thread"), state=State.SCHEDULED)
    asked = TableInvitation.objects.filter(person=person, answer=Answer.ASKED, starts_at__gt=timezone.now())
    return asked.filter(Exists(coming))[:MOST]


def reviews(person: Any, *, office: bool) -> QuerySet[Decision]:
    """Decisions whose review date has come, for who answers for them and the secretariat."""
    mine = Q() if office else Q(responsible=person)
    come = Decision.objects.filter(mine, review_on__lte=timezone.localdate())
    return come.select_related("problem").order_by("review_on")[:MOST]


def actions(person: Any, own: list[int]) -> QuerySet[ActionItem]:
    """What the person took on; and what is said to be done, for the chair and the owner of the problem to confirm,
    though not for whoever did it.
    """
    leads = Q(table__chair=person) | Q(table__problem__owner__in=own)
    done = Q(state=ActionState.DONE) & leads & ~Q(who=person) & (Q(done_by=None) | ~Q(done_by=person))
    found = ActionItem.objects.filter(Q(who=person, state=ActionState.OPEN) | done)
    return found.select_related("table").order_by("due_on", "pk")[: 2 * MOST]


def interests(coordinated: list[int]) -> list[tuple[Organisation, Decision]]:
    """For each member that somebody coordinates, the joint tasks about which it has not answered."""
    if not coordinated:
        return []
    members = Organisation.objects.filter(pk__in=coordinated).exclude(kind=Kind.STARTUP)
    return [
        (member, decision)
        for member in members
        for decision in asked_about(member.pk).filter(answered=False)[:MOST]
    ]


def people() -> QuerySet[Any]:
    """Whoever asks to be forgotten (``erasure_asked``), and whoever sent a signed agreement (``copy``, its code)."""
    erasures = ErasureRequest.objects.filter(done_at=None)
    copies = SignedCopy.objects.filter(state=CopyState.WAITING)
    found = Person.objects.filter(
        Q(pk__in=erasures.order_by().values("person")) | Q(pk__in=copies.order_by().values("person"))
    )
    copy = copies.filter(person=OuterRef("pk"))
    told = found.annotate(
        erasure_asked=Subquery(erasures.filter(person=OuterRef("pk")).values("asked_at")[:1]),
        copy=Subquery(copy.values("code")[:1]),
        copy_sent=Subquery(copy.values("sent_at")[:1]),
    )
    return told.order_by("erasure_asked", "copy_sent")[: 2 * MOST]
